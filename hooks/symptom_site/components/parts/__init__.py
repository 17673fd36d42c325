"""Show what the site holds that others made."""
