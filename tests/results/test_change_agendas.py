"""G-7: a community's change agenda is its own: it writes and publishes, everybody else comments."""

from uuid import uuid4

import pytest

from konbit.results.models import AgendaComment, AgendaVersion, ChangeAgenda, Strategy, StrategyAction
from konbit.results.operations.change_agendas import add_strategy, publish_agenda
from tests.makers import AT, a_commitment, a_meeting, a_role, a_seat, client_of, clock_stands_at
from tests.results.communities import Communities
from tests.results.standing_behind import at, page, read, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def river():
    return Communities(results_are_public=True)


def there(name, *arguments):
    """An address of Mill Town's partnership."""
    return at(name, *arguments, network="mill-town")


def sends(client, name, *arguments, **typed):
    return client.post(there(name, *arguments), typed)


def read_there(client, name="change_agenda", *arguments):
    return page(client, name, *arguments, network="mill-town")


def comment(river, client=None, text="Name the bus line", **typed):
    said = {"organization": river.funder.pk, "text": text, "key": uuid4(), **typed}
    answer = sends(client or river.officer, "comment_on_agenda", **said)
    assert answer.status_code == 302, read(answer)
    return AgendaComment.objects.get(text=text)


def answers(river, one, **typed):
    return sends(river.resident, "answer_comment", one.pk, version=one.version, **typed)


def publishes(river, **typed):
    agenda = ChangeAgenda.objects.get()
    return sends(river.resident, "publish_agenda", version=agenda.version, **typed)


def test_g7_a_community_without_anything_begins_its_agenda_and_publishes_it(river):
    assert "No change agenda yet" in read_there(river.resident)
    assert sends(river.resident, "begin_agenda", title="Mill Town moves").status_code == 302
    typed = {"text": "A bus to every clinic", "condition": "No bus on Sundays", "key": uuid4()}
    assert sends(river.resident, "add_strategy", **typed).status_code == 302
    assert sends(river.resident, "add_strategy", **typed).status_code == 302
    assert Strategy.objects.get().code == "S1"
    assert sends(river.resident, "add_action", "S1", what="Count riders", key=uuid4()).status_code == 302
    assert publishes(river).status_code == 302
    shown = read_there(stranger())
    assert "Version 1 S1: A bus to every clinic No bus on Sundays Count riders" in shown


def test_g7_the_funders_edit_is_refused_and_its_comment_is_stored(river):
    river.an_agenda("A bus to every clinic")
    refused = sends(river.officer, "change_strategy", "S1", text="Our bus", condition="", version=1)
    assert refused.status_code == 403
    assert "Only the community's own partnership writes" in read(refused)
    assert Strategy.objects.get().text == "A bus to every clinic"
    stored = comment(river, strategy="S1")
    assert (stored.organization, stored.strategy.code, stored.state) == (river.funder, "S1", "open")
    assert "River Fund" in read_there(river.resident)


@pytest.mark.parametrize("who", ["convener", "officer", "lead"])
def test_g7_only_the_community_partnership_writes_publishes_and_closes(river, who):
    river.an_agenda("A bus to every clinic")
    for name in ("rename_agenda", "add_strategy", "publish_agenda", "close_agenda"):
        assert sends(getattr(river, who), name).status_code == 403, name
    for name in ("change_strategy", "retire_strategy", "add_action"):
        assert sends(getattr(river, who), name, "S1").status_code == 403, name
    assert not AgendaVersion.objects.exists()


@pytest.mark.parametrize("role", ["funder", "member"])
def test_g7_a_funder_with_a_seat_in_the_partnership_does_not_write_either(river, role):
    river.an_agenda("A bus to every clinic")
    a_seat(river.partnership, "River Fund", role=role, holder=river.funder_person)
    assert sends(river.officer, "retire_strategy", "S1").status_code == 403
    comment(river)


