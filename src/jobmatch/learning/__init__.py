"""What people chose and what held, turned into tables of points, and tested before anybody may use them.

It learns about the fit of a pair: factor values alone go in, never anything about a person.
"""
