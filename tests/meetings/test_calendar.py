"""A person's calendar feed, and the letters that put meetings into calendars."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from konbit.accounts.models import Link
from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import work_until_empty
from konbit.meetings.models import Meeting
from konbit.meetings.operations.agenda import add_item
from konbit.meetings.operations.calendars import tell_newcomers
from konbit.meetings.operations.series import keep_series
from konbit.network.operations.seats import end_role
from tests.makers import (
    AT,
    a_group,
    a_network,
    a_person,
    a_role,
    a_seat,
    client_of,
    clock_stands_at,
    convener_of,
    facilitator_of,
    the_person_with,
)
from tests.meetings.reading import visit

pytestmark = pytest.mark.django_db

CENTRAL = ZoneInfo("America/Chicago")


@pytest.fixture
def group(settings):
    clock_stands_at(settings)
    return a_network(
        address="delta",
        name="Delta network",
        place="Town hall, room 2",
        meeting_link="https://meet.example.org/delta",
        meets_from="13:00",
        meets_until="15:00",
    )


@pytest.fixture
def member(group):
    return a_role(group, "member", a_person("Member of Delta")).person


@pytest.fixture
def desk(group):
    """The facilitator's browser."""
    return client_of(the_person_with(group, "facilitator"))


def lay(desk, first_day="2025-03-20"):
    return visit(desk, reverse("lay_series", args=["delta"])).send(first_day=first_day)


def address_of_feed(person):
    """Made on the page, and read from it."""
    page = visit(client_of(person), reverse("my_calendar"))
    shown = page.send(renew="1")
    return re.search(r"http://[^/]+(/calendar/\S+\.ics)", shown.words).group(1)


def read(address, **headers):
    """What a calendar program gets, without any session."""
    return Client().get(address, headers=headers)


