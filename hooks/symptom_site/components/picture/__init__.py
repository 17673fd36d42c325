"""Show a drawing of the site's own, with its words."""
