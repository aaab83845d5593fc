"""The shared future: write a version, publish it, and stand behind it as an organization."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.foundation.texts import written
from konbit.network.models import Group, Organization
from konbit.network.queries import seats_held
from konbit.results import policies
from konbit.results.models import Affirmation, Statement
from konbit.results.queries import draft_of, newest_statement, standing_behind, text_of


class StatementSaysNothing(Refusal):
    code, kind, field = "statement_says_nothing", Kind.UNREADABLE, "text"
    says = _("Write what the members want to have brought about together.")


class StatementBelongsToTheNetwork(Refusal):
    code = "statement_belongs_to_the_network"
    says = _("The shared future belongs to the whole network. Write it there, not in the group “%(group)s”.")


@transaction.atomic
def write_statement(*, network: Group, text: str, version: int, by: Actor, at: datetime) -> Statement:
    """Write the next version of the shared future, or go on writing it. It stays a draft until it is published.

    `version` is the draft's that the page showed, 0 for none.

    Raises:
        StatementBelongsToTheNetwork: the group lies inside a network.
        StatementSaysNothing: the text is empty.
        ChangedMeanwhile: somebody else wrote on the draft.
    """
    require(policies.may_keep_register(by, network))
    if network.parent_id is not None:
        raise StatementBelongsToTheNetwork(group=network.name)
    # One after the other: two people who begin at once get one draft.
    network = Group.objects.select_for_update().get(pk=network.pk)
    text = text.strip()
    if not text:
        raise StatementSaysNothing
    draft = draft_of(network)
    if draft is not None and text_of(draft) == text:
        return draft
    if version != (draft.version if draft else 0):
        raise ChangedMeanwhile(
            theirs={"text": text_of(draft) if draft else ""}, version=draft.version if draft else 0
        )
    if draft is None:
        newest = newest_statement(network)
        draft = Statement(network=network, number=newest.number + 1 if newest else 1, version=0)
    draft.text = written(text, network.language)
    draft.version += 1
    draft.save()
    write_entry(
        "results.write_statement", about=draft, by=by, at=at, group_id=network.pk, fields=["number", "text"]
    )
    return draft


class StatementSaysTheSame(Refusal):
    code = "statement_says_the_same"
    says = _(
        "Nothing differs from version %(number)s, so there is no new version to publish. Change a word first."
    )


@transaction.atomic
def publish_statement(*, statement: Statement, version: int, by: Actor, at: datetime) -> Statement:
    """Publish a draft: from now on its words never change, and organizations can affirm it.

    Sent twice, it is published once.

    Raises:
        StatementSaysTheSame: the version before says the same words.
        ChangedMeanwhile: somebody wrote on the draft after this person read it.
    """
    statement = (
        Statement.objects.select_for_update(of=("self",)).select_related("network").get(pk=statement.pk)
    )
    network = statement.network
    require(policies.may_publish_statement(by, network))
    if statement.published_at is not None:
        return statement
    newest = newest_statement(network)
    if newest is not None and text_of(newest) == text_of(statement):
        raise StatementSaysTheSame(number=newest.number)
    if statement.version != version:
        raise ChangedMeanwhile(theirs={}, version=statement.version)
    statement.published_at, statement.published_by_id = at, by.person_id
    statement.version += 1
    statement.save(update_fields=["published_at", "published_by", "version"])
    write_entry(
        "results.publish_statement",
        about=statement,
        by=by,
        at=at,
        group_id=network.pk,
        fields=["published_at"],
    )
    return statement


class StatementIsADraft(Refusal):
    code = "statement_is_a_draft"
    says = _("Version %(number)s is still being written. It can be affirmed once it is published.")


class NewerStatementStands(Refusal):
    code = "newer_statement_stands"
    says = _("Version %(newest)s was published meanwhile. Read it, then affirm that one.")


@transaction.atomic
def affirm_statement(
    *, statement: Statement, organization: Organization, by: Actor, at: datetime
) -> Affirmation:
    """Stand behind the newest version for an organization, as the holder of its seat. Sent twice, it stands once.

    Raises:
        StatementIsADraft: the version was not published.
        NewerStatementStands: a later version was published.
    """
    require(policies.may_affirm_for(by, organization))
    # One after the other with publishing: who affirms has read the newest version.
    statement = (
        Statement.objects.select_for_update(of=("self",)).select_related("network").get(pk=statement.pk)
    )
    network = statement.network
    if statement.published_at is None:
        raise StatementIsADraft(number=statement.number)
    newest = newest_statement(network)
    if newest is None or newest.pk != statement.pk:
        raise NewerStatementStands(newest=newest.number if newest else statement.number)
    there = standing_behind(statement).get(organization.pk)
    if there is not None:
        return there
    with translation.override(network.language):
        here = Actor(person_id=by.person_id, memberships=by.in_this_group(network.pk))
        acted_as = ", ".join(seats_held(here))[:300]
    affirmation = Affirmation.objects.create(
        statement=statement,
        organization=organization,
        at=at,
        person_id=by.person_id,
        acted_as=acted_as,
        label="made_up" if network.is_example else "",
    )
    write_entry(
        "results.affirm_statement",
        about=affirmation,
        by=by,
        at=at,
        group_id=network.pk,
        fields=["statement", "organization"],
    )
    return affirmation


@transaction.atomic
def withdraw_affirmation(*, affirmation: Affirmation, by: Actor, at: datetime) -> Affirmation:
    """The organization no longer stands behind this version; that it did stays written down. Sent twice, it counts once."""
    affirmation = (
        Affirmation.objects.select_for_update(of=("self",))
        .select_related("organization__network", "statement__network")
        .get(pk=affirmation.pk)
    )
    require(policies.may_affirm_for(by, affirmation.organization))
    if affirmation.withdrawn_at is not None:
        return affirmation
    affirmation.withdrawn_at = at
    affirmation.save(update_fields=["withdrawn_at"])
    write_entry(
        "results.withdraw_affirmation",
        about=affirmation,
        by=by,
        at=at,
        group_id=affirmation.statement.network_id,
        fields=["withdrawn_at"],
    )
    return affirmation
