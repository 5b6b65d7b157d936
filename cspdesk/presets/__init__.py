"""What a new partnership's file begins with: presets, and the sample year on top of one."""
