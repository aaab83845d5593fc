"""Which records can be found, by which words, by whom. A new kind is a few lines here: see `Kind` for what they must say.

Nothing is found that its own page would not show: no draft, no older version, nothing taken back, no person or
organization of a *no names* item. So an item is found by its words alone, never by who asked for it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.home.search import doors
from konbit.home.search.doors import Seeker
from konbit.home.search.kind import Kind, Words, can_be_found
from konbit.meetings.models import AgendaItem, Commitment, Decision, Meeting, ParkedItem, Question, Record
from konbit.meetings.policies import may_see_commitment, may_see_item, may_see_meetings
from konbit.network.models import (
    Collaboration,
    Community,
    Group,
    Holder,
    Offer,
    Organization,
    OrganizationMerge,
    RoleHolding,
    Seat,
    SupportNeed,
)
from konbit.network.policies import may_see_group, may_see_group_publicly
from konbit.ui.formats import long_day


def plain(language: str, *texts: str) -> list[Words]:
    return [Words(text, language) for text in texts if text]


def in_each(texts: Mapping[str, Any] | None) -> list[Words]:
    """A text in all its languages."""
    return [Words(part.get("text", ""), code) for code, part in (texts or {}).items()]


# --- the network ------------------------------------------------------------------------------

can_be_found(
    Kind(
        code="group",
        word=_("Group"),
        model=Group,
        records=Group.objects.all,
        titles=lambda group: plain(group.language, group.name),
        more=lambda group: plain(group.language, group.short_name, group.purpose),
        group=lambda group: group,
        doors=lambda group: [doors.to_all_who_see(group.pk)],
        is_seen=lambda seeker, group: bool(may_see_group_publicly(seeker.by, group)),
        page=lambda _seeker, group: reverse("group", args=[group.address]),
        is_name=True,
    )
)

can_be_found(
    Kind(
        code="organization",
        word=_("Organization"),
        model=Organization,
        records=lambda: Organization.objects.filter(merged_into=None).select_related("network"),
        titles=lambda one: plain(one.network.language, one.name),
        more=lambda one: plain(one.network.language, one.short_name),
        group=lambda one: one.network,
        doors=lambda one: [doors.to_network(one.network_id)],
        is_seen=lambda seeker, one: seeker.is_in_network(one.network),
        page=lambda seeker, one: reverse("organizations", args=[seeker.in_networks[one.network_id].address]),
        is_name=True,
        follows={OrganizationMerge: [("pk", "kept_id"), ("pk", "doubled_id")]},
    )
)


def _holders(seat: Seat) -> list[Words]:
    return plain(seat.group.language, *(one.person.name for one in seat.sitting))


def _sitting() -> QuerySet[Any]:
    """Who holds a seat or a role today or will: by the machine's day, since this is asked for many groups at once."""
    return Holder.objects.filter(Q(until=None) | Q(until__gt=timezone.now().date())).select_related("person")


_OF_A_SEAT = {
    Holder: [("pk", "seat_id")],
    Organization: [("organization", "pk")],
    OrganizationMerge: [("organization", "kept_id"), ("organization", "doubled_id")],
    Community: [("community", "pk")],
    Person: [("holders__person", "pk")],
}

can_be_found(
    Kind(
        code="seat",
        word=_("Seat"),
        model=Seat,
        records=lambda: (
            Seat.objects.filter(closed_on=None)
            .select_related("group", "organization", "community")
            .prefetch_related(Prefetch("holders", queryset=_sitting(), to_attr="sitting"))
        ),
        titles=lambda seat: plain(seat.group.language, seat.name),
        more=_holders,
        group=lambda seat: seat.group,
        doors=lambda seat: [doors.to_members(seat.group_id)],
        is_seen=lambda seeker, seat: bool(may_see_group(seeker.by, seat.group)),
        page=lambda _seeker, seat: reverse("seat", args=[seat.group.address, seat.pk]),
        is_name=True,
        follows=_OF_A_SEAT,
    )
)

