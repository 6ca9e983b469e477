"""Workplaces as the employer liaison works with them: sites, questions, visits, contacts and demand."""
