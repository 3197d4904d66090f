"""The demonstration: the pilots' year played through the doors that people use."""
