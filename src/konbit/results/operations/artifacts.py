"""The register of documents, maps and forms: what was approved by whom and when, and who received it."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.attachments import ReadFile
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.network.models import Group, Organization
from konbit.network.operations.attachments import add_attachment
from konbit.network.queries import day_in
from konbit.results import policies
from konbit.results.changing import set_changed
from konbit.results.conditions import refuse_no_web_address
from konbit.results.models import Artifact, ArtifactReceipt


class ApprovedByNobody(Refusal):
    code, kind, field = "approved_by_nobody", Kind.UNREADABLE, "approved_by"
    says = _("“Approved” needs the body that approved it. Write which one, or choose “Draft”.")


class ApprovedOnNoDay(Refusal):
    code, kind, field = "approved_on_no_day", Kind.UNREADABLE, "approved_on"
    says = _("“Approved” needs the day on which it was approved. Write that day, or choose “Draft”.")


class ApprovalLiesAhead(Refusal):
    code, kind, field = "approval_lies_ahead", Kind.UNREADABLE, "approved_on"
    says = _("%(typed)s is still to come. Write a day up to %(today)s, or choose “Draft” until then.")


@transaction.atomic
def add_artifact(
    *,
    network: Group,
    name: str,
    kind: str,
    by: Actor,
    at: datetime,
    state: str = "draft",
    approved_by: str = "",
    approved_on: date | None = None,
    address: str = "",
    note: str = "",
    file: ReadFile | None = None,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Artifact:
    """Put a document, a map or a form on the register; its file may come with it.

    Raises:
        ApprovedByNobody, ApprovedOnNoDay, ApprovalLiesAhead: it is said to be approved, and not by whom and when.
        AddressIsNotOnTheWeb: nobody could follow its address.
    """
    require(policies.may_keep_register(by, network))
    if key and (there := Artifact.objects.filter(key=key).first()):
        return there
    artifact = Artifact(
        network=network,
        name=name.strip(),
        kind=kind,
        state=state,
        approved_by=approved_by.strip(),
        approved_on=approved_on,
        address=address,
        note=note.strip(),
        key=key or uuid4(),
        label=label,
        source=source,
    )
    _check(artifact, at)
    artifact.save(force_insert=True)
    _note(artifact, "results.add_artifact", ["name", "kind", "state"], by=by, at=at)
    if file is not None:
        add_attachment(kind="artifact", record_id=artifact.pk, file=file, by=by, at=at)
    return artifact


@transaction.atomic
def change_artifact(
    *,
    artifact: Artifact,
    version: int,
    name: str,
    kind: str,
    state: str,
    by: Actor,
    at: datetime,
    approved_by: str = "",
    approved_on: date | None = None,
    address: str = "",
    note: str = "",
) -> Artifact:
    """Say anew what it is, or that it was approved.

    Raises:
        ApprovedByNobody, ApprovedOnNoDay, ApprovalLiesAhead, AddressIsNotOnTheWeb: as when adding one.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    artifact = _locked(artifact, by)
    values = {
        "name": name.strip(),
        "kind": kind,
        "state": state,
        "approved_by": approved_by.strip(),
        "approved_on": approved_on,
        "address": address,
        "note": note.strip(),
    }
    fields = set_changed(artifact, values, version)
    _check(artifact, at)
    artifact.save(update_fields=[*fields, "version"])
    _note(artifact, "results.change_artifact", fields, by=by, at=at)
    return artifact


class ReceiverIsSomebody(Refusal):
    code, kind, field = "receiver_is_somebody", Kind.UNREADABLE, "receiver"
    says = _("Say who received it: choose an organization, or write another receiver.")


class ReceiverIsOne(Refusal):
    code, kind, field = "receiver_is_one", Kind.UNREADABLE, "receiver"
    says = _("One line holds one receiver. Choose an organization or write another receiver, not both.")


class ReceiverOfAnotherNetwork(Refusal):
    code, field = "receiver_of_another_network", "organization"
    says = _("This organization is in another network. Write its name as another receiver.")


class ReceiptLiesAhead(Refusal):
    code, kind, field = "receipt_lies_ahead", Kind.UNREADABLE, "received_on"
    says = _("%(typed)s is still to come. Write the day on which it was received, up to %(today)s.")


@transaction.atomic
def add_receiver(
    *,
    artifact: Artifact,
    received_on: date,
    by: Actor,
    at: datetime,
    organization: Organization | None = None,
    receiver: str = "",
    how: str = "",
    label: str = "",
    source: str = "",
) -> ArtifactReceipt:
    """Write down who received it, on which day and how. The same receiver on the same day stands once.

    Raises:
        ReceiverIsSomebody, ReceiverIsOne, ReceiverOfAnotherNetwork: who received it is not clear.
        ReceiptLiesAhead: the day is still to come.
    """
    artifact = _locked(artifact, by)
    receiver = receiver.strip()
    if organization is None and not receiver:
        raise ReceiverIsSomebody
    if organization is not None and receiver:
        raise ReceiverIsOne
    if organization is not None and organization.network_id != artifact.network_id:
        raise ReceiverOfAnotherNetwork
    today = day_in(artifact.network, at)
    if received_on > today:
        raise ReceiptLiesAhead(typed=received_on.isoformat(), today=today.isoformat())
    receipt, is_new = ArtifactReceipt.objects.get_or_create(
        artifact=artifact,
        organization=organization,
        receiver=receiver,
        received_on=received_on,
        defaults={"how": how.strip(), "label": label, "source": source},
    )
    if is_new:
        fields = ["organization", "receiver", "received_on", "how"]
        _note(artifact, "results.add_receiver", fields, by=by, at=at)
    return receipt


@transaction.atomic
def remove_receiver(*, receipt: ArtifactReceipt, by: Actor, at: datetime) -> None:
    """Take a receiver off the list who did not receive it after all."""
    artifact = _locked(receipt.artifact, by)
    deleted, _tables = ArtifactReceipt.objects.filter(pk=receipt.pk).delete()
    if deleted:
        _note(artifact, "results.remove_receiver", ["organization", "receiver"], by=by, at=at)


def _locked(artifact: Artifact, by: Actor) -> Artifact:
    artifact = Artifact.objects.select_for_update(of=("self",)).select_related("network").get(pk=artifact.pk)
    require(policies.may_keep_register(by, artifact.network))
    return artifact


def _check(artifact: Artifact, at: datetime) -> None:
    refuse_no_web_address(address=artifact.address)
    if artifact.state != "approved":
        return
    if not artifact.approved_by:
        raise ApprovedByNobody
    if artifact.approved_on is None:
        raise ApprovedOnNoDay
    today = day_in(artifact.network, at)
    if artifact.approved_on > today:
        raise ApprovalLiesAhead(typed=artifact.approved_on.isoformat(), today=today.isoformat())


def _note(artifact: Artifact, verb: str, fields: list[str], *, by: Actor, at: datetime) -> None:
    write_entry(verb, about=artifact, by=by, at=at, group_id=artifact.network_id, fields=fields)
