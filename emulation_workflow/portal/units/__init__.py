"""A unit's own pages: what it owes, what it types and sends, its lists, and taking its plan back."""
