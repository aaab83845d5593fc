"""Moving in and moving out: spreadsheets become records, and records become files that other programs read.

Words: an *import* reads one table (CSV or XLSX) of one *kind* (organizations, people and seats, commitments, results,
indicators, attendance): its columns are matched, a *dry run* counts what would be new, changed, the same or refused,
and what was imported can be undone for 30 days. An *export* is what one person may see, or for its convener the whole
network, as tables with a data dictionary; an empty installation that imports the whole network holds the same records.

Everything that is imported goes through the verbs a person would use.
"""