can_be_found(
    Kind(
        code="role",
        word=_("Person with a role"),
        model=RoleHolding,
        records=lambda: RoleHolding.objects.filter(
            Q(until=None) | Q(until__gt=timezone.now().date())
        ).select_related("group", "person"),
        titles=lambda held: plain(held.group.language, held.person.name),
        group=lambda held: held.group,
        doors=lambda held: [doors.to_members(held.group_id)],
        is_seen=lambda seeker, held: bool(may_see_group(seeker.by, held.group)),
        page=lambda _seeker, held: reverse("members", args=[held.group.address]),
        is_name=True,
        follows={Person: [("person", "pk")], Group: [("group", "pk")]},
    )
)


def _in_network(seeker: Seeker, record: Any) -> bool:
    return seeker.is_in_network(record.network)


def _page_of_network(name: str) -> Any:
    """A page about the whole network, where it opens to this person."""
    return lambda seeker, record: reverse(name, args=[seeker.in_networks[record.network_id].address])


for _code, _word, _is_ask in (("offer", _("Offer"), False), ("ask", _("Asked for"), True)):
    can_be_found(
        Kind(
            code=_code,
            word=_word,
            model=Offer,
            records=lambda is_ask=_is_ask: (
                Offer.objects.filter(is_ask=is_ask, withdrawn_at=None)
                .filter(Q(until=None) | Q(until__gte=timezone.now().date()))
                .select_related("network", "organization")
            ),
            titles=lambda offer: plain(offer.network.language, offer.what),
            more=lambda offer: plain(offer.network.language, offer.organization.name),
            group=lambda offer: offer.network,
            doors=lambda offer: [doors.to_network(offer.network_id)],
            is_seen=_in_network,
            page=_page_of_network("offers"),
            at=lambda offer: offer.said_at,
            follows={Organization: [("organization", "pk")]},
        )
    )

can_be_found(
    Kind(
        code="collaboration",
        word=_("Collaboration"),
        model=Collaboration,
        records=lambda: Collaboration.objects.filter(withdrawn_at=None).select_related(
            "network", "one", "other"
        ),
        titles=lambda it: plain(it.network.language, it.about),
        more=lambda it: plain(it.network.language, it.one.name, it.other.name),
        group=lambda it: it.network,
        doors=lambda it: [doors.to_network(it.network_id)],
        is_seen=_in_network,
        page=_page_of_network("together"),
        at=lambda it: it.began_on,
        follows={Organization: [("one", "pk"), ("other", "pk")]},
    )
)

can_be_found(
    Kind(
        code="support_need",
        word=_("Support needed"),
        model=SupportNeed,
        records=lambda: SupportNeed.objects.filter(withdrawn_at=None).select_related("group"),
        titles=lambda need: plain(need.group.language, need.need),
        more=lambda need: plain(need.group.language, need.given, need.what_changed),
        group=lambda need: need.group,
        doors=lambda need: [doors.to_members(need.group_id)],
        is_seen=lambda seeker, need: bool(may_see_group(seeker.by, need.group)),
        page=lambda _seeker, need: reverse("capacity", args=[need.group.address]),
        at=lambda need: need.written_at,
    )
)

# --- meetings ---------------------------------------------------------------------------------


def _doors_of_item(item: AgendaItem) -> list[str]:
    group_id = item.meeting.group_id
    return [doors.to_private_members(group_id) if item.is_private else doors.to_members(group_id)]


can_be_found(
    Kind(
        code="agenda_item",
        word=_("Agenda item"),
        model=AgendaItem,
        # What comes back by itself is found where it comes from.
        records=lambda: (
            AgendaItem.objects.filter(commitment=None, decision=None, question=None, parked=None, matter="")
            .exclude(state="taken_back")
            .select_related("meeting__group")
        ),
        titles=lambda item: plain(item.meeting.group.language, item.title),
        more=lambda item: plain(item.meeting.group.language, item.background, item.because),
        group=lambda item: item.meeting.group,
        doors=_doors_of_item,
        is_seen=lambda seeker, item: bool(may_see_item(seeker.by, item)),
        page=lambda _seeker, item: reverse("agenda", args=[item.meeting_id]) + f"#item-{item.pk}",
        at=lambda item: item.raised_at or item.meeting.starts_at,
        follows={Meeting: [("meeting", "pk")]},
    )
)


def _captured(model: Any) -> QuerySet[Any]:
    return model.objects.filter(withdrawn_at=None).select_related("meeting__group", "item__meeting__group")


