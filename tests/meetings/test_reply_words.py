"""Answers by mail: one of four words in four languages, and never a guess."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.meetings.domain.commitment_states import STEPS
from konbit.meetings.domain.reply import ANSWERS, NEEDS_ACCENTS, Reply, read_replies, read_reply

PHRASES = [(step, phrase) for step, phrases in ANSWERS.items() for phrase in phrases]


def without_accents(text):
    apart = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def test_each_answer_is_a_step_of_a_commitment_and_each_phrase_means_one():
    assert set(ANSWERS) <= set(STEPS)
    spelled = [(without_accents(phrase), step) for step, phrase in PHRASES if phrase not in NEEDS_ACCENTS]
    assert len(dict(spelled)) == len({phrase for phrase, _step in set(spelled)}) == len(set(spelled))


@pytest.mark.parametrize(("step", "phrase"), PHRASES)
def test_every_phrase_is_read_however_it_is_typed(step, phrase):
    spellings = {
        phrase,
        phrase.upper(),
        phrase.capitalize(),
        unicodedata.normalize("NFD", phrase),
        f"  {phrase} ",
    }
    spellings |= {
        f"{phrase}.",
        f"{phrase}!",
        f"*{phrase}*",
        f"“{phrase}”",
        f"- {phrase}",
        phrase.replace(" ", "\u00a0"),
    }
    if phrase not in NEEDS_ACCENTS:
        spellings |= {without_accents(phrase), without_accents(phrase).upper()}
    for spelling in spellings:
        assert read_reply(f"\n\n{spelling}\n\nA note.\n") == Reply(1, step, "A note."), spelling


@pytest.mark.parametrize(
    ("line", "number", "step"),
    [
        ("2 done", 2, "done"),
        ("2. listo", 2, "done"),
        ("#2: fini", 2, "done"),
        ("2) xong", 2, "done"),
        ("(3) on track", 3, "on_track"),
        ("2 - bloqueado", 2, "blocked"),
        ("1.done", 1, "done"),
        ("# 3 bỏ", 3, "drop"),
    ],
)
def test_the_number_of_the_question_stands_before_the_answer(line, number, step):
    assert read_reply(line, questions=3) == Reply(number, step)


@pytest.mark.parametrize(
    ("text", "step", "note"),
    [
        ("Done. We called all three.", "done", "We called all three."),
        ("listo: ver la lista adjunta\nSon tres.", "done", "ver la lista adjunta\nSon tres."),
        ("Blocked - the bank has not answered", "blocked", "the bank has not answered"),
        ("Drop. No money for it.", "drop", "No money for it."),
        ("Hecho, gracias", "done", ""),
        ("Xong rồi, cảm ơn bạn!", "done", ""),
        ("Fini, mèsi anpil.", "done", ""),
        (
            "done\n\nThe clinic was not open, but the others were.",
            "done",
            "The clinic was not open, but the others were.",
        ),
    ],
)
def test_what_else_is_said_is_the_note(text, step, note):
    assert read_reply(text) == Reply(1, step, note)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        (" \n\t\n", "empty"),
        ("not done", "no_answer"),
        ("done?", "question"),
        ("undone", "no_answer"),
        ("xong chưa", "no_answer"),
        ("xong chưa?", "question"),
        ("chưa xong", "no_answer"),
        ("almost done", "no_answer"),
        ("no está hecho", "no_answer"),
        ("casi listo", "no_answer"),
        ("poko fini", "no_answer"),
        ("done, except the flyers", "no_answer"),
        ("done: not yet", "no_answer"),
        ("Done. Blocked", "no_answer"),
        ("on track, but blocked by the bank", "no_answer"),
        ("we will drop by", "no_answer"),
        ("Hello,\ndone", "no_answer"),
        ("I am done with this", "no_answer"),
        ("2", "no_answer"),
        # Names that would be an answer with other accents.
        ("Huy", "no_answer"),
        ("Bo", "no_answer"),
        ("done\nblocked", "several"),
    ],
)
def test_anything_else_is_left_for_a_person(text, why):
    assert read_reply(text) == Reply(None, None, text.strip(), why)


def test_with_several_questions_an_answer_without_a_number_is_left_for_a_person():
    assert read_reply("done", questions=2) == Reply(None, None, "done", "which")


def test_a_number_that_was_not_asked_is_left_for_a_person():
    assert read_reply("3 done", questions=2) == Reply(3, None, "3 done", "no_such_number")
    assert read_reply("0 done", questions=2).why == "no_such_number"


def test_several_numbered_answers_are_each_read_with_their_notes():
    text = "1 done\nAll three said yes.\n\n2. en curso\n#3: bloke: bank lan poko reponn\n"
    assert read_replies(text, questions=3) == [
        Reply(1, "done", "All three said yes."),
        Reply(2, "on_track"),
        Reply(3, "blocked", "bank lan poko reponn"),
    ]
    assert read_reply(text, questions=3) == Reply(None, None, text.strip(), "several")


def test_where_one_of_several_answers_is_none_nothing_is_taken():
    assert [reply.step for reply in read_replies("1 done\n4 done", questions=2)] == [None]
    assert [reply.why for reply in read_replies("1 done\n1 blocked", questions=2)] == ["several"]


lines = st.text(st.characters(exclude_characters="\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"), min_size=1)


@given(st.text(), st.integers(-1, 5))
def test_no_text_is_too_strange(text, questions):
    for reply in [read_reply(text, questions=questions), *read_replies(text, questions=questions)]:
        assert (reply.step is None) == bool(reply.why)
        assert reply.step is None or reply.step in ANSWERS


@given(
    st.sampled_from(["we are", "not", "is it", "Ana:", "re", "nearly", "chưa", "no", "x"]),
    st.sampled_from(PHRASES),
    lines,
)
def test_what_does_not_begin_with_an_answer_gives_none(before, answer, after):
    _step, phrase = answer
    whole = f"{before} {phrase}"
    if whole not in {one for _one, one in PHRASES}:
        assert read_reply(f"{whole}\n{after}").step is None


@given(st.sampled_from(PHRASES), st.characters(categories=["L"]))
def test_a_longer_word_is_another_word(answer, letter):
    _step, phrase = answer
    for other in (phrase + letter, letter + phrase):
        if unicodedata.normalize("NFC", other).casefold() not in {one for _one, one in PHRASES}:
            assert read_reply(other).step is None
