"""A cluster of the program on this machine, every part a process of its own, and parts killed in turn."""
