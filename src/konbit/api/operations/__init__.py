"""What the door of the API writes down: how often a key was used, and what was answered."""
