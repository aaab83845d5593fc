"""The tables of this room, by kind."""

from konbit.grants.models.duties import (
    FunderQuestion,
    QuestionAnswer,
    RelationOwner,
    Transition,
    TransitionTask,
)
from konbit.grants.models.pipeline import FundingSource, Pursuit, PursuitStage
from konbit.grants.models.tree import (
    Award,
    AwardChange,
    AwardPlace,
    Deliverable,
    Interest,
    MoneySettings,
    OutsideMoney,
    Payment,
    Spending,
)
from konbit.grants.models.work import Activity, ActivityShare, ChecklistItem, Report, ReportVersion

__all__ = [
    "Activity",
    "ActivityShare",
    "Award",
    "AwardChange",
    "AwardPlace",
    "ChecklistItem",
    "Deliverable",
    "FunderQuestion",
    "FundingSource",
    "Interest",
    "MoneySettings",
    "OutsideMoney",
    "Payment",
    "Pursuit",
    "PursuitStage",
    "QuestionAnswer",
    "RelationOwner",
    "Report",
    "ReportVersion",
    "Spending",
    "Transition",
    "TransitionTask",
]
