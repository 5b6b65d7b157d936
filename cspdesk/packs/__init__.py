"""Documents out: neutral blocks, the builders that make them, and the renderers."""
