"""Cycles and meetings."""
