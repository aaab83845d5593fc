"""CommonGrants 0.4.0: awards and organizations as a file that our schema and the protocol's own models take."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from konbit.exchange.common_grants.award_file import award_file_of
from konbit.exchange.common_grants.schema import wrong_in_award_file
from konbit.exchange.operations.exports import export_awards
from konbit.grants.models import Award
from konbit.grants.operations.awards import cancel_award
from tests.grants.makers import SHELL, Chain
from tests.makers import AT

pytestmark = pytest.mark.django_db

PROTOCOL = Path(__file__).parents[3] / "shared/standards/commongrants_0_4_0/openapi.yaml"


@pytest.fixture
def chain():
    chain = Chain(address="river")
    top = chain.award(cents=117_857_143, code="top", purpose="Coaching")
    chain.award("North grantee", "Mill contractor", 50, parent=top, code="leaf", label="made_up")
    leaf = chain.award("North grantee", "Dam contractor", 50, parent=top, code="gone")
    cancel_award(award=leaf, reason="It moved away", version=leaf.version, by=SHELL, at=AT)
    return chain


def test_awards_and_organizations_are_told_with_amounts_as_texts(chain):
    text = export_awards(network=chain.network, form="common-grants", by=SHELL, at=AT)
    told = json.loads(text)
    assert list(wrong_in_award_file(told)) == []
    gone, leaf, top = told["awards"]
    assert top["funding"]["awardedAmount"] == {"amount": "1178571.43", "currency": "USD"}
    assert top["status"] == {"value": "awarded"}
    assert gone["status"] == {"value": "cancelled"}
    assert top["keyDates"]["periodOfPerformance"]["endDate"] == "2026-12-31"
    assert top["recipientOrganizations"] == leaf["funders"]
    assert {one["name"] for one in told["organizations"]} == {
        "Funder", "North grantee", "Mill contractor", "Dam contractor"
    }  # fmt: skip
    fields = told["customFields"]
    assert {"award": leaf["id"], "from": top["id"], "regrantType": "FRG070"} in fields["passedOn"]["value"]
    assert fields["labels"]["value"] == [{"award": leaf["id"], "label": "made_up", "says": "Made up"}]
    assert "parent" not in text, "the protocol's parent is an amendment, and money passed on is none"
    assert "Person of" not in text
    assert export_awards(network=chain.network, form="common-grants", by=SHELL, at=AT) == text


def test_every_award_loads_in_the_protocols_own_models(chain):
    models = pytest.importorskip(
        "common_grants_sdk.schemas.pydantic", reason="common-grants-sdk is not installed"
    )
    for award in json.loads(json.dumps(award_file_of(chain.network)))["awards"]:
        loaded = models.AwardBase.model_validate(award)
        assert str(loaded.funding.awarded_amount.amount) == award["funding"]["awardedAmount"]["amount"]
    with pytest.raises(ValueError, match="pattern"):
        models.OrgIds.model_validate({"org:us:ein": {"id": "12-3456789"}})


@pytest.mark.skipif(
    not PROTOCOL.is_file(), reason=f"{PROTOCOL} is not here: the official description was not asked"
)
def test_the_official_description_takes_every_award_and_organization(chain):
    described = yaml.safe_load(PROTOCOL.read_text())
    registry = Registry().with_resource(
        "urn:protocol",
        Resource.from_contents({"$schema": "https://json-schema.org/draft/2020-12/schema", **described}),
    )
    told = award_file_of(chain.network)
    for name, records in (("AwardBase", told["awards"]), ("OrganizationBase", told["organizations"])):
        reference = {"$ref": f"urn:protocol#/components/schemas/CommonGrants.Models.{name}"}
        checker = Draft202012Validator.FORMAT_CHECKER
        validator = Draft202012Validator(reference, registry=registry, format_checker=checker)
        for record in records:
            assert list(validator.iter_errors(record)) == []
    assert list(validator.iter_errors({"name": "No id"}))


WRONG = [
    lambda told, award: told.update(commonGrants="0.3.0"),
    lambda told, award: award.pop("funders"),
    lambda told, award: award.update(id="not-a-uuid"),
    lambda told, award: award["funding"]["awardedAmount"].update(amount=5),
    lambda told, award: award["funding"]["awardedAmount"].update(amount="1,000"),
    lambda told, award: award["status"].update(value="active"),
    lambda told, award: award["keyDates"]["awardDate"].update(date="03/07/2024"),
    lambda told, award: award.update(createdAt="yesterday"),
    lambda told, award: award.update(recipientIndividual={"name": "Somebody"}),
    lambda told, award: told["organizations"][0].update(identifiers={"org:us:ein": {"id": "12-3456789"}}),
    lambda told, award: told["organizations"][0].update(emails={"primary": "a@example.org"}),
    lambda told, award: told.update(awards=[]),
]


def test_our_schema_refuses_each_of_twelve_wrong_files(chain):
    text = json.dumps(award_file_of(chain.network), default=str)
    for spoil in WRONG:
        told = json.loads(text)
        spoil(told, told["awards"][0])
        assert len(list(wrong_in_award_file(told))) == 1, spoil


def test_an_award_without_a_step_in_its_history_still_has_its_moments(chain):
    Award.objects.get(code="leaf").changes.all().delete()
    leaf = award_file_of(chain.network)["awards"][1]
    assert leaf["createdAt"] == leaf["lastModifiedAt"] == "2025-01-15T00:00:00Z"
