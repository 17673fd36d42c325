"""Measure how easy words are to read, whatever file they come from."""
