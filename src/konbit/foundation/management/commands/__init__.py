"""Commands of the foundation room."""
