"""What was done and what was refused: append-only entries, and read-only pages to look at them.

An entry names codes, ids and field names, never a value. `write_entry` writes what succeeded, in the caller's
transaction; refused attempts are written in one place, the middleware, after the roll-back. Database triggers refuse
to change or remove an entry on SQLite and on PostgreSQL.
"""
