"""What kind of thing a value is: yes or no, a number, a choice, or money with its period.

Money carries its period, so that a monthly amount where a yearly one is due is refused when the law is loaded.
"""

from dataclasses import dataclass
from typing import Self

from konbit_rules.households.facts import PAY_PERIODS

PERIODS = ("week", "month", "year")


@dataclass(frozen=True, slots=True)
class Unit:
    """A kind (bool, number, choice, money, pay, conversion), with a period or options where it has them."""

    kind: str
    period: str = ""
    options: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str, options: tuple[str, ...] = ()) -> Self:
        """The unit that a rule, fact or parameter names, such as `money/month` or `choice:free|paid`.

        Raises:
            ValueError: no such unit.
        """
        if text == "rate":
            return cls("number")
        if text in {"bool", "number", "money", "pay"}:
            return cls(text)
        kind, _, rest = text.partition("/")
        if kind == "money" and rest in PERIODS:
            return cls(kind, rest)
        if kind == "conversion" and rest in {"month", "year"}:
            return cls(kind, rest)
        if text == "choice" and options:
            return cls("choice", "", options)
        if text.startswith("choice:"):
            words = tuple(text.removeprefix("choice:").split("|"))
            if all(words) and len(set(words)) == len(words):
                return cls("choice", "", words)
        raise ValueError(text)

    def __str__(self) -> str:
        """As a rule names it."""
        if self.kind == "choice":
            return "choice:" + "|".join(self.options)
        return f"{self.kind}/{self.period}" if self.period else self.kind

    @property
    def is_amount(self) -> bool:
        """Whether it can be added and compared as more or less."""
        return self.kind in {"number", "money"}


BOOL, NUMBER = Unit("bool"), Unit("number")
PAY_PERIOD = Unit("choice", "", PAY_PERIODS)
# The number 0 belongs to every unit: nothing is nothing in dollars and in days.
ZERO = Unit("number", "zero")
