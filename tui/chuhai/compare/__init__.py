"""Markets side by side: what is known of each, what differs, what it adds up to."""
