"""Work of this room after the transaction, and the steps of the cycle. Importing the folder registers all of it."""

from konbit.meetings.jobs import before, calendars, cycle, owners, packs, pulse, records, series

__all__ = ["before", "calendars", "cycle", "owners", "packs", "pulse", "records", "series"]
