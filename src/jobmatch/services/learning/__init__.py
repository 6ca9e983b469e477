"""Learning from decisions and outcomes: gathered, learned, tested, and put in force by people."""
