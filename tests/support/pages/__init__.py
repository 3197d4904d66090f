"""People at the pages."""
