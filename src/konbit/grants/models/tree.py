"""The grant tree: awards with their terms and places, what changed in them, payments, spending and outside money."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from konbit.grants import words
from konbit.meetings.models import Decision
from konbit.network.models import Community, Group, Labeled, Organization, Seat
from konbit.results.models import Priority, Result, Strategy

PERSON = settings.AUTH_USER_MODEL


def an_id() -> Any:
    return models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


class MoneySettings(models.Model):
    """How a network keeps its money: whether everybody sees the trail, and who may decide."""

    network = models.OneToOneField(
        Group, on_delete=models.PROTECT, primary_key=True, related_name="money_settings"
    )
    is_public = models.BooleanField(default=False)
    # The rule printed on the public page. Empty: a seat with a declared interest steps aside.
    interest_rule = models.CharField(max_length=400, blank=True)
    # Whether, by that rule, a seat with a declared interest may decide all the same.
    interested_may_decide = models.BooleanField(default=False)
    # The publisher's prefix in the identifiers of 360Giving: 360G-<prefix>-<code>.
    publisher_prefix = models.SlugField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)


class Award(Labeled):
    """Money that one organization gives another for a term. Of what it holds, a recipient passes awards on."""

    id = an_id()
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="awards")
    # What it is passed on from; none: the top of a tree.
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    code = models.SlugField(max_length=60)
    title = models.CharField(max_length=300)
    purpose = models.TextField(blank=True)
    funder = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="awards_given")
    recipient = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="awards_received")
    money_kind = models.CharField(max_length=12, default="public", choices=words.MONEY_KINDS.items())
    state = models.CharField(max_length=12, default="proposed", choices=words.AWARD_STATES.items())
    # The amount awarded now, in whole cents; of a cancelled award, what was paid and not returned.
    # A proposal that was dropped is cancelled without a day of award, and holds nothing.
    cents = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="USD")
    awarded_on = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    terms = models.TextField(blank=True)
    regrant = models.CharField(max_length=6, blank=True, choices=words.REGRANTS.items())
    # The funder itself said that this code is right; until then it is our reading.
    regrant_confirmed_at = models.DateTimeField(null=True)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="awards")
    priority = models.ForeignKey(Priority, null=True, on_delete=models.PROTECT, related_name="awards")
    strategy = models.ForeignKey(Strategy, null=True, on_delete=models.PROTECT, related_name="awards")
    results = models.ManyToManyField(Result, related_name="awards")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=["network", "code"], name="an_award_code_stands_once_in_a_network"
            ),
            models.CheckConstraint(condition=Q(cents__gte=0), name="an_award_is_not_negative"),
            models.CheckConstraint(
                condition=~Q(funder=F("recipient")), name="nobody_awards_money_to_themselves"
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="an_award_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "cancelled")) | Q(awarded_on__isnull=False),
                name="an_award_has_its_day",
            ),
        )

    def __str__(self):
        return self.title

    @property
    def giver(self) -> Organization:
        """Who gives it; of a merged double, the organization that stayed."""
        return self.funder.merged_into or self.funder

    @property
    def receiver(self) -> Organization:
        """Who receives it; of a merged double, the organization that stayed."""
        return self.recipient.merged_into or self.recipient

    @property
    def state_word(self) -> str:
        return str(words.AWARD_STATES[self.state])

    @property
    def state_tag(self) -> str:
        return words.AWARD_TAGS[self.state]


class AwardPlace(models.Model):
    """A community that an award serves, with the amount meant for it; none: it is served without an amount of its own."""

    id = an_id()
    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="places")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="awards_serving")
    cents = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("community__name",)
        constraints = (
            models.UniqueConstraint(fields=["award", "community"], name="an_award_names_a_community_once"),
            models.CheckConstraint(
                condition=Q(cents=None) | Q(cents__gte=0), name="an_amount_for_a_place_is_not_negative"
            ),
        )


class AwardChange(models.Model):
    """One step of an award: what it was, what it became, who took it and for whom, and why."""

    id = an_id()
    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="changes")
    # Steps of one award count from 1.
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=12, choices=words.AWARD_STEPS.items())
    cents_before = models.BigIntegerField(null=True)
    cents_after = models.BigIntegerField()
    at = models.DateTimeField()
    person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    # The seat or role it was done in, in the network's language.
    acted_as = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["award", "number"], name="steps_of_an_award_are_numbered_once"),
        )


class Interest(Labeled):
    """What a deciding seat answered about its ties to the recipient of one award. It serves no other award."""

    id = an_id()
    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="interests")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="interests")
    # Empty: asked, not answered.
    answer = models.CharField(max_length=10, blank=True, choices=words.INTERESTS.items())
    what = models.CharField(max_length=400, blank=True)
    answered_at = models.DateTimeField(null=True)
    person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    # Said by the award: this seat decided it, or stepped aside.
    decided = models.BooleanField(default=False)
    stepped_aside = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["award", "seat"], name="a_seat_answers_once_for_an_award"),
            models.CheckConstraint(
                condition=~Q(answer="declared") | ~Q(what=""), name="a_declared_interest_says_what"
            ),
            models.CheckConstraint(
                condition=~Q(decided=True) | ~Q(answer=""), name="who_decides_has_answered"
            ),
        )


class Deliverable(Labeled):
    """Something an award is to bring about by a day."""

    id = an_id()
    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="deliverables")
    position = models.PositiveSmallIntegerField(default=0)
    what = models.CharField(max_length=400)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "due_on")


class Payment(Labeled):
    """Money promised for a day and then paid by the funder of an award, or returned by its recipient."""

    id = an_id()
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="payments")
    kind = models.CharField(max_length=10, default="payment", choices=words.PAYMENT_KINDS.items())
    cents = models.BigIntegerField()
    # The day it was promised on (committed), the day it is due, and the day it was paid or came back.
    promised_on = models.DateField()
    due_on = models.DateField()
    paid_on = models.DateField(null=True)
    note = models.CharField(max_length=400, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(cents__gt=0), name="a_payment_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(kind="payment") | Q(paid_on__isnull=False), name="a_return_has_its_day"
            ),
        )


class Spending(Labeled):
    """Money of an award that its recipient spent on its own work."""

    id = an_id()
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="spending")
    cents = models.BigIntegerField()
    spent_on = models.DateField()
    what = models.CharField(max_length=300)
    withdrawn_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("spent_on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(cents__gt=0), name="spending_is_more_than_nothing"),
        )


class OutsideMoney(Labeled):
    """Money that came from outside the tree. It is shown, and never mixed into what may be passed on."""

    id = an_id()
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="outside_money")
    from_whom = models.CharField(max_length=200)
    # Who got it: an organization of the network, or a body that is none.
    recipient = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="outside_money"
    )
    body = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=400)
    cents = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="USD")
    # The day, or where only the year is known, the year.
    received_on = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    terms = models.TextField(blank=True)
    decided_how = models.TextField(blank=True)
    reported = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("year", "what")
        constraints = (
            models.CheckConstraint(condition=Q(cents__gt=0), name="outside_money_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | ~Q(body=""), name="outside_money_went_to_somebody"
            ),
        )
