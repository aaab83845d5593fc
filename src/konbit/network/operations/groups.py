"""Found a network or a group inside one, and change its settings."""

from datetime import datetime, time
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.network import policies, what_follows, words
from konbit.network.domain.nesting import would_be_own_ancestor
from konbit.network.models import Group, GroupMember, RoleHolding
from konbit.network.queries import day_in, network_of, voting_seats

# More than this between two meetings of six weeks is a broken rhythm; a slower one gets as many days to spare.
USUAL_GAP, SLACK = 56, 14
# What the settings page may change, by name.
SETTINGS = (
    "name",
    "short_name",
    "purpose",
    "language",
    "languages",
    "time_zone",
    "working_days",
    "meets_from",
    "meets_until",
    "place",
    "meeting_link",
    "interval_days",
    "offsets",
    "longest_gap_days",
    "quorum_votes",
    "holidays",
    "asks_how_staff_are",
    "road_map_months",
    "results_are_public",
)


class AddressIsUsed(Refusal):
    code, field = "address_is_used", "address"
    says = _("A group with the short address “%(address)s” is there already. Choose another one.")


class AGroupCannotBeInsideItself(Refusal):
    code, field = "group_inside_itself", "parent"
    says = _(
        "“%(group)s” cannot be placed inside itself or inside one of its own groups. Choose another group."
    )


class LiesInAnotherNetwork(Refusal):
    code, field = "lies_in_another_network", "parent"
    says = _("“%(parent)s” belongs to another network than “%(group)s”. Choose a group of the same network.")


class EndsBeforeItBegins(Refusal):
    code, kind, field = "ends_before_it_begins", Kind.UNREADABLE, "meets_until"
    says = _("Meetings end at %(ends)s, but begin at %(begins)s. Choose a later end.")


class LanguageNotAmongTheLanguages(Refusal):
    code, kind, field = "language_not_among_the_languages", Kind.UNREADABLE, "languages"
    says = _("The group's own language, %(language)s, must be among its languages. Tick it too.")


def _check_hours(begins: time | None, ends: time | None) -> None:
    if begins and ends and ends <= begins:
        raise EndsBeforeItBegins(begins=f"{begins:%H:%M}", ends=f"{ends:%H:%M}")


def _check_languages(own: str, languages: list[str]) -> None:
    if own not in languages:
        raise LanguageNotAmongTheLanguages(language=dict(settings.LANGUAGES).get(own, own))


def _found(
    *, by: Actor, at: datetime, founder: Person | None, roles: tuple[str, ...], **values: Any
) -> Group:
    if Group.objects.filter(address=values["address"]).exists():
        raise AddressIsUsed(address=values["address"])
    # A rhythm slower than the usual one is not broken by its own interval.
    values.setdefault("longest_gap_days", max(USUAL_GAP, values.get("interval_days", 0) + SLACK))
    values.setdefault("languages", [values.get("language", "en")])
    _check_hours(values.get("meets_from"), values.get("meets_until"))
    _check_languages(values.get("language", "en"), values["languages"])
    group = Group.objects.create(founded_at=at, **values)
    for role in roles if founder else ():
        member = GroupMember.objects.create(group=group)
        RoleHolding.objects.create(
            member=member, group=group, role=role, person=founder, since=day_in(group, at)
        )
    write_entry("network.found_group", about=group, by=by, at=at, group_id=group.pk, fields=sorted(values))
    return group


@transaction.atomic
def found_network(*, founder: Person | None, by: Actor, at: datetime, **values: Any) -> Group:
    """Found a network: the topmost group. The founder becomes its convener and first facilitator.

    `values` are fields of the group: address, name, language and so on.

    Raises:
        AddressIsUsed, EndsBeforeItBegins, LanguageNotAmongTheLanguages.
    """
    require(policies.may_found_network(by))
    return _found(by=by, at=at, founder=founder, roles=("convener", "facilitator"), kind="network", **values)


@transaction.atomic
def found_group(*, parent: Group, founder: Person | None, by: Actor, at: datetime, **values: Any) -> Group:
    """Found a group inside another: a region, a partnership, a coalition or a working group, with its own interval.

    Raises:
        AddressIsUsed, EndsBeforeItBegins, LanguageNotAmongTheLanguages.
    """
    require(policies.may_convene(by, parent))
    return _found(by=by, at=at, founder=founder, roles=("convener", "facilitator"), parent=parent, **values)


class StepsOutOfOrder(Refusal):
    code, kind = "steps_out_of_order", Kind.UNREADABLE
    says = _(
        "“%(step)s” comes after “%(earlier)s”, %(days)s days before the meeting. Choose at most %(days)s."
    )


class RecordAfterAnswers(Refusal):
    code, kind, field = "record_after_answers", Kind.UNREADABLE, "days_answer"
    says = _(
        "The record is published %(days)s days after the meeting, and answers follow it. Choose at least %(days)s."
    )


class QuorumAboveSeats(Refusal):
    code, kind, field = "quorum_above_seats", Kind.UNREADABLE, "quorum_votes"
    says = _(
        "The group has %(held)s seats with a vote now, so %(wanted)s can never be present. Choose at most %(held)s, or "
        "leave it empty."
    )


