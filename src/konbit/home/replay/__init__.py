"""Stories played on an empty database through the operations people use: what is expected of each step, and what came.

Steps, or parts of them, that belong to later capabilities are told as "later".
"""

from collections.abc import Callable

from konbit.home.replay.stage import StepTold
from konbit.home.replay.two_cycles import TwoCycles

STORIES: dict[str, Callable[[], list[StepTold]]] = {"two-cycles": lambda: TwoCycles().tell()}
