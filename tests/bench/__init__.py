"""What `make bench` measures: each figure beside what a user would otherwise do, in one run."""
