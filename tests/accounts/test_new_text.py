"""What of a reply is new."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.accounts.domain.new_text import new_text

OLD = "> How does it stand?\n> Call three employers\n"


@pytest.mark.parametrize(
    "above_the_old_letter",
    [
        "On Thu, Mar 6, 2025 at 10:00 AM Konbit <konbit@example.org> wrote:",
        "On Thu, Mar 6, 2025 at 10:00 AM, A Long Name of a Network <konbit+abc@example.org>\nwrote:",
        "El jue, 6 mar 2025 a las 10:00, Konbit (<konbit@example.org>) escribió:",
        "Le jeu. 6 mars 2025 à 10:00, Konbit <konbit@example.org> a écrit :",
        "Nan dat 6 mas 2025, Konbit <konbit@example.org> ekri:",
        "Vào Th 5, 6 thg 3, 2025 vào lúc 10:00 Konbit <konbit@example.org> đã viết:",
        "Vào 10:00, Th 5, 6 thg 3, 2025 Konbit\n<konbit@example.org> đã viết:",
        "-----Original Message-----",
        "-----Mensaje original-----",
        "________________________________",
        "From: Konbit <konbit@example.org>\nSent: Thursday, March 6, 2025",
        "De: Konbit <konbit@example.org>\nEnviado el: jueves, 6 de marzo de 2025",
        "Từ: Konbit\nĐã gửi: 6 tháng 3",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_old_letter_is_cut_off(above_the_old_letter, end):
    letter = f"Listo\n\nLes llamé a los tres.\n\n{above_the_old_letter}\n{OLD}\ndone\n"
    assert new_text(letter.replace("\n", end)) == "Listo\n\nLes llamé a los tres."


@pytest.mark.parametrize(
    "name", ["-- ", "--", "Sent from my iPhone", "Enviado desde mi iPhone", "Được gửi từ iPhone của tôi"]
)
def test_signatures_are_cut_off(name):
    assert new_text(f"done\n\n{name}\nSmith\n") == "done"


def test_quoted_lines_between_are_left_out():
    assert new_text("> 1. Call\ndone\n> 2. Write\nblocked") == "done\nblocked"


def test_an_answer_below_what_it_quotes_is_found():
    assert new_text(f"On Thu, Mar 6, 2025 at 10:00 AM Konbit wrote:\n{OLD}\n\ndone\n") == "done"


def test_an_old_letter_without_quote_marks_is_never_taken_for_the_answer():
    assert new_text("On Thu, Mar 6, 2025 at 10:00 AM Konbit wrote:\nHow does it stand?\ndone\n") == ""


def test_plain_sentences_stay():
    text = "On Monday I wrote to three of them:\nall said yes.\nFrom: the heart."
    assert new_text(text) == text


@given(st.text())
def test_any_text_is_read(text):
    assert ">" not in [line[:1] for line in new_text(text).splitlines()]
