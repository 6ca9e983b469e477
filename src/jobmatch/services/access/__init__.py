"""Who may see what: one policy for the API and the pages, who is let in, and the log of what was seen."""
