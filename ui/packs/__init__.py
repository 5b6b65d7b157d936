"""Board packs: what goes in, what is still in the way, and the PDF."""
