"""Build the browser's Python and the checker's wheel."""
