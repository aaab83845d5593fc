"""Meetings with their agenda, access needs, attendance, and what is said before the day."""

import uuid
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from konbit.meetings import words
from konbit.network.models import Group, GroupMember

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
    votes_needed = models.PositiveSmallIntegerField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # Laid by the group's series; a meeting set by hand is none of it.
    in_series = models.BooleanField(default=False)
    # Somebody moved it or changed its place: the series leaves it where it is.
    changed_by_hand = models.BooleanField(default=False)
    missed_because = models.CharField(max_length=300, blank=True)
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
        """Not begun yet: the agenda can be asked for, planned and approved."""
        return self.state in ("planned", "ready")

    @property
    def is_held(self) -> bool:
        return self.state in ("closed", "published")

    @property
    def day(self) -> date:
        """Its day where it takes place."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone)).date()


class AccessNeed(models.Model):
    """What somebody needs to take part: interpretation, child care, a stipend. No agenda is approved while one is open."""

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
    # Any other matter that comes back, by a code of the room that knows it: "result:<id>", "answer:<id>".
    matter = models.CharField(max_length=80, blank=True)
    # Where the reader can open what stands behind the item: [{"page", "arguments", "words"}].
    links = models.JSONField(default=list)
    # Passed up: the item of the group below that this one came from, and the answer that goes down again.
    origin = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="passed_up_as")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    # The moment at which it was first raised, in whichever group: an item's age runs from here.
    raised_at = models.DateTimeField(null=True)
    # Passed up although private or without names: the decision of the group below that says so.
    passed_by = models.ForeignKey("Decision", null=True, on_delete=models.PROTECT, related_name="+")
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
            models.UniqueConstraint(
                fields=["meeting", "matter"],
                condition=~Q(matter=""),
                name="a_matter_comes_back_once_a_meeting",
            ),
            models.UniqueConstraint(fields=["origin"], name="an_item_is_passed_up_once"),
        )
        indexes = (models.Index(fields=["meeting", "state"], name="agenda_item_by_state"),)

    @property
    def is_timed(self) -> bool:
        return self.minutes > 0

    @property
    def above(self) -> "AgendaItem | None":
        """The item of the parent group's meeting as which this one was passed up."""
        return next(iter(self.passed_up_as.all()), None)


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


class Regret(models.Model):
    """Somebody cannot come, and who stands in for them, if anybody. A delegate sees that one meeting's material."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="regrets")
    member = models.ForeignKey(GroupMember, on_delete=models.PROTECT, related_name="regrets")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="regrets")
    delegate = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="stands_in")
    # As it was typed: an address that somebody here uses leads to that person, and never tells their name.
    delegate_name = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=10, choices=words.CHANNELS.items())
    # Set when a facilitator wrote down what the person said on paper or by phone.
    entered_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "member", "person"], name="a_person_cannot_come_once_a_seat"
            ),
        )
