"""Fold away a part of a page below its heading."""
