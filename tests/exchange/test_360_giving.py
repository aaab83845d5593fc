"""360Giving: what leaves is valid, complete to the cent, and comes in again as it left; what is wrong is named."""

import contextlib
import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from konbit.exchange import giving_360
from konbit.exchange.giving_360.package import package_of
from konbit.exchange.giving_360.schema import SCHEMA, wrong_in_package
from konbit.exchange.operations.exports import NothingAwarded, export_awards
from konbit.exchange.schemas import validator_of
from konbit.exchange.tables.exact_json import exact_json, read_exactly
from konbit.foundation.money import split_by
from konbit.grants.models import Award
from konbit.grants.operations.awards import cancel_award
from konbit.grants.operations.imported import ListedAward, bring_in_awards
from konbit.grants.operations.payments import pay, promise_payment, record_return
from konbit.grants.queries.tree import tier_totals, tree_of
from konbit.network.operations.organizations import add_community, add_organization
from konbit.results.operations.priorities import add_priority
from tests.exchange.installs import an_empty_installation
from tests.exchange.lists import brought, counted
from tests.grants.makers import SHELL, BestStartTree, Chain
from tests.makers import AT, Client, a_network, client_of, clock_stands_at, convener_of, the_person_with

pytestmark = pytest.mark.django_db

STANDARD = Path(__file__).parents[3] / "shared/data/funding/360giving_standard"
NEEDS_STANDARD = pytest.mark.skipif(
    not STANDARD.is_dir(), reason=f"{STANDARD} is not here: the official schema of 360Giving was not asked"
)
ADDRESS = "https://raw.githubusercontent.com/ThreeSixtyGiving/standard/{}/schema/360-giving-schema.json"


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def chain():
    """Two tiers, one confirmed code, a payment with a return, places with and without amounts, one proposal."""
    chain = Chain(address="river")
    priority = add_priority(network=chain.network, code="IP", name="Infants", by=SHELL, at=AT)
    top = chain.award(cents=117_857_143, code="top", purpose="Coaching for two places", priority=priority,
                      places={chain.place("Mill").pk: 100_000_01, chain.place("Dam").pk: None})  # fmt: skip
    leaf = chain.award(
        "North grantee", "Mill contractor", 50, parent=top, code="leaf", label="made_up", source="Us"
    )
    Award.objects.filter(pk=leaf.pk).update(regrant="FRG010", regrant_confirmed_at=AT)
    chain.proposal("North grantee", "Dam contractor", 60, parent=top, code="proposed")
    day = {"due_on": date(2025, 2, 1), "promised_on": date(2025, 1, 20), "by": SHELL, "at": AT}
    payment = promise_payment(award=top, cents=300_000_10, **day)
    pay(payment=payment, paid_on=date(2025, 2, 3), by=SHELL, at=AT)
    promise_payment(award=top, cents=5, **day)
    record_return(award=top, cents=9, paid_on=date(2025, 3, 1), by=SHELL, at=AT)
    return chain


def exported(network):
    return export_awards(network=network, form="360giving", by=SHELL, at=AT)


def official(package):
    """What the official schema refuses; it is never fetched, and both versions it calls itself are the local file."""
    grant = json.loads((STANDARD / "360-giving-schema.json").read_text())
    whole = json.loads((STANDARD / "360-giving-package-schema.json").read_text())
    # Its own "$schema" is an address of draft 2020-12 as nobody else writes it.
    for schema in (grant, whole):
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    registry = Registry().with_resources(
        (ADDRESS.format(version), Resource.from_contents(grant)) for version in ("1.4.2", "1.4.3")
    )
    checker = Draft202012Validator.FORMAT_CHECKER
    assert {"date-time", "date"} <= checker.checkers.keys()
    return list(Draft202012Validator(whole, registry=registry, format_checker=checker).iter_errors(package))


