"""The Board's desk: what waits for it, and what it enters."""
