"""The approval pipeline of a provincial Emulation and Commendation Board."""
