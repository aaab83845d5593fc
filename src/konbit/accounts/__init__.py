"""People, sign-in by link or password, and links that let somebody act without an account.

Words: a *person* is anyone with contact details; a *link* belongs to one person, one purpose and one object, expires
and can be revoked. Opening a link never changes anything: the change happens on a confirming button.
"""
