"""What the partnership settles once: meetings, steps, minutes, ratings, standing items, forms."""
