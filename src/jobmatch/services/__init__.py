"""What jobmatch does: one verb a module, every transaction here."""
