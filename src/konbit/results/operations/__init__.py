"""What people do with priorities and results."""
