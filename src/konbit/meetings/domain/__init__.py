"""Ideas of a meeting on plain Python."""
