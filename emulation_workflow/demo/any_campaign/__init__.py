"""A short year of whatever campaign, for its letters to be looked at."""
