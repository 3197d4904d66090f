"""What units are written to, by the rule and in random histories."""
