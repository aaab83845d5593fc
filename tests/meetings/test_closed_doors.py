"""N-3: which addresses of a group open to whom. Every address of every room stands in one of the lists below."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from konbit.accounts.operations.links import make_link
from konbit.exchange.operations.imports import check_import, match_columns, start_import
from konbit.foundation.actor import SYSTEM
from konbit.foundation.attachments import read_file
from konbit.grants.operations.awards import propose_award
from konbit.grants.operations.funding_sources import add_funding_source
from konbit.grants.operations.pursuits import open_pursuit
from konbit.meetings.models import AgendaItem, HandOverPack, Question, UnreadReply
from konbit.meetings.operations.access import ask_for_access
from konbit.meetings.operations.clashes import keep_clash
from konbit.meetings.operations.meetings import close_meeting
from konbit.meetings.operations.packs import make_packs
from konbit.meetings.operations.records import publish_record
from konbit.meetings.operations.regrets import say_cannot_come
from konbit.meetings.pages.meetings import STEPS
from konbit.meetings.words import ANSWER
from konbit.network.operations.attachments import add_attachment
from konbit.network.operations.capacity import write_need
from konbit.network.operations.collaborations import log_collaboration
from konbit.network.operations.members import invite
from konbit.network.operations.offers import make_offer
from konbit.network.operations.organizations import merge_organizations
from konbit.network.operations.seats import end_holder
from konbit.network.words import INVITATION
from konbit.results.operations.artifacts import add_artifact, add_receiver
from konbit.results.operations.career_ladders import add_ladder, add_step
from konbit.results.operations.contributions import add_contribution
from konbit.results.operations.events import add_event
from konbit.results.operations.evidence import tie_artifact
from konbit.results.operations.figures import record_figure
from konbit.results.operations.indicators import add_indicator
from konbit.results.operations.long_goals import add_milestone, set_long_goal
from konbit.results.operations.pilots import plan_pilot
from konbit.results.operations.priorities import add_priority
from konbit.results.operations.results import add_result
from konbit.results.operations.shared_future import affirm_statement, publish_statement, write_statement
from tests.foundation.hostile_files import a_picture
from tests.grants.door_rows import OF_THE_TREE, OF_THE_TREE_SENT_TO, rows_of_the_tree
from tests.grants.duty_rows import OF_DUTIES, OF_DUTIES_SENT_TO, rows_of_duties
from tests.grants.work_rows import OF_WORK, OF_WORK_SENT_TO, rows_of_work
from tests.makers import (
    AT,
    a_commitment,
    a_decision,
    a_meeting,
    a_network,
    a_person,
    a_proposal,
    a_question,
    a_role,
    a_seat,
    actor,
    an_operator,
    an_organization,
    client_of,
    convener_of,
    facilitator_of,
    the_person_with,
)
from tests.results.agenda_rows import OF_A_PARTNERSHIP, PARTNERSHIP, rows_of_agendas

pytestmark = [pytest.mark.walk, pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

# Addresses of a group, which open to its members alone (some of them only to be sent to).
PRIVATE = {
    # home
    "group", "group_audit",
    # network
    "members", "add_person", "open_seat", "seat", "hand_over_seat", "end_holding", "undo_hand_over", "end_role",
    "invite_again",
    "group_settings", "move_group", "new_group", "organizations", "new_organization", "merge_organizations",
    "undo_merge", "organization", "new_community",
    "add_attachment", "attachment", "download_attachment", "attachment_picture", "remove_attachment",
    "undo_remove_attachment",
    "together", "log_collaboration", "end_collaboration", "withdraw_collaboration", "restore_collaboration",
    "offers", "new_offer", "withdraw_offer", "restore_offer", "launch", "wanted", "capacity", "new_need",
    "withdraw_need", "need_step",
    # exchange
    "take_along", "take_network", "download_table", "money_files", "money_360giving", "money_common_grants",
    "imports", "import_sample", "import_run", "import_columns", "import_days", "import_sheet", "import_step",
    "import_faults",
    # grants
    *OF_THE_TREE, *OF_DUTIES, *OF_WORK, "interest",
    "funding", "funding_source", "new_funding_source", "change_funding_source", "pursuits", "pursuit", "new_pursuit",
    "change_pursuit", "move_pursuit", "undo_move_pursuit", "correct_days", "tie_award",
    # meetings
    "lay_series", "miss_meeting", "undo_miss",
    "meetings", "new_meeting", "commitments", "meeting", "edit_meeting", "meeting_step", "access", "answer_need",
    "agenda", "build_draft", "new_item", "ask_for_item", "edit_item", "set_aside", "undo_set_aside", "move_item",
    "run_sheet", "check_in", "tap", "delegate", "undo_check_in", "live", "capture", "withdraw", "undo_withdraw",
    "correct", "vote", "outcome", "undo_outcome", "resolve_clash", "undo_resolve_clash", "commitment",
    "undo_answer", "agree", "review", "record", "record_version", "question", "question_not_answered",
    "undo_answer_question",
    "passing", "pass_up", "undo_pass_up", "answer_down", "undo_answer_down", "passed", "decision_rights",
    "remove_right", "undo_right",
    "unread_replies", "deal_with_reply", "pack",
    "pre_read", "pre_read_version", "cannot_come", "undo_cannot_come", "delegate_is_here",
    # results, where the group does not show them
    "results", "result", "priority", "set_baseline", "add_priority", "add_result",
    "add_serving", "serves", "end_serving",
    "road_map", "plan_result", "shared_future", "shared_future_version", "write_statement", "publish_statement",
    "affirm_statement", "withdraw_affirmation", "report", "report_of_cycle",
    # slides, documents and workbooks
    "pre_read_slides", "record_document", "road_map_pdf", "register_workbook", "report_slides",
    "indicators", "indicator", "add_indicator", "change_indicator", "set_goal", "record_figure", "correct_figure",
    "publish_figure", "mark_baseline", "long_goal", "set_long_goal", "add_milestone", "reach_milestone",
    "add_contribution", "correct_contribution", "withdraw_contribution", "undo_withdraw_contribution", "add_evidence",
    "end_evidence", "check_result", "artifacts", "artifact", "new_artifact", "change_artifact", "add_receiver",
    "remove_receiver", "events", "event", "new_event", "change_event", "career_ladders", "career_ladder",
    "new_career_ladder", "change_career_ladder", "add_ladder_step", "change_ladder_step", "remove_ladder_step",
    "pilots", "pilot", "new_pilot", "change_pilot", "start_pilot", "close_pilot", "rename_priority",
    "retire_priority", "undo_retire_priority",
    # what communities mean to change and funders mean to reach
    *OF_A_PARTNERSHIP, "change_agendas", "alignment", "answer_alignment", "long_term_outcomes", "new_outcome",
    "change_outcome", "retire_outcome", "undo_retire_outcome", "plans", "new_plan", "plan", "write_plan",
    "plan_version", "publish_plan", "add_consultation", "say_what_became", "impact", "plan_answers",
}  # fmt: skip
# Addresses of nobody's group, or of everybody.
OPEN = {
    "front_page", "tour", "search", "my_page", "throw_away", "installation", "new_network", "take_seat",
    "demo_clock", "sign_in",
    "sign_in_link", "sign_out", "details", "mailbox", "audit", "translations", "labels", "gallery",
    "my_calendar", "address_works", "deal_with_letter", "decide_on_job", "decide_on_jobs", "new_backup", "operating",
    "take_mine", "take_in_network", "restore", "unplaced_letters", "api_root", "api_docs", "not_in_api",
    "api_keys", "revoke_api_key",
    # shown to everybody or, where the network does not show its money, to nobody
    "money_trails", "money_trail", "open_money_360giving", "open_money_common_grants",
    # lawbook: the law is everybody's
    "rules", "rules_program", "rules_accuracy", "rules_try",
}  # fmt: skip
# Addresses that a letter holds: whoever holds it may answer that one question (tests of links).
BY_LINK = {
    "answer", "not_me", "invitation", "calendar_feed", "stop_letters",
    "bring", "bring_not_me", "cannot_come_by_link", "cannot_come_not_me", "stands_in", "stands_in_not_me",
    "pulse", "pack_note",
}  # fmt: skip
# Only to be sent to; asking for them says the same to everybody, member or not.
SENT_TO = {
    "remove_attachment", "undo_remove_attachment",
    "withdraw_collaboration", "restore_collaboration", "withdraw_offer", "restore_offer", "withdraw_need",
    "withdraw_contribution", "undo_withdraw_contribution", "end_evidence", "remove_receiver", "remove_ladder_step",
    "start_pilot", "retire_priority", "undo_retire_priority",
    "end_holding", "undo_hand_over", "end_role", "invite_again", "undo_merge", "meeting_step", "answer_need",
    "build_draft", "set_aside",
    "undo_set_aside", "move_item", "tap", "delegate", "undo_check_in", "capture", "withdraw", "undo_withdraw", "vote",
    "outcome", "undo_outcome", "undo_answer", "agree", "undo_answer_question", "undo_cannot_come",
    "delegate_is_here", "undo_miss", "resolve_clash", "undo_resolve_clash", "deal_with_reply", "pass_up",
    "undo_pass_up",
    "answer_down", "undo_answer_down", "remove_right", "undo_right", "end_serving",
    "publish_figure", "mark_baseline", "publish_statement", "affirm_statement", "withdraw_affirmation",
    "import_sheet", "import_step", "take_network", "undo_move_pursuit",
    "close_agenda", "undo_close_agenda", "retire_strategy", "undo_retire_strategy", "finish_action",
    "undo_finish_action", "withdraw_action", "undo_withdraw_action", "withdraw_comment", "withdraw_alignment",
    "retire_outcome", "undo_retire_outcome", "publish_plan", *OF_THE_TREE_SENT_TO, *OF_DUTIES_SENT_TO,
    *OF_WORK_SENT_TO,
}  # fmt: skip


def patterns(found=None):
    for pattern in get_resolver().url_patterns if found is None else found:
        if isinstance(pattern, URLPattern):
            yield pattern
        # What programs ask for has a crawl of its own: tests/api/test_same_as_pages.py.
        elif pattern.namespace != "api":
            yield from patterns(pattern.url_patterns)


NAMED = {pattern.name: set(pattern.pattern.converters) for pattern in patterns() if pattern.name}


class House:
    """A network with one of everything that an address can name, and a visitor who belongs to another network."""

    def __init__(self):
        self.group = group = a_network(address="delta", name="Delta network")
        self.seat = a_seat(group, "Department of Health", holder=a_person("Leader of health"))
        self.invited = a_person("Invited person")
        a_role(group, "member", self.invited)
        invitation = invite(group=group, person=self.invited, by=convener_of(group), at=AT)
        double = an_organization(group, "Dept. of Health")
        merge = merge_organizations(kept=self.seat.organization, doubled=double, by=convener_of(group), at=AT)
        held = a_meeting(group, seats=1, seats_present=1)
        self.decision, self.commitment = a_decision(held), a_commitment(held, self.seat.member)
        self.question, attendance = a_question(held, self.seat.member), held.attendances.get()
        held = close_meeting(meeting=held, by=facilitator_of(group), at=AT)
        publish_record(meeting=held, by=facilitator_of(group), at=AT)
        self.held = held
        self.coming = a_meeting(group, seats=1, state="planned")
        need = ask_for_access(meeting=self.coming, kind="stipend", by=facilitator_of(group), at=AT)
        leader = self.seat.holders.get().person
        (regret,) = say_cannot_come(
            meeting=self.coming,
            members=[self.seat.member],
            person=leader,
            delegate="Deputy",
            by=actor(leader),
            at=AT,
        )
        self.open = a_meeting(group, seats=1, seats_present=1)
        self.proposal = a_proposal(self.open, "Meet on Mondays")
        clash = keep_clash(
            captured=self.proposal,
            arrived={"wording": "Meet on Fridays"},
            key=uuid4(),
            by=facilitator_of(group),
            at=AT,
        )
        self.rows = {
            "clash_id": clash.pk,
            "address": group.address, "seat_id": self.seat.pk, "holder_id": self.seat.holders.get().pk,
            "role_id": group.roles.get(role="facilitator").pk, "organization_id": self.seat.organization_id,
            "merge_id": merge.pk, "invitation_id": invitation.pk, "meeting_id": held.pk,
            "item_id": held.items.get().pk, "need_id": need.pk, "member_id": self.seat.member_id,
            "attendance_id": attendance.pk, "commitment_id": self.commitment.pk, "decision_id": self.decision.pk,
            "captured_id": self.decision.pk, "kind": "decision", "version": 1, "way": "up", "name": "ready",
            "table": "commitments", "form": "csv",
            "code": "H1", "regret_id": regret.pk,
        }  # fmt: skip
        reply = UnreadReply.objects.create(
            meeting=held, from_address="leader@example.org", text="Soon", because="no_answer_word", at=AT
        )
        end_holder(
            holder=a_seat(group, "Division of Medicaid", holder=a_person()).holders.get(),
            by=convener_of(group),
            at=AT,
        )
        make_packs(by=SYSTEM, at=AT)
        file = add_attachment(
            kind="agenda_item",
            record_id=held.items.get().pk,
            file=read_file("map.png", a_picture()),
            by=facilitator_of(group),
            at=AT,
        )
        self.rows |= {"attachment_id": file.pk, "about": "agenda_item", "record_id": held.items.get().pk}
        self.rows |= {"reply_id": reply.pk, "pack_id": HandOverPack.objects.get().pk}
        self.rows |= self._working_together()
        self.rows |= self._measured()
        self.rows |= self._affirmed()
        priority = add_priority(network=group, code="H1", name="Homes", by=convener_of(group), at=AT)
        add_result(
            priority=priority, code="H1", level="network", text="Ten homes", by=convener_of(group), at=AT
        )
        self.rows |= self._standing_behind()
        self.rows |= self._brought_in()
        self.rows |= rows_of_agendas(group, self.seat.organization)
        self.rows |= self._money() | rows_of_the_tree(group, self.seat, code="H1")
        self.rows |= rows_of_duties(group, self.seat.organization, code="H1")
        self.rows |= rows_of_work(group, code="H1")

    def _brought_in(self):
        data = b"Name,Short name\nExample Library,LIB\n"
        acts = {"by": facilitator_of(self.group), "at": AT}
        run = start_import(group=self.group, kind="organizations", file_name="list.csv", data=data, **acts)
        run = check_import(run=match_columns(run=run, columns=run.columns, **acts), **acts)
        return {"run_id": run.pk, "sample": "results"}

    def _money(self):
        by, group = convener_of(self.group), self.group
        parties = {
            "funder": self.seat.organization,
            "recipient": an_organization(group, "Other organization"),
        }
        award = propose_award(
            network=group, **parties, title="Homes", cents=100, deciding=[self.seat], by=by, at=AT
        )
        source = add_funding_source(network=group, name="Fund", giver="Library", by=by, at=AT)
        leader = actor(self.seat.holders.get().person)
        pursuit = open_pursuit(
            funding_source=source, organization=self.seat.organization, is_visible=True, by=leader, at=AT
        )
        return {
            "interest_id": award.interests.get().pk,
            "source_id": source.pk,
            "pursuit_id": pursuit.pk,
        }

    def _standing_behind(self):
        by, group, ours = convener_of(self.group), self.group, self.seat.organization
        result = group.priorities.get().results.get()
        part = add_contribution(
            result=result, organization=ours, did="Asked", says_who="Minutes", by=by, at=AT
        )
        artifact = add_artifact(network=group, name="Ladders and pay", kind="document", by=by, at=AT)
        receipt = add_receiver(artifact=artifact, organization=ours, received_on=AT.date(), by=by, at=AT)
        event = add_event(network=group, name="Sharing meeting", by=by, at=AT)
        ladder = add_ladder(organization=ours, name="Nurses", by=by, at=AT)
        pay = {"low": 100, "high": 200, "per": "hour"}
        return {
            "contribution_id": part.pk,
            "tie_id": tie_artifact(result=result, artifact=artifact, by=by, at=AT).pk,
            "artifact_id": artifact.pk,
            "receipt_id": receipt.pk,
            "event_id": event.pk,
            "ladder_id": ladder.pk,
            "step_id": add_step(ladder=ladder, number=1, title="Nurse I", **pay, by=by, at=AT).pk,
            "pilot_id": plan_pilot(network=group, name="Navigators", by=by, at=AT).pk,
        }

    def _measured(self):
        by, group = convener_of(self.group), self.group
        said = {"name": "Wait for help", "unit": "days", "direction": "down", "population": "Families"}
        indicator = add_indicator(network=group, code="H1", **said, by=by, at=AT)
        figure = record_figure(indicator=indicator, value=3, by=by, at=AT)
        goal = set_long_goal(
            network=group, name="North Star", text="All are ready", due_on=AT.date(), by=by, at=AT
        )
        step = add_milestone(goal=goal, text="Half are ready", due_on=AT.date(), by=by, at=AT)
        return {"figure_id": figure.pk, "milestone_id": step.pk}

    def _affirmed(self):
        by, leader = convener_of(self.group), actor(self.seat.holders.get().person)
        draft = write_statement(network=self.group, text="All are home", version=0, by=by, at=AT)
        statement = publish_statement(statement=draft, version=1, by=by, at=AT)
        affirmation = affirm_statement(
            statement=statement, organization=self.seat.organization, by=leader, at=AT
        )
        return {"number": 1, "affirmation_id": affirmation.pk}

    def _working_together(self):
        by, group = convener_of(self.group), self.group
        ours, other = self.seat.organization, an_organization(group, "Other organization")
        said = {"about": "A sheet", "began_how": "introduced", "began_on": AT.date()}
        logged = log_collaboration(network=group, one=ours, other=other, **said, by=by, at=AT)
        offer = make_offer(network=group, organization=ours, kind="host", what="A room", by=by, at=AT)
        need = write_need(group=group, need="Learn to listen", by=by, at=AT)
        return {
            "collaboration_id": logged.pk,
            "offer_id": offer.pk,
            "support_need_id": need.pk,
            "step": "asked",
        }

    def address(self, name, /, **other):
        """The address of what is there."""
        of_a_question = ("question", "question_not_answered", "undo_answer_question")
        about = {"captured_id": self.question.pk} if name in of_a_question else {}
        if name in OF_A_PARTNERSHIP:
            about = {"address": PARTNERSHIP}
        rows = {**self.rows, **about, **other}
        return reverse(name, kwargs={key: rows[key] for key in NAMED[name]})

    def nowhere(self, name):
        """An address of the same kind that names nothing."""
        plain = {
            "address": "no-such-group",
            "kind": "decision",
            "version": 1,
            "way": "up",
            "name": "ready",
            "code": "none",
            "about": "agenda_item",
            "step": "asked",
            "number": 1,
            "table": "commitments",
            "form": "csv",
        }
        return self.address(name, **{key: plain.get(key, uuid4()) for key in NAMED[name]})


@pytest.fixture
def house(the_day):
    return House()


def told(answer):
    """What a browser learns: the status, the page, and every header but the moment and the cookie."""
    headers = {key: value for key, value in answer.headers.items() if key not in ("Date", "Set-Cookie")}
    return answer.status_code, headers, answer.content


def strangers():
    """Somebody who is not signed in, a member of another network, an operator, somebody who belongs nowhere."""
    elsewhere = a_role(a_network(), "facilitator").person
    return [Client(), client_of(elsewhere), client_of(an_operator()), client_of(a_person())]


def test_n3_every_address_is_in_one_of_the_lists():
    known = PRIVATE | OPEN | BY_LINK
    assert set(NAMED) - known == set(), "say of a new address who may open it"
    assert known - set(NAMED) == set(), "these addresses are gone"
    assert len(PRIVATE) + len(OPEN) + len(BY_LINK) == len(known), "each in one list alone"
    assert SENT_TO < PRIVATE


def test_n3_a_non_member_asking_for_any_private_address_gets_the_one_fixed_page(house):
    for client in strangers():
        fixed = client.get("/en/there/is/nothing/here/")
        assert fixed.status_code == 404
        for name in sorted(PRIVATE - SENT_TO):
            there, absent = client.get(house.address(name)), client.get(house.nowhere(name))
            assert there.status_code == 404, name
            assert there.content == fixed.content, name
            assert told(there) == told(absent), name
        for name in sorted(SENT_TO):
            assert told(client.get(house.address(name))) == told(client.get(house.nowhere(name))), name


def test_n3_the_fixed_page_holds_no_path_and_nothing_of_the_group(house):
    client = strangers()[1]
    for name in sorted(PRIVATE - SENT_TO):
        address = house.address(name)
        page = client.get(address).content.decode()
        inner = address.removeprefix("/en")
        assert inner not in page, name
        for value in house.rows.values():
            assert len(str(value)) < 9 or str(value) not in page, name
        for word in ("delta", "Delta network", "Department of Health", "Leader of health"):
            assert word not in page, name


def test_n3_sending_to_a_private_address_tells_a_stranger_no_more_than_asking(house):
    for client in strangers()[:2]:
        for name in sorted(PRIVATE):
            for sent in ({}, FILLED_IN):
                there = client.post(house.address(name), sent)
                absent = client.post(house.nowhere(name), sent)
                assert told(there) == told(absent), name
                assert there.status_code in (404, 405), name


def test_n3_the_walk_would_find_an_open_door(house):
    client = client_of(the_person_with(house.group, "facilitator"))
    shut = {name for name in PRIVATE - SENT_TO if client.get(house.address(name)).status_code == 404}
    assert shut == set(), "who facilitates and convenes opens every one"


def everything_stored():
    """Every row of every table, but the audit trail, which writes attempts down, and the visitor's own session."""
    return {
        model._meta.label: list(model.objects.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.label not in ("audit.Entry", "sessions.Session")
    }


FILLED_IN = {
    "title": "Taken over", "wording": "Taken over", "because": "Taken over", "note": "Taken over", "name": "Taken over",
    "step": "accept", "told-step": "accept", "told-told": "paper", "agree": "1", "choice": "yes", "mode": "absent",
    "state": "decided", "right": "decide", "purpose": "decide", "minutes": "5", "version": "1", "kind": "other",
    "day": "2025-06-05", "begins": "10:00", "ends": "11:00", "due_on": "2025-06-05", "is_met": "yes",
    "correction": "Taken over", "answer": "Taken over", "delegate": "Taken over", "email": "over@example.org",
}  # fmt: skip


def test_n3_what_a_stranger_sends_changes_nothing(house):
    """To every address, with every field filled in; at a meeting to come, one that is open, and one that was held."""
    clients = strangers()[:2]
    sent = {
        **FILLED_IN,
        "person": str(house.seat.holders.get().person_id),
        "owner": str(house.seat.member_id),
        "asked_by": str(house.seat.member_id),
        "asked_of": str(house.seat.member_id),
        "proposed_by": str(house.seat.member_id),
    }
    prefixes = ("decision", "commitment", "question", "parkeditem", house.proposal.pk.hex)
    plain = {name: value for name, value in sent.items() if "-" not in name}
    sent |= {f"{prefix}-{name}": value for prefix in prefixes for name, value in plain.items()}
    before = everything_stored()
    for meeting in (house.coming, house.open, house.held):
        rows = {"meeting_id": meeting.pk, "item_id": meeting.items.get().pk}
        if meeting == house.open:
            rows |= {"decision_id": house.proposal.pk}
        steps = [house.address("meeting_step", **rows, name=step) for step in STEPS]
        for client in clients:
            for address in [house.address(name, **rows) for name in sorted(PRIVATE)] + steps:
                client.post(address, sent)
    assert everything_stored() == before


def test_n3_a_link_of_one_person_opens_no_page_of_the_group(house):
    client = Client()
    token = make_link(
        person=house.invited, purpose=INVITATION, about_id=house.rows["invitation_id"], by=SYSTEM, at=AT
    )
    client.get(reverse("invitation", args=[token]))
    token = make_link(
        person=house.seat.holders.get().person, purpose=ANSWER, about_id=house.commitment.pk, by=SYSTEM, at=AT
    )
    client.get(reverse("answer", args=[token]))
    for name in sorted(PRIVATE - SENT_TO):
        assert client.get(house.address(name)).status_code == 404, name


@pytest.mark.parametrize("language", ["en", "es", "ht", "vi"])
def test_n3_in_every_language_the_hidden_page_is_the_absent_page(language, house):
    client = strangers()[1]
    for name in ("meeting", "agenda", "record", "commitment", "group_audit"):
        there, absent = house.address(name), house.nowhere(name)
        there, absent = (f"/{language}/{one.removeprefix('/en/')}" for one in (there, absent))
        assert told(client.get(there)) == told(client.get(absent)), name


# --- a funder, who is a member, and private items --------------------------------------------------


def test_n3_a_funder_asking_for_a_private_item_gets_the_fixed_page_too(house):
    AgendaItem.objects.update(is_private=True)
    funder = a_role(house.group, "funder")
    Question.objects.update(asked_of=funder.member)
    client = client_of(funder.person)
    fixed = client.get("/en/there/is/nothing/here/").content
    for name in ("commitment", "undo_answer", "agree", "withdraw", "correct", "vote", "outcome", "capture"):
        answer = client.post(house.address(name), FILLED_IN)
        assert (answer.status_code, answer.content) == (404, fixed), name
    for name in ("commitment", "question"):
        assert client.get(house.address(name)).content == fixed
    assert house.question.wording not in client.get(reverse("my_page")).content.decode()
