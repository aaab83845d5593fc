"""What a browser may send about priorities, results and what stands behind them."""

from konbit.results.forms.register import (
    BaselineForm,
    PriorityForm,
    ResultForm,
    RungForm,
    level_choices,
    rung_choices,
)
from konbit.results.forms.serving import ServedForm, ServingForm

__all__ = [
    "BaselineForm",
    "PriorityForm",
    "ResultForm",
    "RungForm",
    "ServedForm",
    "ServingForm",
    "level_choices",
    "rung_choices",
]
