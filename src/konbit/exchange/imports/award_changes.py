"""What a list says anew of awards that stand here: what they are called and for, how much, and for which communities."""

from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext

from konbit.exchange.imports.award_cells import AwardCells, Places, purpose
from konbit.exchange.imports.award_standing import Standings
from konbit.exchange.imports.faults import CannotTake
from konbit.exchange.imports.kind import CHANGED, SAME, Planned, Row, Setting, Trace
from konbit.grants.models import Award
from konbit.grants.operations.awards import change_amount, change_award, set_places
from konbit.grants.operations.imported import AwardChangedSinceTheList

_SAID = ("title", "purpose", "money_kind", "regrant")
_FIXED = ("currency", "awarded_on", "starts_on", "ends_on")


def plan_change(
    row: Row, award: Award, places: Places, *, cells: AwardCells, standings: Standings
) -> Planned:
    """What would become of an award that stands here.

    Raises:
        CannotTake: the row says otherwise what no list changes, or the award is over, or cannot become that.
    """
    _check_same(row, award, cells)
    said = {name: row.values[name] for name in _SAID if name in row.values}
    if "purpose" in said:
        said["purpose"] = purpose(row)
    if priority := cells.priority(row, []):
        said["priority"] = priority
    said = {name: value for name, value in said.items() if value != getattr(award, name)}
    changes = [(name, _word(getattr(award, name)), _word(value)) for name, value in said.items()]
    cents, stood = row.get("amount"), places_of(award)
    if cents != award.cents:
        changes.append(("amount", award.cents, cents))
    if "places" in row.values and places != stood:
        changes.append(("places", cells.place_words(stood), cells.place_words(places)))
    else:
        places = stood
    if not changes:
        return Planned(row, SAME)
    _check_change(award, cents, places, standings)
    return Planned(row, CHANGED, {"award": award, "said": said, "cents": cents, "places": places}, changes)


def places_of(award: Award) -> Places:
    return {place.community_id: place.cents for place in award.places.all()}


def _check_same(row: Row, award: Award, cells: AwardCells) -> None:
    """Its parties, days and currency are no list's to change."""
    parties = {column: cells.body(row, column, [])[0] for column in ("funder", "recipient")}
    stands = {"funder": award.funder_id, "recipient": award.recipient_id}
    stands |= {name: getattr(award, name) for name in _FIXED}
    said = {**parties, **{name: row.values[name] for name in _FIXED if name in row.values}}
    for column, value in said.items():
        if value != stands[column]:
            raise CannotTake("award_differs", column, code=award.code)


def _check_change(award: Award, cents: int, places: Places, standings: Standings) -> None:
    standing = standings.of(award.code)
    parent = standings.of(award.parent.code) if award.parent else None
    if standing is None or not standing.is_active:
        raise CannotTake("award_is_over", "identifier", state=award.state_word)
    if parent is not None and not parent.is_active:
        raise CannotTake("parent_is_over", "identifier", parent=parent.title)
    before = standing.balance
    standing.become(cents, sum(named or 0 for named in places.values()))
    if parent is not None:
        try:
            parent.pass_on(cents - before.awarded)
        except CannotTake:
            standing.balance = before
            raise


def write_change(data: dict[str, Any], setting: Setting) -> Trace:
    """Change the award through the verbs of its room."""
    award, said = data["award"], data["said"]
    before = {name: _kept(getattr(award, name)) for name in said}
    before |= {"cents": award.cents, "places": [[str(pk), cents] for pk, cents in places_of(award).items()]}
    award = _set(award, said, data["cents"], data["places"], setting)
    return Trace("award", award.pk, award.code, before, {"version": award.version})


def put_back(award: Award, trace: Trace, setting: Setting) -> None:
    """Say again what stood before a list changed the award.

    Raises:
        AwardChangedSinceTheList: somebody changed it since.
        Refusal: what was done with it since does not allow it.
    """
    if award.version != trace.after["version"]:
        raise AwardChangedSinceTheList(name=trace.name)
    said = dict(trace.before)
    cents = said.pop("cents")
    places = {UUID(pk): amount for pk, amount in said.pop("places")}
    if "priority" in said:
        said["priority"] = award.network.priorities.filter(pk=said["priority"]).first()
    _set(award, said, cents, places, setting)


def _set(award: Award, said: dict[str, Any], cents: int, places: Places, setting: Setting) -> Award:
    acts = {"by": setting.by, "at": setting.at}
    differs = places != places_of(award)
    if said:
        award = change_award(award=award, version=award.version, **said, **acts)
    # Amounts for places are never more than the award, on the way either.
    if differs and cents < award.cents:
        award, differs = set_places(award=award, places=places, version=award.version, **acts), False
    if cents != award.cents:
        with translation.override(award.network.language):
            reason = gettext("From the file “%(file)s”.") % {"file": setting.file_name}
        award = change_amount(award=award, cents=cents, reason=reason, version=award.version, **acts)
    if differs:
        award = set_places(award=award, places=places, version=award.version, **acts)
    return award


def _word(value: Any) -> Any:
    """A value as the dry run shows it."""
    return getattr(value, "code", value)


def _kept(value: Any) -> Any:
    """A value as a trace keeps it."""
    return str(value.pk) if hasattr(value, "pk") else value
