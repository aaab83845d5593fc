"""Ideas of the register on plain Python."""
