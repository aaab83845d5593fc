"""What the page of a network's money as files says of them."""

from dataclasses import dataclass
from datetime import date

from konbit.exchange.giving_360 import lost
from konbit.exchange.giving_360.package import package_of, prefix_of
from konbit.exchange.giving_360.slips import Warned, about
from konbit.network.models import Group


@dataclass(frozen=True)
class MoneyFiles:
    """How many awards the files tell, under which prefix, what they leave out, and what is to be looked at again."""

    awards: int
    prefix: str
    prefix_is_said: bool
    lost: list[str]
    warned: list[Warned]


def money_files_of(network: Group, today: date) -> MoneyFiles:
    prefix, is_said = prefix_of(network)
    package = package_of(network)
    return MoneyFiles(
        awards=len(package["grants"]),
        prefix=prefix,
        prefix_is_said=is_said,
        lost=lost(),
        warned=about(package, today),
    )
