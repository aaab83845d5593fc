"""What people see and send about members, settings and organizations."""
