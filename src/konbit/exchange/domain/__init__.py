"""Ideas of moving in and out on plain Python."""
