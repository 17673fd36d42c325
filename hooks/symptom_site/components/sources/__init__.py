"""List every source and the pages that use it."""
