"""Meetings, agenda items, access needs, attendance, what a meeting brought about, and published records."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from konbit.meetings import words
from konbit.network.models import Group, GroupMember, Seat

PERSON = settings.AUTH_USER_MODEL


class Meeting(models.Model):
    """One meeting of a group, from its date to its published record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=60)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(blank=True)
    state = models.CharField(max_length=20, default="planned", choices=words.MEETING_STATES.items())
    # What the group said when it met: how many voting seats stood, and how many are needed to decide.
    votes_held = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("starts_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_meeting_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["group", "number"], name="a_meeting_has_its_number_once"),
        )

    @property
    def length_minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def is_before(self) -> bool:
        """Not begun yet: the agenda can be asked for, planned and set ready."""
        return self.state in ("planned", "ready")


class AccessNeed(models.Model):
    """What somebody needs to take part: interpretation, child care, a stipend. A meeting is not ready while one is open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="access_needs")
    kind = models.CharField(max_length=30, choices=words.NEED_KINDS.items())
    detail = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(GroupMember, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="open", choices=words.NEED_STATES.items())
    because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="unmet") | ~Q(because=""), name="an_unmet_need_has_a_reason"
            ),
        )


class AgendaItem(models.Model):
    """What a meeting takes up: asked for by a member, typed by the facilitator, or an open matter that comes back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    part = models.PositiveSmallIntegerField(default=8)
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    background = models.TextField(blank=True)
    purpose = models.CharField(max_length=10, default="discuss", choices=words.PURPOSES.items())
    minutes = models.PositiveSmallIntegerField(default=10)
    lead = models.ForeignKey(GroupMember, null=True, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        GroupMember, null=True, on_delete=models.PROTECT, related_name="items_asked_for"
    )
    asked_by_person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    is_private = models.BooleanField(default=False)
    is_no_names = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="on_agenda", choices=words.ITEM_STATES.items())
    because = models.CharField(max_length=300, blank=True)
    # The open matter that comes back with this item; each comes back once a meeting.
    commitment = models.ForeignKey("Commitment", null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey("Decision", null=True, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey("Question", null=True, on_delete=models.PROTECT, related_name="+")
    parked = models.ForeignKey("ParkedItem", null=True, on_delete=models.PROTECT, related_name="+")
    # Made when the form was shown: sending it twice stores it once.
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("part", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "commitment"], name="a_commitment_comes_back_once_a_meeting"
            ),
            models.UniqueConstraint(
                fields=["meeting", "decision"], name="a_decision_comes_back_once_a_meeting"
            ),
            models.UniqueConstraint(
                fields=["meeting", "question"], name="a_question_comes_back_once_a_meeting"
            ),
            models.UniqueConstraint(
                fields=["meeting", "parked"], name="a_parked_item_comes_back_once_a_meeting"
            ),
        )

    @property
    def is_timed(self) -> bool:
        return self.minutes > 0


class Attendance(models.Model):
    """Who came, for which seat or in which role, and how. It names the person of that day, whoever holds the seat later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    member = models.ForeignKey(GroupMember, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="attendances")
    mode = models.CharField(max_length=12, choices=words.MODES.items())
    # Stands in for the holder at this one meeting: the organization is present, the holder is not.
    is_delegate = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "member", "person"], name="a_person_is_checked_in_once_a_seat"
            ),
        )


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
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)


class Question(Captured):
    """Something asked of a named party."""

    asked_of = models.ForeignKey(
        GroupMember, null=True, on_delete=models.PROTECT, related_name="questions_owed"
    )
    asked_by = models.ForeignKey(GroupMember, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="open", choices=words.QUESTION_STATES.items())
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)


class ParkedItem(Captured):
    """What came up and waits for a later meeting."""

    returned_at = models.DateTimeField(null=True)


class Record(models.Model):
    """What was published of a meeting, as a version that never changes. A correction is the next version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="records")
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    correction = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(fields=["meeting", "version"], name="a_version_is_published_once"),
        )
