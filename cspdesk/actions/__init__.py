"""Actions and report-backs."""
