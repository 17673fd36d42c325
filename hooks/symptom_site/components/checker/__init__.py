"""Embed the symptom checker in a page."""
