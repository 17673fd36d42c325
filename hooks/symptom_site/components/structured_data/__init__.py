"""Describe a page to machines in the vocabulary of schema.org."""
