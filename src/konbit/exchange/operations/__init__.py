"""What people do when they move in or out."""
