"""Danish words, hobbies and old jobs → one vocabulary: linking, covering, mentioning."""
