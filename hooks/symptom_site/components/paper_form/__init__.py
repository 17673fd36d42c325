"""Print the checker as a form for a pen."""
