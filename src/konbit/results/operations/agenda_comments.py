"""Comments of organizations on a community's change agenda, and what the community makes of them."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.network.models import Organization
from konbit.results import policies, words
from konbit.results.acting import acting_words
from konbit.results.agenda_writing import AgendaIsClosed, note, open_agenda
from konbit.results.models import AgendaComment, ChangeAgenda, LongTermOutcome, Strategy


class CommentSaysNothing(Refusal):
    code, kind, field = "comment_says_nothing", Kind.UNREADABLE, "text"
    says = _("Write what your organization says about this change agenda.")


class CommentOnAnotherAgenda(Refusal):
    code, kind, field = "comment_on_another_agenda", Kind.UNREADABLE, "strategy"
    says = _("This strategy stands in another change agenda. Choose one of this one.")


class AsksAboutAnothersOutcome(Refusal):
    code, kind, field = "asks_about_anothers_outcome", Kind.UNREADABLE, "asks_about"
    says = _("An organization asks about its own long-term outcomes. Choose one of them, or none.")


@transaction.atomic
def comment_on_agenda(
    *,
    agenda: ChangeAgenda,
    organization: Organization,
    text: str,
    by: Actor,
    at: datetime,
    strategy: Strategy | None = None,
    asks_about: LongTermOutcome | None = None,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> AgendaComment:
    """Comment on a change agenda in an organization's name. A funder may ask whether a strategy meets its outcome.

    Raises:
        AgendaIsClosed: nobody comments on it any more.
        CommentSaysNothing: it is empty.
        CommentOnAnotherAgenda: the strategy is not one of this agenda.
        AsksAboutAnothersOutcome: the outcome is another organization's.
    """
    community = agenda.community
    require(policies.may_comment_for(by, organization, community.network))
    agenda = ChangeAgenda.objects.select_for_update().get(pk=agenda.pk)
    if agenda.closed_at is not None:
        raise AgendaIsClosed
    if key and (there := AgendaComment.objects.filter(key=key, agenda=agenda).first()):
        return there
    if not text.strip():
        raise CommentSaysNothing
    if strategy is not None and strategy.agenda_id != agenda.pk:
        raise CommentOnAnotherAgenda
    if asks_about is not None and asks_about.funder_id != organization.pk:
        raise AsksAboutAnothersOutcome
    comment = AgendaComment.objects.create(
        agenda=agenda,
        strategy=strategy,
        organization=organization,
        text=text.strip(),
        asks_about=asks_about,
        at=at,
        person_id=by.person_id,
        acted_as=acting_words(by, community.network) or organization.name,
        key=key or uuid4(),
        label=label,
        source=source,
    )
    note("results.comment_on_agenda", comment, agenda, ["text"], by=by, at=at)
    return comment


class CommentWasAnswered(Refusal):
    code = "comment_was_answered"
    says = _("The community has answered this comment, so it stays. Write another one.")


@transaction.atomic
def withdraw_comment(*, comment: AgendaComment, by: Actor, at: datetime) -> AgendaComment:
    """The organization takes back a comment that nobody has answered.

    Raises:
        CommentWasAnswered: the community has answered it.
    """
    comment = (
        AgendaComment.objects.select_for_update(of=("self",))
        .select_related("agenda__community__network", "organization")
        .get(pk=comment.pk)
    )
    require(policies.may_comment_for(by, comment.organization, comment.agenda.community.network))
    if comment.state != "open":
        raise CommentWasAnswered
    if comment.withdrawn_at is None:
        comment.withdrawn_at = at
        comment.version += 1
        comment.save(update_fields=["withdrawn_at", "version"])
        note("results.withdraw_comment", comment, comment.agenda, ["withdrawn_at"], by=by, at=at)
    return comment


class CommentNeedsAnswer(Refusal):
    code, kind, field = "comment_needs_answer", Kind.UNREADABLE, "answer"
    says = _("Say what becomes of it: adopted or not adopted.")


class NotAdoptedNeedsReason(Refusal):
    code, kind, field = "not_adopted_needs_reason", Kind.UNREADABLE, "because"
    says = _("A comment that is not adopted gets a reason. Write why in one sentence.")


class CommentIsInAVersion(Refusal):
    code = "comment_is_in_a_version"
    says = _("Version %(number)s names this comment as adopted, so this answer stands.")


class CommentWasWithdrawn(Refusal):
    code = "comment_was_withdrawn"
    says = _("This comment was taken back by the organization that wrote it.")


@transaction.atomic
def answer_comment(
    *, comment: AgendaComment, answer: str, version: int, by: Actor, at: datetime, because: str = ""
) -> AgendaComment:
    """Adopt a comment, or say why not. The next version that is published names it as adopted.

    Raises:
        NotAllowed: the person is not of the community partnership.
        AgendaIsClosed: nothing is written on it any more.
        CommentNeedsAnswer, NotAdoptedNeedsReason: the answer is not whole.
        CommentIsInAVersion, CommentWasWithdrawn: there is nothing to answer any more.
        ChangedMeanwhile: somebody answered it since `version`.
    """
    agenda = open_agenda(comment.agenda, by)
    comment = (
        AgendaComment.objects.select_for_update(of=("self",))
        .select_related("adopted_in", "organization")
        .get(pk=comment.pk)
    )
    if comment.adopted_in is not None:
        raise CommentIsInAVersion(number=comment.adopted_in.number)
    if comment.withdrawn_at is not None:
        raise CommentWasWithdrawn
    if answer not in words.COMMENT_STATES or answer == "open":
        raise CommentNeedsAnswer
    if answer == "not_adopted" and not because.strip():
        raise NotAdoptedNeedsReason
    if comment.version != version:
        theirs = {"answer": comment.state, "because": comment.because}
        raise ChangedMeanwhile(theirs=theirs, version=comment.version)
    comment.state, comment.because, comment.answered_at = answer, because.strip(), at
    comment.version += 1
    comment.save(update_fields=["state", "because", "answered_at", "version"])
    note("results.answer_comment", comment, agenda, ["state", "because"], by=by, at=at)
    return comment
