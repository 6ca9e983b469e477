"""Logging in and out, one's own account, the citizen's one-time code, and the log for the auditor."""
