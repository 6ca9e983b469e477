"""The consultant's pages: my citizens, one citizen, suggestions, the board and what happens after the start."""
