"""Indicators: periods, targets, ratings, process behaviour and what to highlight."""
