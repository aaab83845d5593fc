"""The tables of this room, by kind."""

from konbit.network.models.collaborating import Collaboration, Launch, Offer, SupportNeed, Wanted
from konbit.network.models.members import (
    Community,
    Group,
    GroupMember,
    Holder,
    Invitation,
    Labeled,
    Organization,
    OrganizationMerge,
    RoleHolding,
    Seat,
    six_weeks,
    working_week,
)

__all__ = [
    "Collaboration",
    "Community",
    "Group",
    "GroupMember",
    "Holder",
    "Invitation",
    "Labeled",
    "Launch",
    "Offer",
    "Organization",
    "OrganizationMerge",
    "RoleHolding",
    "Seat",
    "SupportNeed",
    "Wanted",
    "six_weeks",
    "working_week",
]
