"""Community voice on screen: what was said, who was not heard, you said, we did."""
