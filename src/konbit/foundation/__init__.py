"""The ideas every room needs.

`refusals` (a no that a person can read), `actor` (who acts, in which seats and roles), `texts` (one text in four
languages, each with its review state), `clock` (the settings' clock; the demo's can be moved forward), `outbox`
(work written in the caller's transaction and done afterwards), `schedule` (what is done regularly), `processes` (the
loops that do both, and their signs of life) and `ledger` (what must hold after an older backup was restored).
"""
