"""Organizations: known by their name. A name that was merged into another leads to the one that stayed."""

from collections.abc import Sequence
from functools import cached_property
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.exchange.domain.words_of_cells import plain
from konbit.exchange.imports.columns import Column
from konbit.exchange.imports.kind import CHANGED, NEW, SAME, Kind, Planned, Row, Trace
from konbit.network.models import Organization
from konbit.network.operations.imported import (
    IsUsedSince,
    ListedOrganization,
    add_organizations,
    remove_organization,
    remove_organizations,
)
from konbit.network.operations.organizations import change_organization
from konbit.network.words import SECTORS

# So many are removed at once; where one of them is used, each of them is looked at.
TOGETHER = 250
ORGANIZATION_NAMES = (
    "organization|organizations|organization name|organisation|partner|partner organization|agency|"
    "member organization|company|institution|organización|entidad|institución|socio|òganizasyon|ajans|patnè|"
    "tổ chức|cơ quan|đối tác"
)
SECTOR = Column(
    "sector",
    _("Sector"),
    "field|type|organization type|sector type|sektè|rubro|ámbito|lĩnh vực|ngành|khu vực",
    reads="choice",
    choices=SECTORS,
    choices_also={
        "nonprofit": "non profit|not for profit|ngo|cbo|community organization|sin fines de lucro|phi lợi nhuận",
        "public": "government|public agency|city|county|state|gobierno|leta|nhà nước",
        "philanthropy": "foundation|funder|fundación|fondasyon|quỹ",
        "business": "private|company|employer|empresa|biznis|doanh nghiệp",
        "education": "school|schools|college|university|escuela|lekòl|giáo dục",
        "health": "healthcare|health care|hospital|clinic|salud|sante|y tế",
        "residents": "parents|families|community|vecinos|rezidan|cư dân",
    },
    sample=(SECTORS["health"], SECTORS["education"]),
)


class Organizations(Kind):
    code = "organizations"
    in_bulk = True
    known_by = ("name",)
    columns = (
        Column(
            "name",
            _("Name"),
            ORGANIZATION_NAMES + "|name of organization|nombre|non|tên",
            most=200,
            is_needed=True,
            sample=(_("Department of Health"), _("Community College Board")),
        ),
        Column(
            "short_name",
            _("Short name"),
            "abbreviation|acronym|initials|short|siglas|abreviatura|abrevyasyon|non kout|tên viết tắt|viết tắt",
            most=40,
            sample=("DOH", "CCB"),
        ),
        SECTOR,
    )

    def prepare(self) -> None:
        """The names of the network's organizations; what else is known of them is looked up once a row needs it."""
        self.names = {
            plain(name) for name in self.network.organizations.order_by().values_list("name", flat=True)
        }
        self.__dict__.pop("there", None)

    @cached_property
    def there(self) -> dict[str, tuple[Any, ...]]:
        """Every organization of the network by its name, merged doubles leading to the one that stayed."""
        fields = ("pk", "name", "short_name", "sector", "version", "merged_into_id")
        rows = list(self.network.organizations.order_by().values_list(*fields))
        by_id = {row[0]: row for row in rows}
        found: dict[str, tuple[Any, ...]] = {}
        for row in sorted(rows, key=lambda row: row[5] is None):
            stays = row
            while stays[5] is not None:
                stays = by_id[stays[5]]
            found[plain(row[1])] = stays
        return found

    def plan(self, row: Row) -> Planned:
        name = row.get("name")
        self.once(row, plain(name), "name")
        if plain(name) not in self.names:
            return Planned(row, NEW)
        there = self.there[plain(name)]
        _pk, _name, short_name, sector, _version, _merged = there
        changes = row.changes_from({"short_name": short_name, "sector": sector})
        return Planned(row, CHANGED if changes else SAME, there, changes)

    def write_all(self, planned: Sequence[Planned]) -> list[list[Trace]]:
        """New ones many at once; each changed one through the verb that corrects it."""
        new = [one.row for one in planned if one.action == NEW]
        listed = [
            ListedOrganization(row.get("name"), row.get("short_name"), row.get("sector", "other"))
            for row in new
        ]
        made = add_organizations(
            network=self.network, within=self.group, listed=listed, by=self.by, at=self.at
        )
        traces = {
            row.number: [Trace("organization", one.pk, one.name)] for row, one in zip(new, made, strict=True)
        }
        for one in planned:
            if one.action == CHANGED:
                traces[one.row.number] = [self._change(one)]
        return [traces[one.row.number] for one in planned]

    def _change(self, planned: Planned) -> Trace:
        pk, name, short_name, sector, version, _merged = planned.data
        row = planned.row
        changed = change_organization(
            organization=self.network.organizations.get(pk=pk),
            name=name,
            short_name=row.get("short_name", short_name),
            sector=row.get("sector", sector),
            version=version,
            by=self.by,
            at=self.at,
        )
        before = {"name": name, "short_name": short_name, "sector": sector}
        return Trace("organization", pk, name, before, {"version": changed.version})

    def take_back_many(self, rows: Sequence[Sequence[Trace]]) -> set[UUID]:
        """The new ones; where one of some is used, these are left for one by one."""
        removed: set[UUID] = set()
        for some in batched((trace.id for row in rows for trace in row if not trace.before), TOGETHER):
            try:
                with transaction.atomic():
                    remove_organizations(
                        network=self.network, within=self.group, ids=some, by=self.by, at=self.at
                    )
                removed.update(some)
            except IsUsedSince:
                continue
        return removed

    def take_back(self, trace: Trace) -> None:
        organization = Organization.objects.select_related("network").filter(pk=trace.id).first()
        if organization is None:
            return
        if not trace.before:
            remove_organization(organization=organization, within=self.group, by=self.by, at=self.at)
        elif organization.version != trace.after["version"]:
            raise IsUsedSince(name=trace.name)
        else:
            change_organization(
                organization=organization,
                version=organization.version,
                by=self.by,
                at=self.at,
                **trace.before,
            )
