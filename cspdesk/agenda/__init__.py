"""Agenda planning."""
