"""Start a site of one's own."""
