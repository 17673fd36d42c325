"""The page for the worst moment, and the link to it on every other page."""