def _check_offsets(offsets: dict[str, int]) -> None:
    before = list(words.OFFSETS_BEFORE)
    for earlier, step in pairwise(before):
        if offsets[step] > offsets[earlier]:
            refusal = StepsOutOfOrder(
                step=words.OFFSETS_BEFORE[step],
                earlier=words.OFFSETS_BEFORE[earlier],
                days=offsets[earlier],
            )
            refusal.field = f"days_{step}"
            raise refusal
    if offsets["answer"] < offsets["publish"]:
        raise RecordAfterAnswers(days=offsets["publish"])


class GapBelowInterval(Refusal):
    code, kind, field = "gap_below_interval", Kind.UNREADABLE, "longest_gap_days"
    says = _(
        "The group means to meet every %(interval)s days, so a gap of %(gap)s days is no break. "
        "Choose %(interval)s or more."
    )


def _check_gap(interval: int, gap: int) -> None:
    if gap < interval:
        raise GapBelowInterval(interval=interval, gap=gap)


def _check_quorum(group: Group, wanted: int | None, at: datetime) -> None:
    held = voting_seats(group, day_in(group, at))
    if wanted is not None and wanted > held:
        raise QuorumAboveSeats(held=held, wanted=wanted)


def _as_fields(values: dict[str, Any]) -> dict[str, Any]:
    """The values as the form names them: each of the cycle's days stands in a field of its own."""
    days = {f"days_{name}": days for name, days in values.get("offsets", {}).items()}
    return {**{name: value for name, value in values.items() if name != "offsets"}, **days}


class MeetingsWouldMove(Refusal):
    """Another interval moves planned meetings. Facts: `moves`, what would move; `mark`, what agrees to exactly that."""

    code = "meetings_would_move"
    says = _("Planned meetings would move to other days. Look at the days, then save again.")


def _check_moves(group: Group, agreed: str, at: datetime) -> None:
    moves = what_follows.moves_by(group, at)
    if moves and agreed != what_follows.mark_of(moves):
        raise MeetingsWouldMove(moves=moves, mark=what_follows.mark_of(moves))


@transaction.atomic
def change_settings(
    *, group: Group, version: int, by: Actor, at: datetime, agreed: str = "", **values: Any
) -> Group:
    """Change a group's settings. They take effect from the next step on, and change no step that ran.

    The next meeting keeps its hours and its place; the series after it follows. `agreed` is the mark of the moves that
    somebody saw and agreed to.

    Raises:
        MeetingsWouldMove: another interval moves meetings, and nobody agreed to these days.
        ChangedMeanwhile: somebody saved other settings since `version`.
        StepsOutOfOrder, RecordAfterAnswers: the days of the cycle contradict each other.
        QuorumAboveSeats: more votes would be needed than there are.
        GapBelowInterval: a gap no longer than the interval would count as a break.
        EndsBeforeItBegins, LanguageNotAmongTheLanguages.
    """
    require(policies.may_change_group(by, group))
    group = Group.objects.select_for_update().get(pk=group.pk)
    changed = [name for name in SETTINGS if name in values and getattr(group, name) != values[name]]
    if "results_are_public" in changed:
        require(policies.may_convene(by, group))
    if group.version != version and changed:
        theirs = {name: getattr(group, name) for name in changed}
        raise ChangedMeanwhile(theirs=_as_fields(theirs), version=group.version)
    _check_hours(values.get("meets_from", group.meets_from), values.get("meets_until", group.meets_until))
    _check_languages(values.get("language", group.language), values.get("languages", group.languages))
    if "offsets" in changed:
        _check_offsets(values["offsets"])
    if "longest_gap_days" in changed or "interval_days" in changed:
        _check_gap(
            values.get("interval_days", group.interval_days),
            values.get("longest_gap_days", group.longest_gap_days),
        )
    if "quorum_votes" in changed:
        _check_quorum(group, values["quorum_votes"], at)
    for name in changed:
        setattr(group, name, values[name])
    if "interval_days" in changed:
        _check_moves(group, agreed, at)
    group.version += 1
    group.save(update_fields=[*changed, "version"])
    write_entry("network.change_settings", about=group, by=by, at=at, group_id=group.pk, fields=changed)
    return group


@transaction.atomic
def place_group(*, group: Group, parent: Group, by: Actor, at: datetime) -> Group:
    """Place a group inside another one of the network.

    Raises:
        AGroupCannotBeInsideItself: the new parent is the group, or lies inside it.
        LiesInAnotherNetwork: organizations and seats belong to one network.
    """
    require(policies.may_convene(by, group))
    require(policies.may_convene(by, parent))
    parent_of = dict(Group.objects.values_list("id", "parent_id"))
    if group.parent_id is None or would_be_own_ancestor(group.pk, parent.pk, parent_of):
        raise AGroupCannotBeInsideItself(group=group.name)
    if network_of(group) != network_of(parent):
        raise LiesInAnotherNetwork(group=group.name, parent=parent.name)
    group.parent = parent
    group.save(update_fields=["parent"])
    write_entry("network.place_group", about=group, by=by, at=at, group_id=group.pk, fields=["parent"])
    return group
