"""Answers as data for JSON, and as text for a terminal. English only: the platform has its own sentences."""

from konbit_rules.readable.checks import check_data, check_text
from konbit_rules.readable.curves import curve_data, curve_text, offers_data, offers_text
from konbit_rules.readable.programs import plain_value, program_data, program_text
from konbit_rules.readable.screenings import screening_data, screening_text
from konbit_rules.readable.words import amount_text, dollars

__all__ = [
    "amount_text",
    "check_data",
    "check_text",
    "curve_data",
    "curve_text",
    "dollars",
    "offers_data",
    "offers_text",
    "plain_value",
    "program_data",
    "program_text",
    "screening_data",
    "screening_text",
]
