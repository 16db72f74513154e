"""Pure functions that compare, count and measure."""
