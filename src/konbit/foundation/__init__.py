"""The ideas every room needs.

`refusals` (a no that a person can read), `actor` (who acts, in which seats and roles), `texts` (one text in four
languages, each with its review state), `clock` (the settings' clock; the demo's can be moved forward) and `outbox`
(work written in the caller's transaction and done afterwards).
"""
