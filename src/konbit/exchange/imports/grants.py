"""Awards: known by their identifier, passed on from one another, each active from its day.

An organization that the network does not have is added with its first award.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from konbit.exchange.imports.award_cells import AwardCells, bodies_of, term
from konbit.exchange.imports.award_changes import plan_change, put_back, write_change
from konbit.exchange.imports.award_columns import COLUMNS
from konbit.exchange.imports.award_order import parents_first, parts_of_cell
from konbit.exchange.imports.award_standing import Standing, Standings
from konbit.exchange.imports.faults import CannotTake
from konbit.exchange.imports.kind import CHANGED, NEW, Kind, Planned, Row, Setting, Trace, taken_together
from konbit.exchange.imports.remarks import Remark
from konbit.foundation.refusals import require
from konbit.grants.domain.balances import Balance
from konbit.grants.models import Award
from konbit.grants.operations.imported import ListedAward, bring_in_awards, remove_awards
from konbit.grants.policies import may_keep_money
from konbit.grants.words import AWARD_STATES
from konbit.network.models import Organization
from konbit.network.operations.imported import ListedOrganization, add_organizations, remove_organization


class Grants(Kind):
    code = "grants"
    in_bulk = True
    stands_once = "identifier"
    orders_rows = True
    known_by = ("identifier", "title")
    columns = COLUMNS
    in_order = staticmethod(parents_first)

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        require(may_keep_money(self.by, self.network))

    def prepare(self) -> None:
        """Organizations, communities and priorities by name; awards as rows ask for them."""
        self.cells = AwardCells(self.network)
        self.standings = Standings(self.network)
        self._loaded: dict[Any, Organization] = {}

    def plan(self, row: Row) -> Planned:
        code = self.cells.code(row.get("identifier"))
        self.once(row, code, "identifier")
        if row.get("state") in ("proposed", "cancelled"):
            raise CannotTake("award_was_dropped", "state", state=AWARD_STATES[row.get("state")])
        remarks: list[Remark] = []
        places = self.cells.places(row, remarks)
        there = self.standings.award(code)
        if there is not None:
            return plan_change(row, there, places, cells=self.cells, standings=self.standings)
        said, when = self.cells.said(row, remarks), term(row)
        if row.get("awarded_on") > self.day:
            raise CannotTake("award_ahead", "awarded_on")
        parent = self._parent(row, said["funder"][0])
        if parent is not None:
            when = parent.carry(row, said, when)
        holder, name = said["recipient"]
        balance = Balance(said["cents"], placed=sum(cents or 0 for cents in places.values()))
        self.standings.add(
            Standing(
                code, said["title"], holder, name, said["currency"], when, is_active=True, balance=balance
            )
        )
        if row.get("state") == "completed":
            remarks.append(Remark("comes_in_active", (), code))
        said |= {"code": code, "parent": parent.code if parent else "", "places": places}
        said |= {"awarded_on": row.get("awarded_on"), "starts_on": when.starts_on, "ends_on": when.ends_on}
        return Planned(row, NEW, said, (), remarks)

    def _parent(self, row: Row, funder: Any) -> Standing | None:
        named = row.get("parent")
        if named:
            found = self.standings.of(self.cells.code(named))
            if found is None:
                raise CannotTake("no_such_parent", "parent", parent=named)
            return found
        for one in parts_of_cell(row.get("related")):
            # Related may mean anything; money is passed on where who received the other gives this one.
            found = self.standings.of(self.cells.code(one))
            if found is not None and found.holder == funder:
                return found
        return None

    def write_all(self, planned: Sequence[Planned]) -> list[list[Trace]]:
        """New ones at once, with the organizations they bring along; each changed one through the verbs that change it."""
        new = [one for one in planned if one.action == NEW]
        added = self._add_bodies(new)
        made = bring_in_awards(
            network=self.network,
            listed=[self._listed(one.data) for one in new],
            source=self.setting.file_name,
            by=self.by,
            at=self.at,
        )
        traces: dict[int, list[Trace]] = {}
        for one, award in zip(new, made, strict=True):
            bodies = [added.pop(key) for key, _name in _parties(one) if key in added]
            traces[one.row.number] = [
                *(Trace("organization", body.pk, body.name) for body in bodies),
                Trace("award", award.pk, award.code, {}, {"version": award.version}),
            ]
        for one in planned:
            if one.action == CHANGED:
                traces[one.row.number] = [write_change(one.data, self.setting)]
        return [traces[one.row.number] for one in planned]

    def _add_bodies(self, new: Sequence[Planned]) -> dict[Any, Organization]:
        """The organizations that are not there yet, by their compared names."""
        there = bodies_of(self.network)
        names = {key: name for one in new for key, name in _parties(one) if isinstance(key, str)}
        self._loaded |= {key: self._organization(there[key][0]) for key in names if key in there}
        names = {key: name for key, name in names.items() if key not in there}
        made = add_organizations(
            network=self.network,
            within=self.group,
            listed=[ListedOrganization(name) for name in names.values()],
            by=self.by,
            at=self.at,
            source=self.setting.file_name,
        )
        added = dict(zip(names, made, strict=True))
        self._loaded |= added
        return added

    def _listed(self, data: dict[str, Any]) -> ListedAward:
        parties = {name: self._organization(data[name][0]) for name in ("funder", "recipient")}
        return ListedAward(**{**data, **parties})

    def _organization(self, key: Any) -> Organization:
        if key not in self._loaded:
            self._loaded[key] = self.network.organizations.get(pk=key)
        return self._loaded[key]

    def take_back_many(self, rows: Sequence[Sequence[Trace]]) -> set[UUID]:
        """The new ones with which nothing was done, where no organization came with them."""
        return taken_together([row for row in rows if len(row) == 1 and not row[0].before], self._take_out)

    def _take_out(self, rows: Sequence[Sequence[Trace]]) -> None:
        versions = {trace.id: trace.after["version"] for row in rows for trace in row}
        remove_awards(network=self.network, versions=versions, by=self.by, at=self.at)

    def take_back(self, trace: Trace) -> None:
        if trace.what == "organization":
            body = Organization.objects.select_related("network").filter(pk=trace.id).first()
            if body is not None:
                remove_organization(organization=body, within=self.group, by=self.by, at=self.at)
            return
        award = Award.objects.select_related("network").filter(pk=trace.id).first()
        if award is not None and trace.before:
            put_back(award, trace, self.setting)
        elif award is not None:
            self._take_out([[trace]])


def _parties(planned: Planned) -> tuple[tuple[Any, str], tuple[Any, str]]:
    return planned.data["funder"], planned.data["recipient"]