_OF_AN_ITEM = {AgendaItem: [("item", "pk")], Meeting: [("meeting", "pk")]}
_OF_A_LINE = {**_OF_AN_ITEM, Record: [("meeting", "meeting_id")]}


def _line(part: str, *names: str) -> Any:
    """The words of a decision or a parked item as the newest published version says them; none before it says them."""

    def words(captured: Any) -> Iterable[Words]:
        newest = next(iter(captured.meeting.records.all()), None)
        lines = newest.content.get(part, ()) if newest else ()
        line = next((one for one in lines if one["id"] == str(captured.pk)), {})
        return plain(captured.meeting.group.language, *(line.get(name, "") for name in names))

    return words


for _code, _word, _model, _part, _names in (
    (
        "decision",
        _("Decision"),
        Decision,
        "decisions",
        ("dissent", "options", "if_it_fails", "meaning_for_affected"),
    ),
    ("parked_item", _("Parked for later"), ParkedItem, "parked", ()),
):
    can_be_found(
        Kind(
            code=_code,
            word=_word,
            model=_model,
            records=lambda model=_model: (
                _captured(model).filter(meeting__state="published").prefetch_related("meeting__records")
            ),
            titles=_line(_part, "wording"),
            more=_line(_part, *_names),
            group=lambda one: one.meeting.group,
            doors=lambda one: _doors_of_item(one.item),
            is_seen=lambda seeker, one: bool(may_see_item(seeker.by, one.item)),
            page=lambda _seeker, one: reverse("record", args=[one.meeting_id]) + f"#line-{one.pk}",
            at=lambda one: one.captured_at,
            follows=_OF_A_LINE,
        )
    )

can_be_found(
    Kind(
        code="commitment",
        word=_("Commitment"),
        model=Commitment,
        records=lambda: _captured(Commitment),
        titles=lambda one: plain(one.meeting.group.language, one.wording),
        group=lambda one: one.meeting.group,
        doors=lambda one: [*_doors_of_item(one.item), doors.to_owner(one.owner_id)],
        is_seen=lambda seeker, one: bool(may_see_commitment(seeker.by, one)),
        page=lambda _seeker, one: reverse("commitment", args=[one.pk]),
        at=lambda one: one.captured_at,
        follows=_OF_AN_ITEM,
    )
)

can_be_found(
    Kind(
        code="question",
        word=_("Question"),
        model=Question,
        records=lambda: _captured(Question),
        titles=lambda one: plain(one.meeting.group.language, one.wording),
        more=lambda one: plain(one.meeting.group.language, one.answer),
        group=lambda one: one.meeting.group,
        doors=lambda one: _doors_of_item(one.item),
        is_seen=lambda seeker, one: bool(may_see_item(seeker.by, one.item)),
        page=lambda _seeker, one: reverse("question", args=[one.pk]),
        at=lambda one: one.captured_at,
        follows=_OF_AN_ITEM,
    )
)


def _newest_records() -> QuerySet[Record]:
    newest = Record.objects.filter(meeting=OuterRef("meeting")).order_by("-version").values("pk")[:1]
    return Record.objects.filter(pk=Subquery(newest)).select_related("meeting__group")


def _of_record(record: Record) -> list[Words]:
    """The items without outcome too; what is private to members stays out, since every member reads the record."""
    titles = [row["title"] for row in record.content.get("items", ()) if not row["private"]]
    return plain(record.meeting.group.language, record.content.get("place", ""), record.correction, *titles)


can_be_found(
    Kind(
        code="record",
        word=_("Record of a meeting"),
        model=Record,
        records=_newest_records,
        titles=lambda _record: (),
        called=lambda record: (
            _("Record of the meeting on %(day)s")
            % {"day": long_day(record.meeting.starts_at, record.meeting.time_zone)}
        ),
        more=_of_record,
        group=lambda record: record.meeting.group,
        doors=lambda record: [doors.to_members(record.meeting.group_id)],
        is_seen=lambda seeker, record: bool(may_see_meetings(seeker.by, record.meeting.group)),
        page=lambda _seeker, record: reverse("record", args=[record.meeting_id]),
        at=lambda record: record.meeting.starts_at,
        # A further version takes the place of the one before.
        follows={Record: [("meeting", "meeting_id")], Meeting: [("meeting", "pk")]},
    )
)
