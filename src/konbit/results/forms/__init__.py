"""What a browser may send about priorities, results and what stands behind them."""

from konbit.results.forms.measures import (
    ChangeIndicatorForm,
    CorrectFigureForm,
    FigureForm,
    GoalForm,
    IndicatorForm,
    LongGoalForm,
    MilestoneForm,
    ReachedForm,
)
from konbit.results.forms.register import (
    BaselineForm,
    PriorityForm,
    ResultForm,
    RungForm,
    level_choices,
    rung_choices,
)
from konbit.results.forms.road_map import (
    PlanForm,
)
from konbit.results.forms.serving import ServedForm, ServingForm
from konbit.results.forms.shared_future import (
    PublishStatementForm,
    StatementForm,
)

__all__ = [
    "BaselineForm",
    "ChangeIndicatorForm",
    "CorrectFigureForm",
    "FigureForm",
    "GoalForm",
    "IndicatorForm",
    "LongGoalForm",
    "MilestoneForm",
    "PlanForm",
    "PriorityForm",
    "PublishStatementForm",
    "ReachedForm",
    "ResultForm",
    "RungForm",
    "ServedForm",
    "ServingForm",
    "StatementForm",
    "level_choices",
    "rung_choices",
]
