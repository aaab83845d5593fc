"""The tables of this room, by kind."""

from konbit.results.models.change_agendas import (
    AgendaComment,
    AgendaVersion,
    Alignment,
    ChangeAgenda,
    Consultation,
    LongTermOutcome,
    PlanVersion,
    StrategicPlan,
    Strategy,
    StrategyAction,
)
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
    "AgendaComment",
    "AgendaVersion",
    "Alignment",
    "Artifact",
    "ArtifactReceipt",
    "CareerLadder",
    "ChangeAgenda",
    "Consultation",
    "Contribution",
    "Event",
    "EvidenceTie",
    "Figure",
    "Indicator",
    "LadderStep",
    "LongGoal",
    "LongTermOutcome",
    "Milestone",
    "Pilot",
    "PlanVersion",
    "Priority",
    "PriorityName",
    "Result",
    "ResultChange",
    "ServedBy",
    "Statement",
    "StrategicPlan",
    "Strategy",
    "StrategyAction",
]
