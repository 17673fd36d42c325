"""Make the site work offline and install as an app."""
