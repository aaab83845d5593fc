"""Work of this room after the transaction. Importing the folder registers all of it."""

from konbit.exchange.jobs import imports

__all__ = ["imports"]
