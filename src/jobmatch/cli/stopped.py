"""What is said after Ctrl+C: apart, for it may be needed before anything else is loaded."""

from __future__ import annotations

STOPPED = ("Stoppet, før det var færdigt.", "Stopped before it was done.")
"""In Danish and English."""
