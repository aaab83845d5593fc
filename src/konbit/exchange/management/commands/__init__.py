"""One verb of `konbit` in each file."""