def test_an_award_is_told_whole_and_amounts_are_exact(chain):
    text = exported(chain.network)
    assert re.search(r'"amountAwarded": 1178571\.43,', text), "digit by digit, and no text"
    package = read_exactly(text)
    assert list(wrong_in_package(package)) == []
    assert (package["version"], package["publisher"]["name"]) == ("1.4", "River coalition")
    leaf, top = package["grants"]
    assert top["id"] == "360G-river-top"
    assert (top["amountAwarded"], top["amountDisbursed"]) == (Decimal("1178571.43"), Decimal("300000.01"))
    assert top["awardDate"] == "2025-01-15"
    assert top["plannedDates"] == [{"startDate": "2025-01-01", "endDate": "2026-12-31"}]
    assert top["beneficiaryLocation"] == [
        {"name": "Dam"}, {"name": "Mill", "description": "Amount for this place: 100000.01 USD"}
    ]  # fmt: skip
    assert top["grantProgramme"] == [{"code": "IP", "title": "Infants"}]
    assert top["fundingType"][0]["title"] == "Public money"
    assert top["regrantType"] == "FRG020"
    assert "not confirmed" in top["classifications"][1]["title"]
    assert top["dateModified"] == "2025-03-06T16:00:00Z"
    assert (leaf["regrantType"], leaf["relatedActivity"]) == ("FRG010", ["360G-river-top"])
    assert [one["code"] for one in leaf["classifications"]] == ["active", "made_up"]
    assert leaf["description"] == leaf["title"]
    assert "recipientIndividual" not in text
    assert "Person of" not in text, "organizations are named, persons are not"
    assert top["recipientOrganization"] == leaf["fundingOrganization"]
    assert exported(chain.network) == text, "the same awards are the same bytes"


def test_a_cancelled_award_has_the_amount_that_was_kept_and_a_proposal_is_not_told(chain):
    leaf = Award.objects.get(code="leaf")
    cancel_award(award=leaf, reason="It moved away", version=leaf.version, by=SHELL, at=AT)
    package = package_of(chain.network)
    assert {one["id"]: one["amountAwarded"] for one in package["grants"]} == {
        "360G-river-leaf": 0,
        "360G-river-top": Decimal("1178571.43"),
    }


def test_g1_five_grantees_and_their_contractors_agree_with_the_tree_and_are_valid():
    tree = BestStartTree(address="best_start")
    tree.contractors(tree.regions())
    package = package_of(tree.network)
    assert list(wrong_in_package(package)) == []
    by_id = {one["id"]: one for one in package["grants"]}

    def depth(grant):
        return 0 if "relatedActivity" not in grant else 1 + depth(by_id[grant["relatedActivity"][0]])

    told: dict[int, list] = {}
    for grant in package["grants"]:
        told.setdefault(depth(grant), []).append(grant)
    now = {(one.depth, one.count, Decimal(one.awarded) / 100) for one in tier_totals(tree_of(tree.network))}
    assert {(tier, len(some), sum(g["amountAwarded"] for g in some)) for tier, some in told.items()} == now
    assert [len(told[tier]) for tier in (0, 1, 2)] == [1, 5, 26]
    assert {grant["regrantType"] for grant in told[2]} == {"FRG070"}
    assert {grant["regrantType"] for grant in told[0] + told[1]} == {"FRG020"}
    assert len({place["name"] for grant in told[1] for place in grant["beneficiaryLocation"]}) == 14
    assert all("recipientOrganization" in grant for grant in package["grants"])
    if STANDARD.is_dir():
        assert official(json.loads(exact_json(package))) == []


@NEEDS_STANDARD
def test_the_official_schema_takes_what_we_export_and_the_sample(chain):
    assert official(json.loads(exported(chain.network))) == []
    sample = read_exactly((STANDARD.parent / "360giving_sample_invented.json").read_text())
    assert list(wrong_in_package(sample)) == [] == official(sample)


WRONG = [
    ("grants[0].title", lambda p, g: g.pop("title")),
    ("grants[0].awardDate", lambda p, g: g.update(awardDate="03/07/2024")),
    ("grants[0].awardDate", lambda p, g: g.update(awardDate="2024-13-01")),
    ("grants[0].amountAwarded", lambda p, g: g.update(amountAwarded="12,500")),
    ("grants[0].currency", lambda p, g: g.update(currency="usd")),
    ("grants[0].fundingOrganization", lambda p, g: g.update(fundingOrganization=[])),
    ("grants[0].fundingOrganization[0].name", lambda p, g: g["fundingOrganization"][0].pop("name")),
    ("grants[0]", lambda p, g: g.pop("recipientOrganization")),
    ("grants[0]", lambda p, g: g.update(recipientIndividual={"id": "x", "name": "Somebody"})),
    ("grants[0].dateModified", lambda p, g: g.update(dateModified="2024-01-01")),
    ("grants[0].regrantType", lambda p, g: g.update(regrantType="FRG080")),
    ("grants[0].plannedDates[0].duration", lambda p, g: g["plannedDates"][0].update(duration=-1)),
    ("grants[1].id", lambda p, g: g.update(id=p["grants"][1]["id"])),
    ("grants", lambda p, g: p.update(grants=[])),
    ("version", lambda p, g: p.update(version="two")),
    ("publisher.name", lambda p, g: p.update(publisher={})),
]


