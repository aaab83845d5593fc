"""Settings that touch planned meetings: what another interval moves is shown first, and a holiday on a meeting is told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from konbit.audit.models import Entry
from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import work_until_empty
from konbit.meetings.operations.access import ask_for_access
from konbit.meetings.operations.series import keep_series
from tests.makers import (
    a_network,
    client_of,
    clock_stands_at,
    facilitator_of,
    letters_are_kept,
    the_person_with,
)
from tests.meetings.reading import attributes, visit

pytestmark = pytest.mark.django_db

# Monday, ten days before the first meeting.
NOW = datetime(2022, 9, 5, 15, 0, tzinfo=UTC)


@pytest.fixture
def client(settings):
    letters_are_kept(settings)
    clock_stands_at(settings, NOW)
    group = a_network(
        address="delta", name="Delta", place="Town hall", meets_from="13:00", meets_until="15:00",
        languages=["en", "es", "ht"],
    )  # fmt: skip
    group.roles.update(since=date(2022, 1, 1))
    client = client_of(the_person_with(group, "convener"))
    client.group = group
    assert visit(client, reverse("lay_series", args=["delta"])).send(first_day="2022-09-15").status == 200
    return client


def settings_page(client):
    return visit(client, reverse("group_settings", args=["delta"]))


def days(client):
    return [one.day for one in client.group.meetings.order_by("starts_at")]


def turns(settings, hours=1):
    clock_stands_at(settings, NOW + timedelta(hours=hours))
    keep_series(by=SYSTEM, at=NOW + timedelta(hours=hours))
    work_until_empty()


def agree(page):
    (button,) = page.all("button", name="agreed")
    return page.send(agreed=attributes(button)["value"])


# --- another interval -------------------------------------------------------------------------


def test_n1_another_interval_shows_from_which_day_to_which_before_anything_is_saved(client, settings):
    before = days(client)
    asked = settings_page(client).send(interval_days=28, place="Library")
    assert asked.status == 200
    assert asked.heading == "8 meetings would move"
    assert "Nothing is saved yet." in asked.words
    assert "Thursday, October 27, 2022 Thursday, October 13, 2022" in asked.words
    assert "Thursday, August 17, 2023" in asked.words
    assert "September 15" not in asked.words, "the next meeting stays"
    client.group.refresh_from_db()
    assert (client.group.interval_days, client.group.place, client.group.version) == (42, "Town hall", 1)
    assert not Entry.objects.filter(allowed=False).exists(), "to be asked first is no refusal"
    turns(settings)
    assert days(client)[:9] == before

    shown = dict(zip(*[iter(row_days(asked))] * 2, strict=True))
    saved = agree(asked)
    assert "The settings are saved." in saved.words
    client.group.refresh_from_db()
    assert (client.group.interval_days, client.group.place) == (28, "Library")
    assert client.group.languages == ["en", "es", "ht"], "every choice typed went along"
    turns(settings, hours=2)
    assert set(shown.values()) <= set(days(client)), "they move as it was shown"


def row_days(page):
    """The days of the table, row by row."""
    cells = [
        one for row in page.all("tr") for one in row.children if getattr(one, "name", "") in ("th", "td")
    ]
    texts = [" ".join(one.children[0].split()) for one in cells if attributes(one).get("scope") != "col"]
    return [datetime.strptime(text, "%A, %B %d, %Y").replace(tzinfo=UTC).date() for text in texts]


def test_going_back_saves_nothing_and_loses_nothing_typed(client):
    asked = settings_page(client).send(
        interval_days=28, place="Library", purpose="Two lines\nof words", languages=["en", "ht"]
    )
    back = asked.send(again="1")
    assert back.status == 200
    assert back.heading == "Settings"
    assert 'value="Library"' in back.html
    assert "Two lines\nof words" in back.html.replace("\r\n", "\n")
    (interval,) = back.all("input", name="interval_days")
    assert attributes(interval)["value"] == "28"
    ticked = {
        attributes(one)["value"]
        for one in back.all("input", name="languages")
        if "checked" in attributes(one)
    }
    assert ticked == {"en", "ht"}
    client.group.refresh_from_db()
    assert (client.group.interval_days, client.group.version) == (42, 1)
    # From there it is asked again, about what is typed then.
    assert back.send(interval_days=56).heading == "8 meetings would move"


def test_what_was_agreed_to_is_what_is_done_or_it_is_asked_again(client):
    asked = settings_page(client).send(interval_days=28)
    # Meanwhile somebody says what they need at the third meeting, which therefore stays.
    ask_for_access(
        meeting=client.group.meetings.get(number=3),
        kind="stipend",
        by=facilitator_of(client.group, NOW),
        at=NOW,
    )
    again = agree(asked)
    assert again.heading == "7 meetings would move"
    client.group.refresh_from_db()
    assert client.group.interval_days == 42
    assert "The settings are saved." in agree(again).words


def test_other_settings_and_a_group_without_a_series_are_saved_at_once(client):
    assert "The settings are saved." in settings_page(client).send(place="Library").words
    client.group.meetings.all().delete()
    assert "The settings are saved." in settings_page(client).send(interval_days=28).words


def test_a_new_day_that_is_a_holiday_is_marked_before_it_is_saved(client):
    asked = settings_page(client).send(interval_days=28, holidays="2022-10-13")
    assert "Thursday, October 13, 2022 A holiday" in asked.words
    assert asked.words.count("A holiday") == 1


def test_two_who_change_the_interval_lose_nothing(client):
    first, second = settings_page(client), settings_page(client)
    agree(first.send(interval_days=28))
    answer = second.send(interval_days=56)
    assert answer.status == 409
    assert "Somebody else changed this while you were writing." in answer.words
    assert Entry.objects.filter(action="network.change_settings", allowed=True).count() == 1


# --- holidays ---------------------------------------------------------------------------------


def test_a_holiday_on_the_day_of_a_planned_meeting_is_told_with_the_way_to_move_it(client, settings):
    before = days(client)
    page = settings_page(client)
    assert "falls on a holiday" not in page.words
    saved = page.send(holidays="2022-11-24\n2022-12-08")
    meeting = client.group.meetings.get(number=3)
    assert "The settings are saved." in saved.words
    assert "1 planned meeting falls on a holiday Nothing moves by itself." in saved.words
    assert "Thursday, December 8, 2022 Change day or place" in saved.words
    links = {attributes(one)["href"] for one in saved.all("a") if "href" in attributes(one)}
    assert {reverse("meeting", args=[meeting.pk]), reverse("edit_meeting", args=[meeting.pk])} <= links
    turns(settings)
    assert days(client)[:9] == before, "nothing moves by itself"

    assert "The group named this day a holiday." in visit(client, reverse("meeting", args=[meeting.pk])).words
    assert visit(client, reverse("meetings", args=["delta"])).words.count("On a holiday") == 1

    visit(client, reverse("edit_meeting", args=[meeting.pk])).send(day="2022-12-09")
    assert "falls on a holiday" not in settings_page(client).words
    assert "On a holiday" not in visit(client, reverse("meetings", args=["delta"])).words


def test_a_meeting_that_is_over_or_missed_is_no_matter_of_holidays(client, settings):
    meeting = client.group.meetings.get(number=3)
    visit(client, reverse("miss_meeting", args=[meeting.pk])).send(because="A holiday.")
    assert "falls on a holiday" not in settings_page(client).send(holidays="2022-12-08").words
