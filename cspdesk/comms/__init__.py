"""What the partnership tells people: a comms decision for each item, good news, the comms plan."""
