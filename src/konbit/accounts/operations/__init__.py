"""What people do about themselves, their links and their way in."""
