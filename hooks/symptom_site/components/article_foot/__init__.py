"""Close an article: its sources and how to report a mistake."""
