"""What follows from scores: ramps, unlocks, lines, and later plans and gaps."""
