"""What deciding seats say about their ties to a recipient, and the network's rule for them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, NotFound, Refusal, require
from konbit.grants import policies
from konbit.grants.conditions import refuse_other_state, refuse_other_version
from konbit.grants.deciding import ask_seats
from konbit.grants.models import Award, Interest, MoneySettings
from konbit.grants.steps import hold, lock, note_act
from konbit.network.models import Group, Seat
from konbit.network.policies import may_convene
from konbit.results.changing import set_changed


@transaction.atomic
def choose_deciding(*, award: Award, seats: Iterable[Seat], version: int, by: Actor, at: datetime) -> Award:
    """Say which seats decide a proposed award. A seat that has answered stays: what it said is not lost.

    Raises:
        SeatCannotDecide: a seat is none of this network, or was closed.
        AwardIsInAnotherState: it was awarded or dropped.
        ChangedMeanwhile: somebody saved the award since `version`.
    """
    award = hold(award, by, policies.gives)
    refuse_other_state(award, "proposed")
    asked = award.interests.values_list("seat_id", flat=True)
    refuse_other_version(award, version, deciding=[str(pk) for pk in asked])
    seats = list(seats)
    award.interests.filter(answer="").exclude(seat__in=seats).delete()
    ask_seats(award, seats)
    award.version += 1
    award.save(update_fields=["version"])
    note_act(award, "grants.choose_deciding", ["deciding"], by=by, at=at)
    return award


class InterestNeedsAnswer(Refusal):
    code, kind, field = "interest_needs_answer", Kind.UNREADABLE, "answer"
    says = _("Say whether this seat has an interest in the recipient: no interest, or interest declared.")


class InterestNeedsWords(Refusal):
    code, kind, field = "interest_needs_words", Kind.UNREADABLE, "what"
    says = _("Say in one sentence what ties this seat to the recipient. It is shown with the award.")


@transaction.atomic
def answer_interest(
    *, award: Award, seat: Seat, answer: str, by: Actor, at: datetime, what: str = ""
) -> Interest:
    """Say for a deciding seat what ties it to the recipient of this one award. Until it is awarded, the answer may be
    given anew.

    Raises:
        NotFound: the seat was not asked.
        InterestNeedsAnswer, InterestNeedsWords: the answer, or what the interest is, is missing.
        AwardIsInAnotherState: the award is decided.
    """
    require(policies.may_answer_interest(by, seat))
    award = lock(award)
    refuse_other_state(award, "proposed")
    interest = award.interests.select_for_update(of=("self",)).filter(seat=seat).first()
    if interest is None:
        raise NotFound
    what = what.strip()
    if answer not in ("none", "declared"):
        raise InterestNeedsAnswer
    if answer == "declared" and not what:
        raise InterestNeedsWords
    interest.answer, interest.what = answer, what if answer == "declared" else ""
    interest.answered_at, interest.person_id = at, by.person_id
    interest.save(update_fields=["answer", "what", "answered_at", "person"])
    note_act(award, "grants.answer_interest", ["answer"], by=by, at=at)
    return interest


class RuleIsNotPrinted(Refusal):
    code, kind, field = "rule_is_not_printed", Kind.UNREADABLE, "interest_rule"
    says = _(
        "Where a seat with an interest may decide all the same, the public page says by which rule. Write it."
    )


@transaction.atomic
def set_money_settings(
    *,
    network: Group,
    is_public: bool,
    interest_rule: str,
    interested_may_decide: bool,
    publisher_prefix: str,
    version: int,
    by: Actor,
    at: datetime,
) -> MoneySettings:
    """Say whether everybody sees the network's money trail, and by which rule seats with an interest decide.

    Raises:
        RuleIsNotPrinted: they may decide, and no rule says so.
        NotAllowed: only a convener decides what the public sees.
        ChangedMeanwhile: somebody saved the settings since `version`.
    """
    require(policies.may_keep_money(by, network))
    settings, _is_new = MoneySettings.objects.select_for_update().get_or_create(network=network)
    if is_public != settings.is_public:
        require(may_convene(by, network))
    values = {
        "is_public": is_public,
        "interest_rule": interest_rule.strip(),
        "interested_may_decide": interested_may_decide,
        "publisher_prefix": publisher_prefix.strip(),
    }
    if interested_may_decide and not values["interest_rule"]:
        raise RuleIsNotPrinted
    fields = set_changed(settings, values, version)
    settings.save(update_fields=[*fields, "version"])
    write_entry("grants.set_money_settings", about=settings, by=by, at=at, group_id=network.pk, fields=fields)
    return settings
