"""Render what is added to a page; one folder for each component."""
