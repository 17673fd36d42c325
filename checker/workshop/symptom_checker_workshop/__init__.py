"""Reads, checks and compiles the tables that clinicians review; adds its commands to `python -m symptom_checker`."""
