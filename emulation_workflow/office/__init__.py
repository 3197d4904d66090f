"""The use cases: one function is one act, and one act is one transaction."""
