"""The refresh scorecard on screen."""
