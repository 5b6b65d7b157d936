"""The statutory calendar on screen."""
