"""List the source document statement by statement."""