def test_g7_an_adopted_comment_is_linked_from_the_new_version(river):
    agenda = river.an_agenda("A bus to every clinic")
    publish_agenda(agenda=agenda, version=2, by=river.ours, at=AT)
    said = comment(river, strategy="S1")
    assert answers(river, said, answer="adopted").status_code == 302
    same = publishes(river)
    assert same.status_code == 409
    assert "Nothing differs from version 1" in read(same)
    sends(river.resident, "change_strategy", "S1", text="Bus 7 to every clinic", condition="", version=1)
    assert publishes(river, what_changed="The line has a name").status_code == 302
    shown = read_there(river.resident, "agenda_version", 2)
    assert "Comments that it took up River Fund Name the bus line" in shown
    assert "What differs from version 1 2 words added. 2 words taken out." in shown
    assert "Comments that it took up" not in read_there(river.resident, "agenda_version", 1)
    assert "Taken up in version 2" in read_there(river.officer)
    said.refresh_from_db()
    late = answers(river, said, answer="not_adopted", because="Too late")
    assert late.status_code == 409
    assert "Version 2 names this comment" in read(late)
    # Everybody reads whose comment it was, and not its words.
    assert "Comments that it took up River Fund What differs" in read_there(stranger(), "agenda_version", 2)


def test_g7_a_comment_is_not_adopted_for_a_reason(river):
    river.an_agenda("A bus to every clinic")
    said = comment(river)
    silent = answers(river, said, answer="not_adopted")
    assert silent.status_code == 422
    assert "A comment that is not adopted gets a reason." in read(silent)
    assert "Say what becomes of it" in read(answers(river, said, because="So"))
    assert answers(river, said, answer="not_adopted", because="We drive ourselves").status_code == 302
    assert "Not adopted" in (shown := read_there(river.officer))
    assert "We drive ourselves" in shown
    refused = sends(river.officer, "withdraw_comment", said.pk)
    assert refused.status_code == 409


def test_a_published_version_never_changes(river):
    agenda = river.an_agenda("A bus to every clinic")
    publish_agenda(agenda=agenda, version=2, by=river.ours, at=AT)
    sends(river.resident, "change_strategy", "S1", text="A boat", condition="", version=1)
    sends(river.resident, "rename_agenda", title="Other", version=ChangeAgenda.objects.get().version)
    assert "A bus to every clinic" in read_there(stranger(), "agenda_version", 1)
    assert "A boat" not in read_there(stranger())


def test_nobody_publishes_what_they_did_not_read(river):
    agenda = river.an_agenda("A bus to every clinic")
    add_strategy(agenda=agenda, text="A boat", by=river.ours, at=AT)
    refused = sends(river.resident, "publish_agenda", version=2)
    assert refused.status_code == 409
    assert "Somebody else changed this" in read(refused)
    assert not AgendaVersion.objects.exists()


def test_an_agenda_without_a_strategy_is_not_published(river):
    river.an_agenda()
    assert "once it has a strategy" in read(publishes(river))


def test_a_closed_agenda_takes_no_word_until_it_is_opened_again(river):
    river.an_agenda("A bus to every clinic")
    assert sends(river.resident, "close_agenda").status_code == 302
    typed = {"text": "A boat", "key": uuid4()}
    refused = sends(river.resident, "add_strategy", **typed)
    assert refused.status_code == 409
    assert "This change agenda is closed." in read(refused)
    said = {"organization": river.funder.pk, "text": "Hm", "key": uuid4()}
    assert sends(river.officer, "comment_on_agenda", **said).status_code == 409
    assert sends(river.officer, "undo_close_agenda").status_code == 403
    sends(river.resident, "undo_close_agenda")
    assert sends(river.resident, "add_strategy", **typed).status_code == 302


def test_a_retired_strategy_leaves_and_comes_back(river):
    river.an_agenda("A bus to every clinic")
    sends(river.resident, "retire_strategy", "S1")
    assert "Retired strategies" in read_there(river.officer)
    refused = sends(river.resident, "add_action", "S1", what="Count riders", key=uuid4())
    assert "The strategy S1 was retired." in read(refused)
    sends(river.resident, "undo_retire_strategy", "S1")
    assert "Retired strategies" not in read_there(river.officer)


