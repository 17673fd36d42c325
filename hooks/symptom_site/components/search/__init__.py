"""Search the site: pages that come first, and what is typed made plain."""
