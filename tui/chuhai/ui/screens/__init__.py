"""Each screen is one activity."""
