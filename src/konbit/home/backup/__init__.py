"""Backups: the whole database and the files people added in one archive, written and put back by the database's own means."""
