"""How a run comes to life: forked from a process that has loaded everything, not loaded anew."""
