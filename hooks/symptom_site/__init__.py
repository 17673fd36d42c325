"""What the build adds to the site, a module for each thing; none knows MkDocs."""
