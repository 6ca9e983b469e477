"""``python -m jobmatch``."""

from jobmatch.cli.main import entry

entry()
