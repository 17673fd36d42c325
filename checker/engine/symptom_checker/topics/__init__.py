"""Holds the compiled topics: one module of plain tuples each, written by the workshop when the wheel is built."""
