"""What a family keeps as one earner's pay rises: the curve, every place where it drops, where each loss is made good,
and what is left under a job offer.

The curve is the law's own rule `what_is_left`, over many households at once that differ in one person's pay.
"""

from konbit_rules.cliffs.curve import CoverageChange, Curve, Drop, Plateau, Point, ToldOtherwise, Zone
from konbit_rules.cliffs.finding import find_cliffs
from konbit_rules.cliffs.offers import OfferAnswer, compare_offers
from konbit_rules.cliffs.sweep import Sweep
from konbit_rules.cliffs.what_is_left import WHAT_IS_LEFT, Part, parts_of_what_is_left
from konbit_rules.households.offers import Offer

__all__ = [
    "WHAT_IS_LEFT",
    "CoverageChange",
    "Curve",
    "Drop",
    "Offer",
    "OfferAnswer",
    "Part",
    "Plateau",
    "Point",
    "Sweep",
    "ToldOtherwise",
    "Zone",
    "compare_offers",
    "find_cliffs",
    "parts_of_what_is_left",
]
