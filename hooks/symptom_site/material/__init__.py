"""Hold everything that depends on the Material theme."""
