"""``python -m jobmatch``."""

from jobmatch.cli.start import entry

entry()
