"""Backups: the whole database in one archive, written and put back by the database's own means."""
