"""The action log, its chases and the report-backs on screen."""
