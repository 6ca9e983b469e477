"""The scoring kernel: records, factors, the compiled loop, ranking and explanations. Knows no factor by name."""
