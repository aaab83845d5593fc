"""Tables of the meetings room: before the day, what a meeting brings about, and what the cycle leaves behind."""

from konbit.meetings.models.captured import (
    CaptureClash,
    Captured,
    Commitment,
    CommitmentChange,
    Decision,
    DecisionRight,
    ParkedItem,
    Question,
    Vote,
)
from konbit.meetings.models.cycle import (
    Asked,
    CycleStep,
    HandOverPack,
    PreRead,
    PulseAnswer,
    PulseTicket,
    PulseWaiting,
    Record,
    UnreadReply,
)
from konbit.meetings.models.meetings import (
    AccessNeed,
    AgendaItem,
    Attendance,
    Meeting,
    Regret,
)
from konbit.meetings.models.series import Series, ToldOfMeeting

__all__ = [
    "AccessNeed",
    "AgendaItem",
    "Asked",
    "Attendance",
    "CaptureClash",
    "Captured",
    "Commitment",
    "CommitmentChange",
    "CycleStep",
    "Decision",
    "DecisionRight",
    "HandOverPack",
    "Meeting",
    "ParkedItem",
    "PreRead",
    "PulseAnswer",
    "PulseTicket",
    "PulseWaiting",
    "Question",
    "Record",
    "Regret",
    "Series",
    "ToldOfMeeting",
    "UnreadReply",
    "Vote",
]
