"""The employer liaison's pages: workplaces, questions, visits, contacts and demand."""
