"""Ideas of the network on plain Python."""
