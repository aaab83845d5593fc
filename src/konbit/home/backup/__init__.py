"""Backups: the whole database, by its own means, and the files people added, in one archive."""
