"""The pages: what waits for whoever signs in, and answers at once. Forms to the office, nothing else."""
