"""Sources of money that contractors of the example pursue, and how far each of them came. All of it is made up."""

from typing import Any

from konbit.grants.models import FundingSource
from konbit.grants.operations.funding_sources import add_funding_source
from konbit.grants.operations.pursuits import move_pursuit, open_pursuit
from konbit.grants.queries.pipeline import mark_of, others_of
from konbit.home.best_start_money.ledger import MADE_UP, Ledger


def write_pipeline(ledger: Ledger) -> None:
    """Tell of sources, and take each pursuit as far as it came."""
    acts = {"label": MADE_UP, "by": ledger.by, "at": ledger.at}
    sources = {
        line["name"]: add_funding_source(
            network=ledger.network,
            name=line["name"],
            giver=line["giver"],
            what=line["what"],
            opens_on=ledger.day(line["opens_in"]) if "opens_in" in line else None,
            closes_on=ledger.day(line["closes_in"]),
            most_cents=line["most"],
            match_required=line.get("match", ""),
            paid_in_advance=line.get("advance", ""),
            pages=line["pages"],
            **acts,
        )
        for line in ledger.script["sources"]
    }
    for line in ledger.script["pursuits"]:
        _pursue(ledger, sources[line["source"]], line)


def _pursue(ledger: Ledger, source: FundingSource, line: Any) -> None:
    """From stage to stage, each on its day."""
    (_found, found_ago), *later = line["stages"].items()
    pursuit = open_pursuit(
        funding_source=source,
        organization=ledger.contractor(line["by"]),
        partners=[ledger.contractor(number) for number in line.get("partners", ())],
        is_visible=line["visible"],
        on=ledger.day(-found_ago),
        label=MADE_UP,
        by=ledger.by,
        at=ledger.at,
    )
    for stage, days_ago in later:
        pursuit = move_pursuit(
            pursuit=pursuit,
            stage=stage,
            on=ledger.day(-days_ago),
            shown=mark_of(pursuit, others_of(pursuit)),
            version=pursuit.version,
            by=ledger.by,
            at=ledger.at,
        )
