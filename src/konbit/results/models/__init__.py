"""The tables of this room, by kind."""

from konbit.results.models.evidence import (
    Affirmation,
    Artifact,
    ArtifactReceipt,
    Contribution,
    Event,
    EvidenceTie,
    Pilot,
    Statement,
)
from konbit.results.models.measures import CareerLadder, Figure, Indicator, LadderStep, LongGoal, Milestone
from konbit.results.models.register import Priority, PriorityName, Result, ResultChange, ServedBy

__all__ = [
    "Affirmation",
    "Artifact",
    "ArtifactReceipt",
    "CareerLadder",
    "Contribution",
    "Event",
    "EvidenceTie",
    "Figure",
    "Indicator",
    "LadderStep",
    "LongGoal",
    "Milestone",
    "Pilot",
    "Priority",
    "PriorityName",
    "Result",
    "ResultChange",
    "ServedBy",
    "Statement",
]