def test_our_schema_refuses_each_of_sixteen_wrong_packages_and_says_where(chain):
    text = exported(chain.network)
    for where, spoil in WRONG:
        package = read_exactly(text)
        spoil(package, package["grants"][0])
        assert [one.where for one in wrong_in_package(package)] == [where], where
    for nonsense in (None, [], 5, {"grants": None}, {"grants": [None, 5, {}]}):
        assert list(wrong_in_package(nonsense))


def test_no_schema_refers_to_another_place():
    assert "http" not in SCHEMA.read_text().replace(
        "https://json-schema.org/draft/2020-12/schema", ""
    ).replace("^https?://", "").replace("http:// or https://", "")
    assert validator_of(SCHEMA).format_checker is not None


def test_every_column_of_money_is_told_or_named_as_lost():
    for label, lost in giving_360.LOST.items():
        fields = apps.get_model(label)._meta.concrete_fields
        columns = {field.attname for field in fields if not field.primary_key} - {
            "key", "version", "network_id", "award_id"
        }  # fmt: skip
        assert giving_360.TOLD[label] | set(lost) == columns, label
        assert not giving_360.TOLD[label] & set(lost), label
    assert all(apps.get_model(label) for label in giving_360.LOST_TABLES)
    assert len(giving_360.lost()) > 10


# --- round trips ---


def test_it_comes_through_flattentool_and_back(chain, tmp_path):
    flattentool = pytest.importorskip("flattentool", reason="flattentool is not installed")
    before = json.loads(exported(chain.network))
    (tmp_path / "grants.json").write_text(json.dumps(before))
    flat, again = tmp_path / "flat", tmp_path / "again.json"
    flattentool.flatten(
        str(tmp_path / "grants.json"), output_name=str(flat), output_format="csv", root_list_path="grants",
        main_sheet_name="grants",
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO((flat / "grants.csv").read_text())))
    assert {row["id"]: row["amountAwarded"] for row in rows}["360G-river-top"] == "1178571.43"
    flattentool.unflatten(
        str(flat), input_format="csv", output_name=str(again), root_list_path="grants", id_name="id",
        schema=_local_schema(tmp_path) if STANDARD.is_dir() else "",
    )  # fmt: skip
    grants = json.loads(again.read_text())["grants"]
    assert {one["id"] for one in grants} == {one["id"] for one in before["grants"]}
    assert _in_order(grants) == _in_order(before["grants"])


def _local_schema(folder):
    path = folder / "schema.json"
    path.write_bytes((STANDARD / "360-giving-schema.json").read_bytes())
    return str(path)


def _in_order(value):
    """The value with mappings by key and numbers as they count: a table knows neither order nor kind of number."""
    if isinstance(value, dict):
        return {key: _in_order(one) for key, one in sorted(value.items())}
    if isinstance(value, list):
        return sorted((_in_order(one) for one in value), key=str)
    try:
        return Decimal(str(value)).normalize()
    except ArithmeticError:
        return value


def test_what_leaves_comes_in_elsewhere_with_its_tiers_places_and_cents(chain, settings):
    text = exported(chain.network)
    an_empty_installation()
    clock_stands_at(settings, AT)
    network = a_network(address="river", name="River coalition")
    for name in ("Mill", "Dam"):
        add_community(network=network, name=name, by=convener_of(network), at=AT)
    add_priority(network=network, code="IP", name="Infants", by=convener_of(network), at=AT)
    client = client_of(the_person_with(network, "facilitator"))
    run = brought(client, network, "grants", text.encode(), name="river.json")
    assert counted(run) == (2, 0, 0, 0)
    leaf = Award.objects.get(code="leaf")
    assert (leaf.parent.code, leaf.cents, leaf.label, leaf.regrant) == ("top", 50, "made_up", "FRG010")
    assert (leaf.parent.priority.code, leaf.parent.purpose, leaf.parent.regrant) == (
        "IP",
        "Coaching for two places",
        "",
    )
    assert dict(leaf.parent.places.values_list("community__name", "cents")) == {
        "Mill": 100_000_01,
        "Dam": None,
    }
    assert counted(brought(client, network, "grants", text.encode(), name="river.json")) == (0, 0, 2, 0)