def events(content):
    return {str(one["uid"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


def assert_well_formed(content):
    """RFC 5545: lines end with CRLF and are at most 75 octets long; what must be there once, is."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = Calendar.from_ical(content)
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    assert not calendar.errors
    for event in calendar.walk("VEVENT"):
        assert not event.errors
        for name in ("uid", "dtstamp", "dtstart", "dtend", "sequence", "status", "organizer", "summary"):
            assert name in event, name
        assert "rrule" not in event
        assert event["dtend"].dt > event["dtstart"].dt
        assert event["dtstart"].dt.tzinfo is not None


def letters_to(person):
    work_until_empty()
    return [one for one in mail.outbox if one.to == [person.email]]


def invitations(letter):
    """Each attachment as (method in its type, file, calendar)."""
    found = []
    for part in letter.attachments:
        assert part.get_content_type() == "text/calendar"
        content = part.get_payload(decode=True)
        assert_well_formed(content)
        found.append((part.get_param("method"), part.get_filename(), Calendar.from_ical(content)))
    return found


# --- the feed ---------------------------------------------------------------------------------


def test_the_feed_holds_each_meeting_of_each_group_once(group, member, desk):
    other = a_group(
        group, name="Parents of Delta", address="parents", meets_from="18:00", meets_until="19:00"
    )
    a_role(other, "member", member)
    lay(desk)
    visit(client_of(the_person_with(other, "facilitator")), reverse("new_meeting", args=["parents"])).send(
        day="2025-04-01"
    )
    answer = read(address_of_feed(member))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    assert_well_formed(answer.content)
    found = events(answer.content)
    assert set(found) == {str(one.pk) for one in Meeting.objects.all()}
    assert len(found) == 10
    one = found[str(group.meetings.get(number=2).pk)]
    assert str(one["summary"]) == "Meeting: Delta network"
    assert str(one["location"]) == "Town hall, room 2, https://meet.example.org/delta"
    assert str(one["status"]) == "CONFIRMED"
    assert one["dtstart"].dt == datetime(2025, 5, 1, 13, 0, tzinfo=CENTRAL)
    assert one["dtend"].dt - one["dtstart"].dt == timedelta(hours=2)
    assert f"/meetings/{group.meetings.get(number=2).pk}/" in str(one["url"])
    assert Calendar.from_ical(answer.content)["method"] == "PUBLISH"


def test_the_hour_in_the_place_stays_over_two_changes_of_the_clocks(group, member, desk):
    lay(desk)
    found = events(read(address_of_feed(member)).content)
    moments = [one["dtstart"].dt for one in found.values()]
    assert {one.astimezone(CENTRAL).hour for one in moments} == {13}
    assert {one.astimezone(UTC).hour for one in moments} == {18, 19}


def test_a_moved_meeting_keeps_its_uid_and_raises_its_sequence_and_a_missed_one_is_cancelled(
    group, member, desk
):
    lay(desk)
    address = address_of_feed(member)
    before = events(read(address).content)
    second, third = group.meetings.get(number=2), group.meetings.get(number=3)
    visit(desk, reverse("edit_meeting", args=[second.pk])).send(day="2025-05-08")
    visit(desk, reverse("miss_meeting", args=[third.pk])).send(because="The hall is closed.")
    after = events(read(address).content)
    assert set(after) == set(before)
    moved, off = after[str(second.pk)], after[str(third.pk)]
    assert moved["sequence"] > before[str(second.pk)]["sequence"]
    assert moved["dtstart"].dt.astimezone(CENTRAL).date() == date(2025, 5, 8)
    assert str(off["status"]) == "CANCELLED"
    assert off["sequence"] > before[str(third.pk)]["sequence"]
    first = str(group.meetings.get(number=1).pk)
    assert after[first]["sequence"] == before[first]["sequence"]


def test_no_agenda_no_reason_and_no_name_of_a_person_stands_in_the_feed(group, member, desk):
    lay(desk)
    meeting = group.meetings.get(number=1)
    add_item(
        meeting=meeting, title="Vacancies in the pilot", background="Said in confidence", purpose="discuss",
        minutes=10, is_private=True, by=facilitator_of(group), at=AT,
    )  # fmt: skip
    visit(desk, reverse("miss_meeting", args=[group.meetings.get(number=2).pk])).send(
        because="Grief in the family"
    )
    a_seat(group, title="Seat of Rosa", holder=a_person("Rosa Delgado"))
    text = re.sub(r"\r\n ", "", read(address_of_feed(member)).content.decode())
    for hidden in ("Vacancies", "confidence", "Grief", "Rosa", "Delgado", "Member of Delta", "@example.org"):
        assert hidden not in text, hidden
    assert "ATTENDEE" not in text
    assert "DESCRIPTION" not in text


def test_who_left_a_group_sees_nothing_more_of_it(group, member, desk, settings):
    lay(desk)
    address = address_of_feed(member)
    assert len(events(read(address).content)) == 9
    end_role(held=group.roles.get(person=member), by=convener_of(group), at=AT)
    clock_stands_at(settings, AT + timedelta(days=1))
    answer = read(address)
    assert answer.status_code == 200
    assert not events(answer.content)
    assert "Delta" not in answer.content.decode()


def test_an_address_taken_back_renewed_or_unknown_gives_the_one_fixed_page(group, member, desk):
    lay(desk)
    first = address_of_feed(member)
    second = address_of_feed(member)
    assert first != second
    fixed = Client().get("/en/no-such-page/").content
    assert read(second).status_code == 200
    page = visit(client_of(member), reverse("my_calendar"))
    assert second in page.words
    assert "The address is taken back." in page.send(take_back="1").words
    for address in (first, second, "/calendar/made-up.ics", f"/calendar/{'0' * 32}.abc.ics"):
        answer = read(address)
        assert (answer.status_code, answer.content) == (404, fixed), address
    assert "You have none yet." in visit(client_of(member), reverse("my_calendar")).words


def test_another_kind_of_link_opens_no_calendar_and_one_who_may_not_sign_in_has_none(group, member, desk):
    address = address_of_feed(member)
    link = Link.objects.get(purpose="calendar_feed")
    Link.objects.filter(pk=link.pk).update(purpose="invitation")
    assert read(address).status_code == 404
    Link.objects.filter(pk=link.pk).update(purpose="calendar_feed")
    assert read(address).status_code == 200
    member.is_active = False
    member.save(update_fields=["is_active"])
    assert read(address).status_code == 404


def test_a_calendar_that_comes_again_is_told_when_nothing_changed(group, member, desk):
    lay(desk)
    address = address_of_feed(member)
    answer = read(address)
    again = read(address, **{"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    visit(desk, reverse("edit_meeting", args=[group.meetings.get(number=2).pk])).send(place="Library")
    changed = read(address, **{"If-None-Match": answer["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != answer["ETag"]
    assert Client().post(address).status_code == 405


def test_the_page_is_a_persons_own(group):
    assert Client().get(reverse("my_calendar")).status_code == 404
    assert Client().post(reverse("my_calendar"), {"renew": "1"}).status_code == 404
    assert not Link.objects.filter(purpose="calendar_feed").exists()


# --- the letters ------------------------------------------------------------------------------


def test_a_series_is_one_letter_to_each_person_with_every_day(group, member, desk):
    a_role(group, "parent_or_resident", member)
    lay(desk)
    (letter,) = letters_to(member)
    assert letter.subject == "9 meetings for your calendar: Delta network"
    assert "Thursday, March 20, 2025, 1:00" in letter.body.replace("\N{NO-BREAK SPACE}", " ")
    found = invitations(letter)
    assert [name for _method, name, _calendar in found][:2] == ["2025-03-20.ics", "2025-05-01.ics"]
    assert len(found) == 9
    for method, _name, calendar in found:
        (event,) = calendar.walk("VEVENT")
        assert (method, calendar["method"]) == ("REQUEST", "REQUEST")
        assert str(event["attendee"]) == f"mailto:{member.email}"
        assert event["attendee"].params["CN"] == "Member of Delta"
        assert str(event["organizer"]).startswith("mailto:")
        assert event["organizer"].params["CN"] == "Delta network"
    mail.outbox.clear()
    assert not letters_to(member), "each is told once"


def test_a_move_and_a_call_off_are_told_with_the_same_uid_and_a_higher_sequence(group, member, desk):
    lay(desk)
    (first,) = letters_to(member)
    known = {}
    for _method, _name, calendar in invitations(first):
        known |= events(calendar.to_ical())
    second = group.meetings.get(number=2)
    change, miss = (reverse(name, args=[second.pk]) for name in ("edit_meeting", "miss_meeting"))
    for method, status, act in (
        ("REQUEST", "CONFIRMED", lambda: visit(desk, change).send(day="2025-05-08")),
        ("CANCEL", "CANCELLED", lambda: visit(desk, miss).send(because="Storm")),
        ("REQUEST", "CONFIRMED", lambda: desk.post(reverse("undo_miss", args=[second.pk]))),
    ):
        mail.outbox.clear()
        act()
        (letter,) = letters_to(member)
        ((said, _name, calendar),) = invitations(letter)
        (event,) = calendar.walk("VEVENT")
        assert (said, str(event["status"]), str(event["uid"])) == (method, status, str(second.pk))
        assert event["sequence"] > known[str(second.pk)]["sequence"]
        known[str(second.pk)] = event


def test_moving_the_later_ones_too_is_one_letter(group, member, desk):
    lay(desk)
    letters_to(member)
    mail.outbox.clear()
    visit(desk, reverse("edit_meeting", args=[group.meetings.get(number=3).pk])).send(
        day="2025-06-19", moves_later=True
    )
    (letter,) = letters_to(member)
    assert len(invitations(letter)) == 7


def test_a_change_that_was_overtaken_before_the_letter_went_is_told_once_as_it_stands(group, member, desk):
    lay(desk)
    letters_to(member)
    mail.outbox.clear()
    meeting = group.meetings.get(number=2)
    for day in ("2025-05-08", "2025-05-09"):
        visit(desk, reverse("edit_meeting", args=[meeting.pk])).send(day=day)
    (letter,) = letters_to(member)
    ((_method, name, _calendar),) = invitations(letter)
    assert name == "2025-05-09.ics"


def test_who_joins_later_gets_one_letter_with_the_coming_ones(group, member, desk):
    lay(desk)
    letters_to(member)
    mail.outbox.clear()
    newcomer = a_role(group, "member", a_person("Newcomer")).person
    assert tell_newcomers(by=SYSTEM, at=AT) == 1
    assert tell_newcomers(by=SYSTEM, at=AT) == 0
    assert not letters_to(member)
    (letter,) = letters_to(newcomer)
    assert len(invitations(letter)) == 9
    assert len(events(read(address_of_feed(newcomer)).content)) == 9


def test_who_left_before_the_letter_went_gets_none(group, member, desk, settings):
    lay(desk)
    end_role(held=group.roles.get(person=member), by=convener_of(group), at=AT)
    clock_stands_at(settings, AT + timedelta(days=1))
    assert not letters_to(member)


def test_what_is_laid_a_year_ahead_waits_for_the_next_letter(group, member, desk, settings):
    lay(desk)
    letters_to(member)
    mail.outbox.clear()
    at = AT + timedelta(days=60)
    clock_stands_at(settings, at)
    keep_series(by=SYSTEM, at=at)
    assert group.meetings.count() > 9
    assert tell_newcomers(by=SYSTEM, at=at) == 0
    assert not letters_to(member)
    meeting = group.meetings.filter(starts_at__gt=at).order_by("starts_at").first()
    visit(desk, reverse("edit_meeting", args=[meeting.pk])).send(place="Library")
    (letter,) = letters_to(member)
    assert len(invitations(letter)) == 1 + group.meetings.count() - 9


def test_letters_are_in_the_persons_language(group, desk):
    person = a_role(group, "member", a_person("Vecina", language="es")).person
    lay(desk)
    (letter,) = letters_to(person)
    assert letter.extra_headers["Content-Language"] == "es"
    assert "marzo" in letter.body
