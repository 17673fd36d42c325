"""Check pages and name each problem with file, line and fix."""
