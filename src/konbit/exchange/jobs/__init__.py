"""Work of this room after the transaction. Importing the folder registers all of it."""
