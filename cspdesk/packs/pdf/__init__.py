"""Neutral documents as tagged PDF (PDF/UA-1)."""
