"""Organisations, groups and seats."""
