"""How Prefect comes to life here: its server, and each run, forked from a process that has loaded everything."""
