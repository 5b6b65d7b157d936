"""Homework questions for partners."""
