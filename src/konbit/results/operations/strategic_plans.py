"""A funder's strategy: its versions with what changed, and the log of who was consulted about each."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.network.models import Group, Organization
from konbit.network.queries import day_in
from konbit.results import policies
from konbit.results.models import Consultation, PlanVersion, StrategicPlan
from konbit.results.queries.strategic_plans import draft_of, newest_version


class PlanNeedsName(Refusal):
    code, kind, field = "plan_needs_name", Kind.UNREADABLE, "name"
    says = _("Write what the plan is called.")


class PlanOfAnotherNetwork(Refusal):
    code, kind, field = "plan_of_another_network", Kind.UNREADABLE, "funder"
    says = _("The funder belongs to another network. Choose one of this network.")


@transaction.atomic
def found_plan(
    *,
    network: Group,
    funder: Organization,
    name: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> StrategicPlan:
    """Begin a funder's strategic plan. Its text is written version by version. Sent twice, it stands once.

    Raises:
        PlanNeedsName: it has no name.
        PlanOfAnotherNetwork: the funder is another network's.
    """
    require(policies.may_keep_for_funder(by, funder))
    if key and (there := StrategicPlan.objects.filter(key=key, network=network).first()):
        return there
    if not name.strip():
        raise PlanNeedsName
    if funder.network_id != network.pk:
        raise PlanOfAnotherNetwork
    plan = StrategicPlan.objects.create(
        network=network, funder=funder, name=name.strip(), key=key or uuid4(), label=label, source=source
    )
    _note("results.found_plan", plan, plan, ["name"], by=by, at=at)
    return plan


class PlanSaysNothing(Refusal):
    code, kind, field = "plan_says_nothing", Kind.UNREADABLE, "text"
    says = _("Write what the funder means to do.")


@transaction.atomic
def write_version(
    *,
    plan: StrategicPlan,
    text: str,
    version: int,
    by: Actor,
    at: datetime,
    what_changed: str = "",
    label: str = "",
    source: str = "",
) -> PlanVersion:
    """Write the next version of a plan, or go on writing it. It stays a draft until it is published.

    `version` is the draft's that the page showed, 0 for none.

    Raises:
        PlanSaysNothing: the text is empty.
        ChangedMeanwhile: somebody else wrote on the draft.
    """
    plan = _locked(plan, by)
    draft, newest = draft_of(plan), newest_version(plan)
    if not text.strip():
        raise PlanSaysNothing
    said = (text.strip(), what_changed.strip())
    if draft is not None and (draft.text, draft.what_changed) == said:
        return draft
    if version != (draft.version if draft else 0):
        theirs = {"text": draft.text, "what_changed": draft.what_changed} if draft else {}
        raise ChangedMeanwhile(theirs=theirs, version=draft.version if draft else 0)
    draft = draft or PlanVersion(
        plan=plan, number=newest.number + 1 if newest else 1, version=0, label=label, source=source
    )
    draft.text, draft.what_changed = said
    draft.version += 1
    draft.save()
    _note("results.write_plan_version", draft, plan, ["text", "what_changed"], by=by, at=at)
    return draft


class PlanVersionSaysTheSame(Refusal):
    code = "plan_version_says_the_same"
    says = _("Nothing differs from version %(number)s, so there is no new version to publish.")


class ChangeIsNotNamed(Refusal):
    code, kind = "change_is_not_named", Kind.UNREADABLE
    says = _("Say in a sentence what changed since version %(number)s, then publish it.")


@transaction.atomic
def publish_version(*, plan_version: PlanVersion, version: int, by: Actor, at: datetime) -> PlanVersion:
    """Publish a draft: from now on its words never change. Sent twice, it is published once.

    Raises:
        PlanVersionSaysTheSame: the version before says the same words.
        ChangeIsNotNamed: nobody said what changed since the version before.
        ChangedMeanwhile: somebody wrote on the draft after this person read it.
    """
    plan = _locked(plan_version.plan, by)
    draft = PlanVersion.objects.select_for_update().get(pk=plan_version.pk)
    if draft.published_at is not None:
        return draft
    newest = newest_version(plan)
    if newest is not None and newest.text == draft.text:
        raise PlanVersionSaysTheSame(number=newest.number)
    if newest is not None and not draft.what_changed:
        raise ChangeIsNotNamed(number=newest.number)
    if draft.version != version:
        raise ChangedMeanwhile(theirs={}, version=draft.version)
    draft.published_at, draft.published_by_id = at, by.person_id
    draft.version += 1
    draft.save(update_fields=["published_at", "published_by", "version"])
    _note("results.publish_plan_version", draft, plan, ["published_at"], by=by, at=at)
    return draft


class ConsultationNeedsWho(Refusal):
    code, kind, field = "consultation_needs_who", Kind.UNREADABLE, "who"
    says = _("Write who was asked.")


class ConsultationNeedsWords(Refusal):
    code, kind, field = "consultation_needs_words", Kind.UNREADABLE, "said"
    says = _("Write what they said.")


class ConsultationLiesAhead(Refusal):
    code, kind, field = "consultation_lies_ahead", Kind.UNREADABLE, "on"
    says = _("%(typed)s is still to come. Write the day on which they were asked, up to %(today)s.")


class VersionIsPublished(Refusal):
    code = "version_is_published"
    says = _(
        "Version %(number)s is published, so its log is closed. Begin the next version, and write it there."
    )


@transaction.atomic
def add_consultation(
    *,
    plan_version: PlanVersion,
    who: str,
    on: date,
    said: str,
    by: Actor,
    at: datetime,
    became: str = "",
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Consultation:
    """Write who was asked about the version being written, when, what they said and what became of it.

    Raises:
        VersionIsPublished: the version never changes any more.
        ConsultationNeedsWho, ConsultationNeedsWords, ConsultationLiesAhead: it is not whole.
    """
    plan = _locked(plan_version.plan, by)
    draft = PlanVersion.objects.select_for_update().get(pk=plan_version.pk)
    if key and (there := Consultation.objects.filter(key=key, plan_version=draft).first()):
        return there
    if draft.published_at is not None:
        raise VersionIsPublished(number=draft.number)
    if not who.strip():
        raise ConsultationNeedsWho
    if not said.strip():
        raise ConsultationNeedsWords
    today = day_in(plan.network, at)
    if on > today:
        raise ConsultationLiesAhead(typed=on.isoformat(), today=today.isoformat())
    consultation = Consultation.objects.create(
        plan_version=draft,
        who=who.strip(),
        on=on,
        said=said.strip(),
        became=became.strip(),
        written_by_id=by.person_id,
        written_at=at,
        key=key or uuid4(),
        label=label,
        source=source,
    )
    _note("results.add_consultation", consultation, plan, ["who", "said", "became"], by=by, at=at)
    return consultation


class BecameNeedsWords(Refusal):
    code, kind, field = "became_needs_words", Kind.UNREADABLE, "became"
    says = _("Write what became of it.")


class BecameIsSaid(Refusal):
    code = "became_is_said"
    says = _("What became of it was said, and the version is published: it stands as it is.")


@transaction.atomic
def say_what_became(*, consultation: Consultation, became: str, by: Actor, at: datetime) -> Consultation:
    """Say what became of what somebody said. That can still be said after the version was published, once.

    Raises:
        BecameNeedsWords: nothing was written.
        BecameIsSaid: it was said before the version was published, or once after.
    """
    plan = _locked(consultation.plan_version.plan, by)
    consultation = (
        Consultation.objects.select_for_update(of=("self",))
        .select_related("plan_version")
        .get(pk=consultation.pk)
    )
    if not became.strip():
        raise BecameNeedsWords
    if consultation.became == became.strip():
        return consultation
    if consultation.became and consultation.plan_version.published_at is not None:
        raise BecameIsSaid
    consultation.became = became.strip()
    consultation.save(update_fields=["became"])
    _note("results.say_what_became", consultation, plan, ["became"], by=by, at=at)
    return consultation


def _locked(plan: StrategicPlan, by: Actor) -> StrategicPlan:
    plan = (
        StrategicPlan.objects.select_for_update(of=("self",))
        .select_related("network", "funder__network")
        .get(pk=plan.pk)
    )
    require(policies.may_keep_for_funder(by, plan.funder))
    return plan


def _note(
    action: str,
    about: StrategicPlan | PlanVersion | Consultation,
    plan: StrategicPlan,
    fields: list[str],
    *,
    by: Actor,
    at: datetime,
) -> None:
    write_entry(action, about=about, by=by, at=at, group_id=plan.network_id, fields=fields)
