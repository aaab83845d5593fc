"""The series of a group's meetings, and who was told of which meeting for their calendar."""

from django.conf import settings
from django.db import models

from konbit.meetings.models.meetings import Meeting
from konbit.network.models import Group


class Series(models.Model):
    """How a group's meetings follow each other, as it was laid: where the settings differ later, they were changed."""

    group = models.OneToOneField(Group, on_delete=models.PROTECT, primary_key=True, related_name="series")
    begins = models.TimeField()
    ends = models.TimeField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(blank=True)
    # The group's settings when the series was laid, or laid anew: {"interval_days": 42, "place": ...}.
    settings = models.JSONField()


class ToldOfMeeting(models.Model):
    """Which version of a meeting a person's calendar was told by letter, so that each change is told once."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="told")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "person"], name="a_person_is_told_of_a_meeting"),
        )
