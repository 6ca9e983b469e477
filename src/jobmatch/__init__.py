"""jobmatch: finds the workplaces where a small and growing number of hours can succeed, and says why."""

__version__ = "0.1.0"
