"""Commands of the results room."""
