"""Number the sources of a page and show them at each mark."""
