"""Show what was proved and measured about the checker."""
