"""Rules about letters in plain Python: quiet hours, and what of a reply is new."""
