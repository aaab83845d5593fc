"""The records for other programs: REST under /api/v1, with keys, scopes, pages and problem+json.

An endpoint calls the same operations and queries as a page, so it can neither show nor do more than the page would.
"""
