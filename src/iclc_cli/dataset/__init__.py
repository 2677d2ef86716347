"""Finds, reads, validates and compares data files."""
