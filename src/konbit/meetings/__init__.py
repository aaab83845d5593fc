"""A group's meetings, from the first request for the agenda to the published record.

Words: an *agenda item* is what a meeting takes up; a *decision* is a recorded choice with wording, right, dissent and review
date; a *commitment* is one act with one owner and one due date, accepted by that owner; a *question* is asked of a named
party; a *parked item* waits for a later meeting; the *record* is what is published of a meeting, in versions; the
*digest* is the record's full text in a letter to each person.

States of a meeting: planned -> ready -> open -> closed -> published; one that nobody held is missed. States of a
commitment: proposed -> accepted or declined; accepted -> done, dropped or handed over. While it is accepted it may be on
track, blocked or carried. A proposed commitment is never counted as promised, and only its owner answers.

The *cycle* runs by itself: `domain/cycle.py` says which step has which day, `steps.py` who does it, `jobs` what goes out.

An item may be *private to members* or *no names*; what is made from it is so too.
"""
