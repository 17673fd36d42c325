"""Show every rule and question of the checker."""
