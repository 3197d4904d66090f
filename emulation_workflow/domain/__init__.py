"""The rules of the work in plain Python: no input or output, `today` passed in."""
