"""What a browser may send about groups, organizations, seats and roles."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from konbit.network import words
from konbit.network.queries import MemberNow
from konbit.ui.forms import Form, VersionField
from konbit.ui.uploads import AttachmentField, WithFile

TIME_ZONES = [(zone, zone.replace("_", " ")) for zone in settings.KONBIT_TIME_ZONES]


class GroupForm(Form):
    """What a group is and how it meets."""

    name = forms.CharField(label=_("Name of the group"), max_length=200)
    short_name = forms.CharField(
        label=_("Short name"), max_length=40, required=False, help_text=_("For example the first letters.")
    )
    purpose = forms.CharField(
        label=_("What it is for, in one sentence"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    language = forms.ChoiceField(
        label=_("The group's own language"),
        help_text=_("Agendas and records are written in it."),
        choices=settings.KONBIT_LANGUAGE_NAMES,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of its members"),
        choices=settings.KONBIT_LANGUAGE_NAMES,
        widget=forms.CheckboxSelectMultiple,
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=TIME_ZONES)
    working_days = forms.MultipleChoiceField(
        label=_("Working days"), choices=words.WEEKDAYS.items(), widget=forms.CheckboxSelectMultiple
    )
    meets_from = forms.TimeField(label=_("Meetings begin at"), required=False)
    meets_until = forms.TimeField(label=_("Meetings end at"), required=False)
    place = forms.CharField(label=_("Where you meet"), max_length=200, required=False)
    meeting_link = forms.URLField(
        label=_("Link for those who join from elsewhere"),
        required=False,
        assume_scheme="https",
        help_text=_("A full address, such as https://example.org/room."),
    )
    interval_days = forms.IntegerField(
        label=_("Days from one meeting to the next"),
        min_value=1,
        max_value=400,
        initial=42,
        help_text=_("42 days are six weeks. Later meetings that nobody has prepared yet move with a change."),
    )
    results_are_public = forms.BooleanField(
        label=_("Show our name, priorities and results to everybody"),
        help_text=_("Meetings, members and commitments stay private either way."),
        required=False,
    )


class DaysField(forms.CharField):
    """Days, one in a line, as 2026-11-26 or in the short form of the page's language; cleaned to a list in order."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = super().clean(value).splitlines()
        return sorted({_day(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()})


def _day(number: int, line: str) -> str:
    try:
        return forms.DateField().clean(line).isoformat()
    except forms.ValidationError as unreadable:
        says = _("Line %(number)s, “%(line)s”, is not a day we can read. Write it like 2026-11-26.")
        facts = {"number": number, "line": line[:60]}
        raise forms.ValidationError(says, code="unreadable_day", params=facts) from unreadable


def _days(label: Any, least: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=60)


class SettingsForm(GroupForm):
    """Everything a group sets about itself. The days of its cycle stand in fields of their own: `days_draft`..."""

    days_draft = _days(words.OFFSETS_BEFORE["draft"], 0)
    days_ask = _days(words.OFFSETS_BEFORE["ask"], 0)
    days_pre_read = _days(words.OFFSETS_BEFORE["pre_read"], 0)
    days_run_sheet = _days(words.OFFSETS_BEFORE["run_sheet"], 0)
    days_publish = _days(words.OFFSETS_AFTER["publish"], 1)
    days_answer = _days(words.OFFSETS_AFTER["answer"], 1)
    days_nudge = _days(words.OFFSETS_AFTER["nudge"], 1)
    longest_gap_days = forms.IntegerField(
        label=_("Most days between two meetings that were held"),
        min_value=1,
        max_value=800,
        help_text=_("With more, the group's pages say that the cadence is broken."),
    )
    quorum_votes = forms.IntegerField(
        label=_("Seats with a vote that must be present to decide"),
        min_value=1,
        max_value=500,
        required=False,
        help_text=_("Leave it empty for more than half of them."),
    )
    holidays = DaysField(
        label=_("Holidays"),
        max_length=8000,
        required=False,
        help_text=_("One day in a line, such as 2026-11-26."),
    )
    asks_how_staff_are = forms.BooleanField(
        label=_("After each meeting, also ask how our staff is doing"),
        help_text=_("Answers carry no name."),
        required=False,
    )
    road_map_months = forms.TypedChoiceField(
        label=_("How long one period of the road map is"),
        choices=words.ROAD_MAP_PERIODS.items(),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("Plans stay as they are. Each then stands in the period that holds its last day."),
    )
    version = VersionField()

    def __init__(self, *args: Any, has_road_map: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Results, and with them the road map, belong to the whole network.
        if not has_road_map:
            del self.fields["road_map_months"]

    def days_of_steps(self) -> list[tuple[str, list[Any]]]:
        """The fields of the cycle's days, those before the meeting and those after it."""
        return [
            (str(_("Days before the meeting")), [self[f"days_{name}"] for name in words.OFFSETS_BEFORE]),
            (str(_("Days after the meeting")), [self[f"days_{name}"] for name in words.OFFSETS_AFTER]),
        ]


class FoundForm(GroupForm):
    address = forms.SlugField(
        label=_("Short address"),
        max_length=60,
        help_text=_(
            "Small letters, digits and hyphens, such as example-county. It stands in the address of each page."
        ),
    )
    field_order = ("name", "address")


class FoundGroupForm(FoundForm):
    kind = forms.ChoiceField(
        label=_("What kind of group"),
        choices=[(code, word) for code, word in words.GROUP_KINDS.items() if code != "network"],
    )
    field_order = ("name", "address", "kind")


class PlaceForm(Form):
    parent = forms.ChoiceField(label=_("Place this group inside"))

    def __init__(self, *args: Any, groups: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [(str(group.pk), group.name) for group in groups]


class OrganizationForm(Form):
    name = forms.CharField(label=_("Name of the organization"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=40, required=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=words.SECTORS.items())


class CorrectOrganizationForm(OrganizationForm):
    version = VersionField()


class MergeForm(Form):
    kept = forms.ChoiceField(label=_("This one stays"))
    doubled = forms.ChoiceField(
        label=_("This one is its double"), help_text=_("Its seats and roles move over.")
    )

    def __init__(self, *args: Any, organizations: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *((str(one.pk), one.name) for one in organizations)]
        self.fields["kept"].choices = self.fields["doubled"].choices = choices


class CommunityForm(Form):
    name = forms.CharField(label=_("Name of the community"), max_length=200)
    region = forms.ChoiceField(label=_("Region"), required=False)
    partnership = forms.ChoiceField(label=_("Community partnership"), required=False)

    def __init__(self, *args: Any, groups: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, kind in (("region", "region"), ("partnership", "community_partnership")):
            self.fields[field].choices = [
                ("", str(_("None yet"))),
                *((str(group.pk), group.name) for group in groups if group.kind == kind),
            ]


class WhoForm(Form):
    """The person: used alone, and as part of the forms below."""

    name = forms.CharField(label=_("Name of the person"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("Without one, the person gets no letters.")
    )
    language = forms.ChoiceField(
        label=_("Language of letters to them"), choices=settings.KONBIT_LANGUAGE_NAMES
    )
    send_invitation = forms.BooleanField(label=_("Send an invitation by mail"), required=False)


class AddPersonForm(WhoForm):
    standing = forms.ChoiceField(label=_("Seat or role"))
    field_order = ("name", "standing", "email", "language", "send_invitation")

    def __init__(self, *args: Any, seats: Sequence[MemberNow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standing"].choices = [
            (str(_("Seats")), [(f"seat:{seat.standing_id}", seat.name) for seat in seats]),
            (str(_("Roles")), [(f"role:{code}", word) for code, word in words.PERSON_ROLES.items()]),
        ]


class OpenSeatForm(WhoForm):
    organization = forms.CharField(
        label=_("Organization"),
        max_length=200,
        required=False,
        help_text=_("If the network has none of this name, it is added."),
    )
    community = forms.ChoiceField(label=_("Or a community"), required=False)
    title = forms.CharField(
        label=_("Or a title"),
        max_length=200,
        required=False,
        help_text=_("For a seat of no organization, such as “Parent member 1”."),
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=words.SECTORS.items(), initial="other")
    role = forms.ChoiceField(label=_("Sits as"), choices=words.SEAT_ROLES.items(), initial="member")
    votes = forms.BooleanField(label=_("Has a vote"), required=False, initial=True)
    name = forms.CharField(label=_("First holder"), max_length=200, required=False)
    field_order = (
        "organization",
        "community",
        "title",
        "sector",
        "role",
        "votes",
        "name",
        "email",
        "language",
        "send_invitation",
    )

    def __init__(self, *args: Any, communities: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if communities:
            choices = [("", str(_("None"))), *((str(one.pk), one.name) for one in communities)]
            self.fields["community"].choices = choices
        else:
            del self.fields["community"]


class HandOverForm(WhoForm):
    until = forms.DateField(
        label=_("From which day on"),
        help_text=_("The seat keeps its commitments, its questions and its history."),
    )
    field_order = ("name", "email", "language", "until", "send_invitation")


class FileForm(WithFile, Form):
    file = AttachmentField(label=_("The file"))
