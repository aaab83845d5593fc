"""What moving in and out asks of the records."""
