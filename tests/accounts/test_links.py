"""Links that let one person do one thing without signing in."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from konbit.accounts.links import id_from, token_for
from konbit.accounts.models import Link
from konbit.accounts.operations.links import (
    LASTS,
    LinkDoesNotWork,
    make_link,
    read_link,
    revoke_links,
    use_link,
)
from konbit.audit.models import Entry
from konbit.foundation.actor import NOBODY
from tests.makers import AT, SHELL, a_person

pytestmark = pytest.mark.django_db
PURPOSE = "answer"


def a_link(person=None, **changes):
    return make_link(person=person or a_person(), by=SHELL, at=AT, **{"purpose": PURPOSE, **changes})


def read(token, *, at=AT, purpose=PURPOSE):
    return read_link(token=token, purpose=purpose, by=NOBODY, at=at)


def use(token, *, at=AT):
    use_link(link=read(token, at=at), by=NOBODY, at=at)


def test_a_link_names_one_person_one_purpose_and_one_object():
    person, about = a_person(), uuid4()
    link = read(a_link(person, about_id=about))
    assert (link.person, link.purpose, link.about_id) == (person, PURPOSE, about)


def test_reading_a_link_changes_nothing_however_often():
    token = a_link(single_use=True)
    before, entries = Link.objects.values().get(), Entry.objects.count()
    for _ in range(3):
        read(token)
    assert Link.objects.values().get() == before
    assert Entry.objects.count() == entries


def test_a_link_for_one_use_works_once():
    token = a_link(single_use=True)
    use(token)
    with pytest.raises(LinkDoesNotWork):
        read(token)


def test_of_two_who_use_a_single_use_link_together_one_is_refused():
    token = a_link(single_use=True)
    first, second = read(token), read(token)
    use_link(link=first, by=NOBODY, at=AT)
    with pytest.raises(LinkDoesNotWork):
        use_link(link=second, by=NOBODY, at=AT)
    assert Entry.objects.filter(action="accounts.use_link").count() == 1


def test_a_link_for_more_than_one_use_goes_on_working():
    token = a_link()
    use(token)
    use(token)
    assert read(token).used_at == AT


def test_a_link_ends_after_three_weeks():
    token = a_link()
    assert read(token, at=AT + LASTS - timedelta(seconds=1))
    with pytest.raises(LinkDoesNotWork):
        read(token, at=AT + LASTS)
    assert timedelta(days=21) == LASTS


def test_a_link_taken_back_does_not_work_and_others_still_do():
    person, about = a_person(), uuid4()
    gone, also_gone = a_link(person, about_id=about), a_link(person, about_id=about)
    other_matter, other_person = a_link(person, about_id=uuid4()), a_link(about_id=about)
    opened = read(gone)
    assert revoke_links(person=person, purpose=PURPOSE, about_id=about, by=SHELL, at=AT) == 2
    for token in (gone, also_gone):
        with pytest.raises(LinkDoesNotWork):
            read(token)
    assert read(other_matter)
    assert read(other_person)
    with pytest.raises(LinkDoesNotWork):
        use_link(link=opened, by=NOBODY, at=AT)


def test_a_link_for_one_purpose_opens_no_other():
    with pytest.raises(LinkDoesNotWork):
        read(a_link(purpose="answer"), purpose="sign_in")


def test_a_token_that_we_signed_for_a_link_that_is_gone_does_not_work():
    with pytest.raises(LinkDoesNotWork):
        read(token_for(uuid4()))


def test_the_table_holds_nothing_that_opens_a_link():
    token = a_link()
    signature = token.partition(".")[2]
    assert len(signature) > 20
    assert all(signature not in str(value) for value in Link.objects.values().get().values())
    assert all(signature not in str(row) for row in Entry.objects.values())


class Forged(TestCase):
    """Addresses that nobody was ever given."""

    @given(st.text(max_size=120))
    @example("")
    @example("." * 60)
    @example("\x00")
    @example("\ud800")
    def test_no_made_up_token_is_believed(self, token):
        assert id_from(token) is None
        with pytest.raises(LinkDoesNotWork):
            read(token)

    @given(data=st.data())
    def test_a_token_with_one_character_changed_is_not_believed(self, data):
        token = a_link()
        place = data.draw(st.integers(0, len(token) - 1))
        letters = "0123456789abcdefABCDEFGHIJKLMNOPQRSTUVWXYZghijklmnopqrstuvwxyz-_."
        other = data.draw(st.sampled_from([letter for letter in letters if letter != token[place]]))
        with pytest.raises(LinkDoesNotWork):
            read(token[:place] + other + token[place + 1 :])

    @given(mine=st.uuids(), theirs=st.uuids())
    def test_the_signature_of_one_link_does_not_prove_another(self, mine, theirs):
        signature = token_for(mine).partition(".")[2]
        if mine != theirs:
            assert id_from(f"{theirs.hex}.{signature}") is None
        assert id_from(token_for(mine)) == mine
