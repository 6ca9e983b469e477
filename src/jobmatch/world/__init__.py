"""The world as the kernel sees it: people, openings, words, rules and distances turned into flat tables."""
