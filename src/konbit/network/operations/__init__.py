"""What people do with groups, organizations, seats and roles."""
