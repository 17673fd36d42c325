"""Prove and count properties over every pattern of answers."""
