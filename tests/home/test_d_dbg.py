import pytest
from collections import Counter
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.home.test_agenda_draft import *


def test_x(settings):
    meeting = open_one()
    a_parked_item(meeting, "Parked")
    accepted(meeting, "x", progress="blocked")
    over(meeting)
    coming = coming_of(meeting.group)
    built(coming)
    client = client_of(a_role(meeting.group, "facilitator").person)
    url = reverse("meeting", args=[coming.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as c:
        assert client.get(url).status_code == 200
    for q in c.captured_queries:
        print(q["sql"][:40], " FROM ", q["sql"].split(" FROM ")[-1][:200])
    print(len(c))
    for name in ("agenda", "meetings"):
        with CaptureQueriesContext(connection) as c:
            client.get(reverse(name, args=[coming.pk if name == "agenda" else coming.group.address]))
        print(name, len(c))
    assert 0
