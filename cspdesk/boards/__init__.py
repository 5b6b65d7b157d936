"""Parallel boards."""
