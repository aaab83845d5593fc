"""What people see and send: before a meeting, in it, and after it."""
