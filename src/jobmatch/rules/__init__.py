"""The dated rule table and its evaluation: what calculates is code, what the law may change is data."""