def test_an_action_is_a_commitment_of_a_seat_of_the_community(river):
    river.an_agenda("A bus to every clinic")
    mine = a_commitment(a_meeting(river.partnership, seats=1, seats_present=1), wording="Count the riders")
    other = a_commitment(a_meeting(river.network, seats=1, seats_present=1), wording="Pay for the bus")
    typed = {"what": "Somebody counts", "key": uuid4()}
    assert sends(river.resident, "add_action", "S1", **typed, commitment=other.pk).status_code == 422
    assert sends(river.resident, "add_action", "S1", **typed, commitment=mine.pk).status_code == 302
    assert "A commitment: Count the riders" in read_there(river.resident)
    # The funder sees that somebody promised it, and not the record of a group that is not its own.
    shown = read_there(river.officer)
    assert "Somebody counts A commitment of a seat of this community." in shown
    assert "Count the riders" not in shown
    action = StrategyAction.objects.get()
    assert "Done on March 6, 2025" not in shown
    sends(river.resident, "finish_action", action.pk)
    assert "Done on March 6, 2025" in read_there(river.officer)
    sends(river.resident, "undo_finish_action", action.pk)
    sends(river.resident, "withdraw_action", action.pk)
    assert "Somebody counts" not in read_there(river.officer)


def test_a_comment_is_made_by_whoever_acts_for_an_organization(river):
    river.an_agenda("A bus to every clinic")
    said = {"organization": river.agency.pk, "text": "Hm", "key": uuid4()}
    assert sends(river.officer, "comment_on_agenda", **said).status_code == 422
    alone = client_of(a_role(river.network, "member").person)
    assert sends(alone, "comment_on_agenda", **said).status_code == 403
    assert sends(river.lead, "comment_on_agenda", **said).status_code == 302
    assert sends(river.officer, "withdraw_comment", AgendaComment.objects.get().pk).status_code == 403
    assert sends(river.lead, "withdraw_comment", AgendaComment.objects.get().pk).status_code == 302
    assert "Nobody has commented yet." in read_there(river.resident)


def test_everybody_sees_published_versions_only_where_the_network_shows_its_results(river):
    agenda = river.an_agenda("A bus to every clinic")
    assert stranger().get(there("change_agenda")).status_code == 404
    assert "A bus to every clinic" in read_there(river.officer)
    publish_agenda(agenda=agenda, version=2, by=river.ours, at=AT)
    comment(river)
    shown = read_there(stranger())
    assert "A bus to every clinic" in shown
    assert "Name the bus line" not in shown
    river.a_community("Port", "port")
    listed = stranger().get(at("change_agendas")).content.decode()
    assert f'href="{there("change_agenda")}"' in listed
    for name in ("Port", "alignment", "outcomes"):
        assert name not in listed
    assert "Port" in page(river.officer, "change_agendas")
    assert at("change_agendas") in stranger().get(at("results")).content.decode()
    river.network.results_are_public = False
    river.network.save()
    for address in (there("change_agenda"), there("agenda_version", 1), at("change_agendas")):
        assert stranger().get(address).status_code == 404


def test_the_register_leads_to_the_agendas(river):
    river.an_agenda("A bus to every clinic")
    answer = river.officer.get(at("results"))
    for name in ("change_agendas", "alignment", "long_term_outcomes", "plans"):
        assert f'href="{at(name)}"' in answer.content.decode()
    listed = river.officer.get(at("change_agendas")).content.decode()
    assert f'href="{there("change_agenda")}"' in listed
    own = river.resident.get(there("results")).content.decode()
    assert f'href="{there("change_agenda")}"' in own
    assert at("change_agendas") not in stranger().get(at("results")).content.decode()


def test_its_page_leads_nobody_to_a_page_of_the_partnership_that_is_closed_to_them(river):
    publish_agenda(agenda=river.an_agenda("A bus"), version=2, by=river.ours, at=AT)
    for client, opens in ((river.resident, 200), (river.officer, 404), (stranger(), 404)):
        shown = client.get(there("change_agenda")).content.decode()
        assert client.get(there("group")).status_code == opens
        assert (f'href="{there("group")}"' in shown) == (opens == 200)


@pytest.mark.parametrize("number", [0, 2, 10**12])
def test_a_version_that_is_not_there_is_no_page(river, number):
    agenda = river.an_agenda("A bus to every clinic")
    publish_agenda(agenda=agenda, version=2, by=river.ours, at=AT)
    assert river.resident.get(there("agenda_version", number)).status_code == 404
