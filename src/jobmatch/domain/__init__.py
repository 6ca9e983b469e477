"""What things are called: citizens, placements, events, needs and codes. No arithmetic."""
