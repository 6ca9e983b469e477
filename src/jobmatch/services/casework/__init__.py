"""Casework: decisions, courses, agreements, follow-up and the texts that go with them; pages and API call the same."""
