"""People and seats: each row puts a person into the seat of an organization or a title, or gives them a role.

A seat is known by its organization or its title, a person by their address, else by their name in that seat or role.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.accounts.operations.people import add_person
from konbit.exchange.domain.words_of_cells import plain
from konbit.exchange.imports.columns import Column
from konbit.exchange.imports.faults import CannotTake
from konbit.exchange.imports.kind import (
    CHANGED,
    NEW,
    SAME,
    Kind,
    Planned,
    Row,
    Setting,
    Trace,
    taken_together,
)
from konbit.exchange.imports.organizations import ORGANIZATION_NAMES, SECTOR
from konbit.exchange.imports.remarks import Remark
from konbit.network.models import Holder, Organization, RoleHolding, Seat
from konbit.network.operations.imported import (
    BroughtIn,
    IsUsedSince,
    change_seat,
    forget_person,
    remove_organization,
    remove_seat,
    take_members_out,
    take_role_back,
    unseat,
)
from konbit.network.operations.organizations import add_organization
from konbit.network.operations.seats import give_role, open_seat, seat_person
from konbit.network.queries import members_of, organization_named
from konbit.network.words import PERSON_ROLES, ROLES, SEAT_ROLES

# Seats for which an empty cell means “without a vote”: whoever funds does not decide.
WITHOUT_VOTE = ("funder",)
_TABLES = {
    "holder": "holders",
    "role": "roles",
    "seat": "seats",
    "person": "people",
    "organization": "organizations",
}
_ROLES_ALSO = {
    "convener": "backbone|chair|convenor|coordinator|convocante|kowòdonatè|điều phối",
    "facilitator": "moderator|staff|facilitadora|fasilitatè",
    "funder": "donor|grantmaker|financiador|bayè fon|nhà tài trợ",
    "parent_or_resident": "parent|resident|parent member|family member|community member|madre|padre|paran|phụ huynh",
    "member": "partner|voting member|representative|miembro|manm|thành viên",
    "agency": "public agency|agencia|ajans|cơ quan",
    "elected_official": "elected|council member|legislator",
}


@dataclass
class _Sitting:
    """A seat with who holds it now."""

    seat: Seat
    people: list[Person]


class PeopleAndSeats(Kind):
    code = "people_and_seats"
    known_by = ("name", "organization", "title")
    columns = (
        Column(
            "organization",
            _("Organization"),
            ORGANIZATION_NAMES + "|affiliation|employer|represents|representing",
            most=200,
            says_when_empty=True,
            sample=(_("Department of Health"), ""),
        ),
        Column(
            "title",
            _("Name of the seat"),
            "seat|seat name|seat title|asiento|nombre del asiento|plas|non plas la|ghế|tên ghế",
            most=200,
            says_when_empty=True,
            hint=_("For a seat that is no organization's, such as a parent's."),
            sample=("", _("Parent member 1")),
        ),
        Column(
            "name",
            _("Person"),
            "name|full name|contact|contact name|holder|representative|member|nombre|nombre completo|persona|"
            "representante|non|moun|non moun nan|họ tên|tên|người",
            most=200,
            says_when_empty=True,
            sample=(_("Leader of the department"), _("Parent of the north side")),
        ),
        Column(
            "email",
            _("E-mail address"),
            "email|e-mail|mail|email address|correo|correo electrónico|imèl|adrès imèl|thư điện tử|địa chỉ email",
            reads="address",
            most=254,
            sample=("leader@example.org", "parent@example.org"),
        ),
        Column(
            "role",
            _("Role"),
            "type|member type|membership|position|rol|función|wòl|vai trò",
            reads="choice",
            choices=ROLES,
            choices_also=_ROLES_ALSO,
            sample=(ROLES["member"], ROLES["parent_or_resident"]),
        ),
        Column(
            "votes",
            _("Vote"),
            "votes|voting|has vote|can vote|voto|vota|vòt|biểu quyết|có quyền bỏ phiếu",
            reads="yes_no",
            says_when_empty=True,
            hint=_("Yes or no. Empty means yes, and no for a funder."),
            sample=(_("yes"), _("yes")),
        ),
        Column(
            "language",
            _("Language"),
            "preferred language|idioma|lengua|lang|ngôn ngữ",
            reads="choice",
            choices=dict(settings.LANGUAGES),
            choices_also={
                "en": "english|inglés|angle|tiếng anh",
                "es": "spanish|español|castellano|panyòl",
                "ht": "haitian creole|creole|kreyòl|kreyol ayisyen",
                "vi": "vietnamese|tiếng việt|vietnamita",
            },
            sample=("English", "Español"),
        ),
        Column(
            "since",
            _("Since"),
            "start|start date|joined|member since|from|desde|fecha de inicio|depi|từ ngày|ngày bắt đầu",
            reads="day",
            sample=("2026-01-15", "2026-01-15"),
        ),
        SECTOR,
    )

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        # Addresses in the file, with the row and the name each came with first.
        self.named_before: dict[str, tuple[int, str]] = {}
        # What earlier rows of the file said of a seat: the role or the vote, and the row.
        self.told_of_seats: dict[tuple[str, str], tuple[int, Any]] = {}

    def prepare(self) -> None:
        """Seats of the group by name, roles by person, and people by address as rows ask for them."""
        self.seats: dict[str, _Sitting] = {}
        self.roles: dict[tuple[str, Any], RoleHolding] = {}
        people = {one.id: list(one.people) for one in members_of(self.group, self.day)}
        open_seats = self.group.seats.filter(closed_on=None).select_related(
            "organization", "community", "group"
        )
        for seat in open_seats.order_by("-opened_on"):
            names = [seat.name, seat.organization.short_name if seat.organization else ""]
            for name in {plain(name) for name in names} - {""}:
                self.seats[name] = _Sitting(seat, people.get(seat.member_id, []))
        held = self.group.roles.filter(until=None).select_related("person")
        for one in held:
            self.roles[one.role, one.person_id] = one

    def plan(self, row: Row) -> Planned:
        organization, title, name = row.get("organization"), row.get("title"), row.get("name")
        if not (organization or title or name):
            raise CannotTake("nobody_named")
        if row.get("email") and not name:
            raise CannotTake("missing", "name", header=str(self.columns[2].says))
        role = row.get("role")
        person = self._known(row)
        self.once(row, (plain(organization), plain(title), row.get("email").lower() or plain(name), role))
        if not organization and not title:
            return self._plan_role(row, role or "member", person)
        if role and role not in SEAT_ROLES:
            return self._plan_role(row, role, person)
        return self._plan_seat(row, person)

    def _plan_role(self, row: Row, role: str, person: Person | None) -> Planned:
        if role not in PERSON_ROLES:
            raise CannotTake("missing", "organization", header=str(self.columns[0].says))
        if not row.get("name"):
            raise CannotTake("missing", "name", header=str(self.columns[2].says))
        named = [
            held.person
            for (held_role, _id), held in self.roles.items()
            if held_role == role and plain(held.person.name) == plain(row.get("name"))
        ]
        person = person or self._same_person(row, named)
        there = person is not None and (role, person.pk) in self.roles
        given = () if there else (Remark("role_given", (role,), row.get("name")),)
        return Planned(row, SAME if there else NEW, {"role": role, "person": person}, remarks=given)

    def _plan_seat(self, row: Row, person: Person | None) -> Planned:
        sitting = self._sitting(row)
        self._tell_once(row, sitting)
        if sitting is None:
            return Planned(row, NEW, {"sitting": None, "person": person})
        named = [one for one in sitting.people if plain(one.name) == plain(row.get("name"))]
        person = person or self._same_person(row, named)
        sits = not row.get("name") or (
            person is not None and any(one.pk == person.pk for one in sitting.people)
        )
        seat = sitting.seat
        changes = row.changes_from({"role": seat.role, "votes": seat.votes})
        action = NEW if not sits else CHANGED if changes else SAME
        data = {"sitting": sitting, "person": person, "differs": bool(changes), "sits": sits}
        becomes = tuple(
            Remark("seat_becomes", (name, str(after)), seat.name) for name, _before, after in changes
        )
        return Planned(row, action, data, changes, becomes)

    def _tell_once(self, row: Row, sitting: _Sitting | None) -> None:
        """Refuse what an earlier row said otherwise of the same seat: whoever shares a seat shares its role and vote."""
        name = sitting.seat.name if sitting else row.get("title") or row.get("organization")
        for column in ("role", "votes"):
            if column not in row.values:
                continue
            here = row.values[column]
            first, said = self.told_of_seats.setdefault((plain(name), column), (row.number, here))
            if said != here:
                facts = {"first": first, "said": _in_words(column, said), "here": _in_words(column, here)}
                raise CannotTake("seat_told_otherwise", column, seat=name, **facts)

    def _sitting(self, row: Row) -> _Sitting | None:
        """The seat that the row means: its title, where one is given, else the seat of its organization."""
        if row.get("title"):
            return self.seats.get(plain(row.get("title")))
        found = self.seats.get(plain(row.get("organization")))
        if found is None:
            body = organization_named(self.network, row.get("organization"))
            found = self.seats.get(plain(body.name)) if body else None
        return found

    def _same_person(self, row: Row, named: list[Person]) -> Person | None:
        """Somebody of the row's name who sits there already; with another address it may be somebody else."""
        if not named:
            return None
        person, address = named[0], row.get("email").lower()
        if address and (person.email or "").lower() != address:
            raise CannotTake("other_address", "email")
        return person

    def _known(self, row: Row) -> Person | None:
        """Whose address it is. One of another name, here or further up in the file, is never taken for this person."""
        address, name = row.get("email"), row.get("name")
        if not address:
            return None
        person = Person.objects.filter(email__iexact=address).first()
        first, said = self.named_before.get(address.lower(), (0, person.name if person else name))
        if plain(said) != plain(name):
            facts = {"first": first, "name": said} if first else {}
            raise CannotTake("address_in_row" if first else "address_of_another", "email", **facts)
        self.named_before.setdefault(address.lower(), (row.number, name))
        return person

    def write(self, planned: Planned) -> list[Trace]:
        row, data, traces = planned.row, planned.data, []
        if "role" in data:
            person = self._person(row, data["person"], traces)
            held = give_role(
                group=self.group,
                role=data["role"],
                person=person,
                organization=self._body(row, traces) if row.get("organization") else None,
                since=row.get("since", None),
                by=self.by,
                at=self.at,
            )
            traces.append(Trace("role", held.pk, person.name))
            self.roles[held.role, person.pk] = held
            return traces
        sitting = data["sitting"] or self._open(row, traces)
        seat = sitting.seat
        if data.get("differs"):
            before = {"role": seat.role, "votes": seat.votes}
            after = {"role": row.get("role", seat.role), "votes": row.get("votes", seat.votes)}
            sitting.seat = change_seat(seat=seat, by=self.by, at=self.at, **after)
            traces.append(Trace("seat", seat.pk, seat.name, before, after))
        if row.get("name") and not data.get("sits"):
            person = self._person(row, data["person"], traces)
            since = row.get("since", None)
            holder = seat_person(seat=seat, person=person, since=since, by=self.by, at=self.at)
            traces.append(Trace("holder", holder.pk, person.name))
            sitting.people.append(person)
        self.seats[plain(seat.name)] = sitting
        return traces

    def _open(self, row: Row, traces: list[Trace]) -> _Sitting:
        role = row.get("role", "parent_or_resident" if not row.get("organization") else "member")
        seat = open_seat(
            group=self.group,
            organization=None if row.get("title") else self._body(row, traces),
            title=row.get("title"),
            role=role,
            votes=row.get("votes", role not in WITHOUT_VOTE),
            by=self.by,
            at=self.at,
        )
        traces.append(Trace("seat", seat.pk, seat.name))
        return _Sitting(seat, [])

    def _body(self, row: Row, traces: list[Trace]) -> Organization:
        there = organization_named(self.network, row.get("organization"))
        if there is not None:
            return there
        made = add_organization(
            network=self.network,
            within=self.group,
            name=row.get("organization"),
            sector=row.get("sector", "other"),
            by=self.by,
            at=self.at,
        )
        traces.append(Trace("organization", made.pk, made.name))
        return made

    def _person(self, row: Row, known: Person | None, traces: list[Trace]) -> Person:
        if known is not None:
            return known
        person = add_person(
            name=row.get("name"),
            email=row.get("email"),
            language=row.get("language", self.group.language),
            time_zone=self.group.time_zone,
            is_example=self.group.is_example,
            by=self.by,
            at=self.at,
        )
        traces.append(Trace("person", person.pk, person.name))
        return person

    def take_back_many(self, rows: Sequence[Sequence[Trace]]) -> set[UUID]:
        """Whoever came new into a seat or a role and was neither invited nor named since."""
        return taken_together(
            [row for row in rows if not any(trace.before for trace in row)], self._take_together
        )

    def _take_together(self, rows: Sequence[Sequence[Trace]]) -> None:
        ids: dict[str, list[UUID]] = {}
        for row in rows:
            for trace in row:
                ids.setdefault(_TABLES[trace.what], []).append(trace.id)
        take_members_out(group=self.group, brought=BroughtIn(**ids), by=self.by, at=self.at)

    def take_back(self, trace: Trace) -> None:
        acts = {"by": self.by, "at": self.at}
        table, undo = {
            "person": (Person, lambda one: forget_person(person=one, within=self.group, **acts)),
            "holder": (Holder, lambda one: unseat(holder=one, **acts)),
            "role": (RoleHolding, lambda one: take_role_back(held=one, **acts)),
            "organization": (
                Organization,
                lambda one: remove_organization(organization=one, within=self.group, **acts),
            ),
            "seat": (Seat, lambda one: self._take_seat_back(one, trace)),
        }[trace.what]
        there = table.objects.filter(pk=trace.id).first()
        if there is not None:
            undo(there)

    def _take_seat_back(self, seat: Seat, trace: Trace) -> None:
        if not trace.before:
            remove_seat(seat=seat, by=self.by, at=self.at)
        elif {"role": seat.role, "votes": seat.votes} != trace.after:
            raise IsUsedSince(name=trace.name)
        else:
            change_seat(seat=seat, by=self.by, at=self.at, **trace.before)


def _in_words(column: str, said: Any) -> Any:
    return ROLES[said] if column == "role" else _("with a vote") if said else _("without a vote")
