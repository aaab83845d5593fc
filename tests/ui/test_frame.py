"""What stands around every page, and what stands where no page is."""

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.utils import translation

from konbit.ui import pages
from konbit.ui.templatetags.konbit import undo_path, way_back


def test_nothing_on_the_fixed_page_depends_on_who_asks_or_for_what(rf):
    answers = {pages.not_found(rf.get(path)).content for path in ("/en/g/secret/", "/en/nowhere/?q=1")}
    assert len(answers) == 1
    page = answers.pop().decode()
    assert "secret" not in page
    for code in ("en", "es", "ht", "vi"):
        assert f'href="/{code}/"' in page


def test_the_fixed_page_speaks_the_language_asked_for(rf):
    with translation.override("vi"):
        assert '<html lang="vi">' in pages.not_found(rf.get("/vi/nowhere/")).content.decode()


def test_a_fault_promises_nothing_but_that_nothing_changed(rf):
    request = rf.get("/en/")
    request.reference = "K-4711"
    answer = pages.fault(request)
    assert answer.status_code == 500
    assert "Nothing was changed." in answer.content.decode()
    assert "K-4711" in answer.content.decode()


def test_a_form_that_was_open_too_long_says_so(rf):
    assert pages.form_was_open_too_long(rf.post("/en/")).status_code == 403


@pytest.mark.parametrize(
    ("tags", "path"),
    [
        ("undo:/en/undo/3/", "/en/undo/3/"),
        ("undo://elsewhere.example", ""),
        ("undo:javascript:x", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_an_undo_leads_only_to_our_own_pages(tags, path):
    assert undo_path(tags) == path


def test_a_flash_is_escaped_and_offers_its_undo():
    flash = Message(constants.SUCCESS, "Moved <b>first</b>", extra_tags="undo:/en/undo/3/")
    page = render_to_string("ui/flashes.html", {"messages": [flash]})
    assert "&lt;b&gt;" in page
    assert '<form method="post" action="/en/undo/3/">' in page


def test_the_way_back_leads_only_to_another_page_of_ours(rf):
    def back(address):
        return way_back({"request": rf.get("/en/here/", headers={"referer": address})})

    assert back("http://testserver/en/there/") == "http://testserver/en/there/"
    assert back("http://testserver/en/here/") == ""
    assert back("http://elsewhere.example/") == ""
    assert back("") == ""
