"""Days, times, amounts and content texts, in the words of the page's language."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import polib
import pytest
from django.template import Context, Template
from django.utils import formats, translation

from konbit.ui import catalogs
from konbit.ui.formats import clock_time, long_day, long_weekday_day, us_money, us_number

DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("language", "day", "weekday_day"),
    [
        ("en", "March 5, 2026", "Thursday, March 5, 2026"),
        ("es", "5 de marzo de 2026", "jueves, 5 de marzo de 2026"),
        ("ht", "5 mas 2026", "jedi 5 mas 2026"),
        ("vi", "5 tháng 3, 2026", "Thứ Năm, 5 tháng 3, 2026"),
    ],
)
def test_days_in_four_languages(language, day, weekday_day):
    with translation.override(language):
        assert long_day(DAY) == day
        assert long_weekday_day(DAY) == weekday_day
        assert formats.date_format(DAY, "DATE_FORMAT") == day
        assert formats.number_format(1234.5, use_l10n=True, force_grouping=True) == "1,234.5"


def test_moments_are_shown_by_the_clocks_of_the_place():
    late = datetime(2026, 3, 6, 3, 5, tzinfo=UTC)
    assert long_day(late, "America/Chicago") == "March 5, 2026"
    assert clock_time(late, "America/Chicago") == "9:05\N{NO-BREAK SPACE}pm"
    assert clock_time(time(0, 30)) == "12:30\N{NO-BREAK SPACE}am"
    assert clock_time(time(12, 0)) == "12:00\N{NO-BREAK SPACE}pm"


def test_amounts_and_numbers():
    assert us_money(1234) == "$1,234"
    assert us_money(Decimal("1234.5")) == "$1,234.50"
    assert us_money(-3) == "−$3"
    assert us_number(60000) == "60,000"


def shown(rf, texts, language):
    request = rf.get("/")
    with translation.override(language):
        page = Template("{% load konbit %}{% said texts %}").render(
            Context({"texts": texts, "request": request})
        )
    return page, getattr(request, "unreviewed_parts", [])


TEXTS = {
    "en": {"text": "Reading & writing", "state": "source"},
    "es": {"text": "Leer y escribir", "state": "machine"},
    "vi": {"text": "Đọc và viết", "state": "human-reviewed"},
}


def test_a_content_text_in_the_language_of_the_page_is_escaped_and_counted_when_nobody_reviewed_it(rf):
    assert shown(rf, TEXTS, "en") == ("Reading &amp; writing", [])
    assert shown(rf, TEXTS, "es") == ("Leer y escribir", ["es"])
    assert shown(rf, TEXTS, "vi") == ("Đọc và viết", [])


def test_a_missing_text_is_shown_in_its_own_language_and_says_so(rf):
    page, parts = shown(rf, TEXTS, "ht")
    assert '<span lang="en">Reading &amp; writing</span>' in page
    assert 'class="in-language"' in page
    assert parts == ["en"]


def test_interface_words_count_as_reviewed_by_role_and_date(tmp_path, settings):
    folder = tmp_path / "ht" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalog = polib.POFile()
    catalog.append(polib.POEntry(msgid="Day", msgstr="Jou", tcomment="reviewed: parent council, 2026-03-05"))
    catalog.append(polib.POEntry(msgid="Place", msgstr="Kote"))
    catalog.append(polib.POEntry(msgid="Time", msgstr=""))
    catalog.save(str(folder / "django.po"))
    settings.LOCALE_PATHS = [tmp_path]
    catalogs.interface_review.cache_clear()
    assert catalogs.interface_review("ht") == (1, 2)
    catalogs.interface_review.cache_clear()


def test_languages_go_by_their_own_names_in_every_language():
    for language in ("en", "vi"):
        with translation.override(language):
            names = [catalogs.own_name(code) for code in ("en", "es", "ht", "vi")]
        assert names == ["English", "Español", "Kreyòl Ayisyen", "Tiếng Việt"]
