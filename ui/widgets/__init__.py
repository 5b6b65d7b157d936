"""The parts screens are built of."""
