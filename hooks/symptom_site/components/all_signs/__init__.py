"""Show the gravest signs of all in one line, which is the same on each page."""
