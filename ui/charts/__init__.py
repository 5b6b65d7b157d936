"""Charts on screen: the painter, its colours and the widget."""
