"""Ideas of this room on plain Python."""
