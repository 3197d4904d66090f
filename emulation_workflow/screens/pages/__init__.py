"""What the pages of our own show beyond what flows and commands show too."""