@settings(
    max_examples=6, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    cents=some.integers(min_value=40, max_value=10**15),
    weights=some.lists(some.integers(min_value=1, max_value=10**6), min_size=1, max_size=6),
    places=some.integers(min_value=1, max_value=4),
)
def test_random_trees_keep_every_cent_from_export_to_import(cents, weights, places):
    with transaction.atomic():
        _move(cents, weights, places)
        transaction.set_rollback(True)


def _move(cents, weights, places):
    network, other = a_network(), a_network()
    by = convener_of(network)
    for one in (network, other):
        for number in range(places):
            add_community(network=one, name=f"Place {number}", by=convener_of(one), at=AT)
    bodies = [
        add_organization(network=network, name=f"Body {n}", by=by, at=AT) for n in range(len(weights) + 2)
    ]
    shares = [share for share in split_by(cents, weights) if share]
    grounds = list(network.communities.order_by("name").values_list("pk", flat=True))
    listed = [ListedAward("top", "Top", bodies[0], bodies[1], cents, date(2025, 1, 15))]
    for number, share in enumerate(shares):
        parts = dict(zip(grounds, split_by(share, [1] * places), strict=True))
        listed.append(
            ListedAward(f"c{number}", f"Child {number}", bodies[1], bodies[number + 2], share, date(2025, 1, 15),
                        parent="top", places=parts)
        )  # fmt: skip
    bring_in_awards(network=network, listed=listed, source="list", by=by, at=AT)
    text = exported(network)
    run = brought(
        client_of(the_person_with(other, "facilitator")), other, "grants", text.encode(), name="a.json"
    )
    assert counted(run) == (len(listed), 0, 0, 0)
    found = other.awards.select_related("parent").prefetch_related("places__community")
    told = {(one.title, one.cents, one.parent and one.parent.title, _places(one)) for one in found}
    stood = network.awards.select_related("parent").prefetch_related("places__community")
    assert told == {(one.title, one.cents, one.parent and one.parent.title, _places(one)) for one in stood}
    assert sum(one.cents for one in found if one.parent) == cents


def _places(award):
    return tuple(sorted((one.community.name, one.cents) for one in award.places.all()))


# --- pages and commands ---


def test_members_take_it_and_everybody_does_where_the_money_is_shown(chain):
    page = reverse("money_files", args=["river"])
    told = chain.clients["Mill contractor"].get(page).content.decode()
    assert "This is the network’s short address, not a registered prefix" in told
    assert "Look at this again before you publish" in told
    assert "Which seats decided, and the interests they declared." in told
    for name, form in (("money_360giving", "360giving"), ("money_common_grants", "common-grants")):
        answer = chain.clients["Mill contractor"].get(reverse(name, args=["river"]))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
        assert f'filename="river-{form}.json"' in answer["Content-Disposition"]
    openly = reverse("open_money_360giving", args=["river"])
    assert Client().get(openly).status_code == 404
    assert Client().get(page).status_code in (302, 404)
    chain.show_money(publisher_prefix="b_river")
    answer = Client().get(openly)
    assert b'"360G-b_river-top"' in answer.content
    assert "registered" not in chain.keeper.get(page).content.decode()
    assert b'"commonGrants"' in Client().get(reverse("open_money_common_grants", args=["river"])).content


def test_where_nothing_was_awarded_the_page_says_so_and_no_empty_file_is_made():
    network = a_network(address="empty")
    client = client_of(the_person_with(network, "convener"))
    assert "Nothing was awarded yet" in client.get(reverse("money_files", args=["empty"])).content.decode()
    assert client.get(reverse("money_360giving", args=["empty"])).status_code == 409
    with pytest.raises(NothingAwarded):
        exported(network)


def test_the_commands_write_and_look_at_a_file(chain, tmp_path):
    out, said = tmp_path / "grants.json", io.StringIO()
    call_command("export_360", "river", out=out, stdout=said)
    assert "2 grants of River coalition" in said.getvalue()
    assert "Not in it: The history of an award" in said.getvalue()
    assert out.read_text() == exported(chain.network)
    said = io.StringIO()
    call_command("check_360", out, stdout=said)
    assert "2 grants, 0 wrong" in said.getvalue()
    out.write_text(out.read_text().replace('"2025-01-15"', '"03/07/2024"'))
    said = io.StringIO()
    with contextlib.suppress(SystemExit):
        call_command("check_360", out, stdout=said)
    assert "wrong: grants[0].awardDate: It must be a day such as 2026-03-05" in said.getvalue()
    call_command("export_common_grants", "river", out=tmp_path / "awards.json", stdout=said)
    assert json.loads((tmp_path / "awards.json").read_text())["commonGrants"] == "0.4.0"
