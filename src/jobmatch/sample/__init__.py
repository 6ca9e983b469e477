"""Invented municipalities of any size, made by seed: every person, firm and event in them is invented."""

from jobmatch.sample.municipality import write_sample

__all__ = ["write_sample"]
