"""Work of this room after the transaction, and the steps of the cycle. Importing the folder registers all of it."""

from konbit.meetings.jobs import cycle, owners, records

__all__ = ["cycle", "owners", "records"]
