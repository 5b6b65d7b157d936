"""The Board pack: from what was read to the blocks of its pages."""
