"""What a meeting brings about: decisions with votes, commitments with their history, questions, parked items."""

import uuid

from django.conf import settings
from django.db import models

from konbit.meetings import words
from konbit.meetings.domain.carry_over import must_choose
from konbit.meetings.models.meetings import AgendaItem, Meeting
from konbit.network.models import Group, GroupMember, Seat
from konbit.network.words import ROLES

PERSON = settings.AUTH_USER_MODEL


class Captured(models.Model):
    """What a meeting brought about, typed once. Private or without names when its item is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="%(class)ss")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="%(class)ss")
    wording = models.TextField()
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        ordering = ("captured_at",)

    @property
    def kind(self) -> str:
        """decision, commitment, question or parkeditem: how addresses name it."""
        return self._meta.model_name


class DecisionRight(models.Model):
    """What a group has said: on this topic, whoever acts in this role informs, consults, advises, agrees or decides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="decision_rights")
    topic = models.CharField(max_length=100)
    role = models.CharField(max_length=40, choices=ROLES.items())
    right = models.CharField(max_length=10, choices=words.RIGHTS.items())

    class Meta:
        ordering = ("topic", "role")
        constraints = (
            models.UniqueConstraint(
                fields=["group", "topic", "role"], name="a_role_has_one_right_on_a_topic"
            ),
        )


class Decision(Captured):
    """A choice: put to the table, voted on or agreed, and recorded in its own words."""

    state = models.CharField(max_length=12, default="proposed", choices=words.DECISION_STATES.items())
    right = models.CharField(max_length=10, default="decide", choices=words.RIGHTS.items())
    dissent = models.TextField(blank=True)
    review_on = models.DateField(null=True)
    proposed_by = models.ForeignKey(GroupMember, null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        GroupMember, null=True, on_delete=models.PROTECT, related_name="decisions_owned"
    )
    decided_at = models.DateTimeField(null=True)
    # It stood on the agenda of a held meeting after its review day.
    reviewed_at = models.DateTimeField(null=True)
    votes_present = models.PositiveSmallIntegerField(null=True)
    # The topic of the group's declared rights, and the role whose right was used.
    topic = models.CharField(max_length=100, blank=True)
    right_of = models.CharField(max_length=40, blank=True, choices=ROLES.items())
    # What the group had declared on the topic when this was recorded: [[role, right]]. A later change does not rewrite it.
    rights_declared = models.JSONField(default=list)
    is_outside_rights = models.BooleanField(default=False)
    # The three questions before a change of structure, and who among those affected was asked.
    changes_structure = models.BooleanField(default=False)
    options = models.TextField(blank=True)
    if_it_fails = models.TextField(blank=True)
    meaning_for_affected = models.TextField(blank=True)
    who_was_asked = models.CharField(max_length=300, blank=True)

    class Meta(Captured.Meta):
        indexes = (
            models.Index(fields=["meeting", "state"], name="decision_on_the_table"),
            models.Index(fields=["meeting", "reviewed_at", "review_on"], name="decision_to_review"),
            models.Index(fields=["meeting", "is_outside_rights"], name="decision_outside_rights"),
        )


