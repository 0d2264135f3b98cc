"""Markets side by side: what is known of each, what differs, what it adds up to."""

LEAST, MOST = 2, 5
"""How many markets are compared side by side."""
WEIGHTS = range(6)
"""The weights that a row can have; 0 leaves it out of the score."""
