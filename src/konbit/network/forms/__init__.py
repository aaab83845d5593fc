"""What a browser may send about groups, members and what they do together."""

from konbit.network.forms.members import (
    TIME_ZONES,
    AddPersonForm,
    CommunityForm,
    CorrectOrganizationForm,
    DaysField,
    FileForm,
    FoundForm,
    FoundGroupForm,
    GroupForm,
    HandOverForm,
    MergeForm,
    OpenSeatForm,
    OrganizationForm,
    PlaceForm,
    SettingsForm,
    WhoForm,
)

__all__ = [
    "TIME_ZONES",
    "AddPersonForm",
    "CommunityForm",
    "CorrectOrganizationForm",
    "DaysField",
    "FileForm",
    "FoundForm",
    "FoundGroupForm",
    "GroupForm",
    "HandOverForm",
    "MergeForm",
    "OpenSeatForm",
    "OrganizationForm",
    "PlaceForm",
    "SettingsForm",
    "WhoForm",
]