class Vote(models.Model):
    """One seat's vote on one decision."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="votes_cast")
    choice = models.CharField(max_length=10, choices=words.CHOICES.items())
    channel = models.CharField(max_length=10, choices=words.CHANNELS.items())
    entered_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["decision", "seat"], name="a_seat_votes_once_on_a_decision"),
        )


class Commitment(Captured):
    """One act, one owner, one due date. Proposed is not promised: only the owner accepts, amends or declines."""

    owner = models.ForeignKey(GroupMember, on_delete=models.PROTECT, related_name="commitments_owned")
    due_on = models.DateField()
    state = models.CharField(max_length=12, default="proposed", choices=words.COMMITMENT_STATES.items())
    # An amendment by the owner that waits for the facilitator's agreement.
    amended_wording = models.TextField(blank=True)
    amended_due_on = models.DateField(null=True)
    # What the owner said last while it is accepted: on track, blocked, or nothing yet.
    progress = models.CharField(max_length=10, blank=True, choices=words.PROGRESS.items())
    progress_at = models.DateTimeField(null=True)
    # The question of the cycle went out; whoever has said nothing since is silent.
    asked_at = models.DateTimeField(null=True)
    carried = models.PositiveSmallIntegerField(default=0)
    # How often it had been carried when the owner last chose to keep or re-size it.
    carried_when_chosen = models.PositiveSmallIntegerField(default=0)
    # Who took it on for the seat. When they leave, it waits for the seat's new holder, and still counts.
    accepted_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    # Handed over by another owner: the commitment that it goes on from.
    continues = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="continued_as")

    class Meta(Captured.Meta):
        indexes = (models.Index(fields=["meeting", "state"], name="commitment_open"),)

    @property
    def owes_choice(self) -> bool:
        """Carried twice since the last choice: keep, re-size, hand over or drop comes first on every agenda."""
        return self.state == "accepted" and must_choose(self.carried, self.carried_when_chosen)

    @property
    def is_asked(self) -> bool:
        """The question of the cycle went out, and its owner has said nothing since."""
        return self.asked_at is not None and (self.progress_at is None or self.progress_at < self.asked_at)

    @property
    def is_amended(self) -> bool:
        """Both sides do not agree yet: the owner asked for other words or another day."""
        return self.state == "proposed" and (bool(self.amended_wording) or self.amended_due_on is not None)

    @property
    def is_promised(self) -> bool:
        return self.state in ("accepted", "done", "dropped", "handed_over")


class CommitmentChange(models.Model):
    """One step in a commitment's life: who, when, through which channel, from which state to which."""

    # In the order in which they were written: on a clock that stands still, several share one moment.
    id = models.BigAutoField(primary_key=True)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    step = models.CharField(max_length=20)
    state_before = models.CharField(max_length=12, blank=True)
    state_after = models.CharField(max_length=12)
    person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=words.CHANNELS.items())
    # Set when a facilitator wrote down what the owner said on paper or by phone.
    entered_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    # What stood before this step, so that it can be taken back: wording, due day, amendment.
    before = models.JSONField(default=dict)
    # The due day as it stands after this step: what closure is counted from.
    due_after = models.DateField(null=True)
    # What the link was for, when the answer came by one.
    purpose = models.CharField(max_length=40, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        # News are looked for by what was said and since when.
        indexes = (models.Index(fields=["step", "at"], name="commitment_step_since"),)


class Question(Captured):
    """Something asked of a named party."""

    asked_of = models.ForeignKey(
        GroupMember, null=True, on_delete=models.PROTECT, related_name="questions_owed"
    )
    asked_by = models.ForeignKey(GroupMember, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="open", choices=words.QUESTION_STATES.items())
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    # Answers of which the asker said that they are none, the oldest first: {"answer", "at", "not_answered_at", "because"}.
    earlier_answers = models.JSONField(default=list)

    class Meta(Captured.Meta):
        indexes = (models.Index(fields=["meeting", "state"], name="question_open"),)


class ParkedItem(Captured):
    """What came up and waits for a later meeting."""

    returned_at = models.DateTimeField(null=True)

    class Meta(Captured.Meta):
        indexes = (models.Index(fields=["meeting", "returned_at"], name="parked_and_waiting"),)


class CaptureClash(models.Model):
    """Two captures of the same thing that do not say the same. The first one stands; the facilitator chooses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="clashes")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="clashes")
    captured_kind = models.CharField(max_length=20)
    captured_id = models.UUIDField()
    # What stood when the second one arrived, and what the second one says: field by field.
    standing = models.JSONField()
    arrived = models.JSONField()
    # The sending that brought it, so that sending again makes no second clash.
    key = models.UUIDField(unique=True)
    person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    # "standing" or "arrived".
    chosen = models.CharField(max_length=10, blank=True)
