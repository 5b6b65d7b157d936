"""The meeting: what the room sees on the projector, and what the minute-taker writes down."""
