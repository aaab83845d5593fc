"""Holds the library against another calculator's answers, and sorts every difference into the groups of the register.

`compare` counts, column by column. `sort` explains: it puts the other calculator's answers in the place of the programs
that come before, and the other readings of the law in the place of ours, and sees which of them makes the difference go.
"""

from tools.agreement.compare import Agreement, agrees, compare, is_compared, is_positive
from tools.agreement.register import GROUPS, Group
from tools.agreement.samples import Sample, read_sample
from tools.agreement.sorting import Sorted, sort

__all__ = [
    "GROUPS",
    "Agreement",
    "Group",
    "Sample",
    "Sorted",
    "agrees",
    "compare",
    "is_compared",
    "is_positive",
    "read_sample",
    "sort",
]
