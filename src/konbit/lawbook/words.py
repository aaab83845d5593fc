"""Programs by name, and the words for how the law counts: units, availability, and when a loss bites."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konbit.ui.formats import us_money, us_number


@dataclass(frozen=True)
class ProgramWords:
    """What a program is called, what it gives in one line, and who decides on it."""

    title: Any
    line: Any
    decides: Any


_HUMAN_SERVICES = _("The Mississippi Department of Human Services decides. Ask at a county office.")
_MEDICAID = _("The Mississippi Division of Medicaid decides. Ask at a regional office.")
_TAX_RETURN = _("The Internal Revenue Service decides, when a federal tax return is filed.")

PROGRAMS = {
    "snap": ProgramWords(
        _("SNAP (food benefits)"), _("Money on a card to buy food, each month."), _HUMAN_SERVICES
    ),
    "child_care": ProgramWords(
        _("Child Care Payment Program"),
        _("Pays part of what child care charges while parents work or learn."),
        _("The Mississippi Department of Human Services decides, in its child care office."),
    ),
    "tanf": ProgramWords(
        _("Temporary Assistance for Needy Families (TANF)"),
        _("Cash each month for families with children and very little income."),
        _HUMAN_SERVICES,
    ),
    "medicaid": ProgramWords(
        _("Medicaid"),
        _("Health coverage for children, pregnancy, parents with very low income, old age and disability."),
        _MEDICAID,
    ),
    "medicaid_working_disabled": ProgramWords(
        _("Medicaid for working people with a disability"),
        _("Health coverage for people with a disability who work."),
        _MEDICAID,
    ),
    "chip": ProgramWords(
        _("CHIP (children's health insurance)"),
        _("Health coverage for children whose family earns too much for Medicaid."),
        _MEDICAID,
    ),
    "premium_credit": ProgramWords(
        _("Premium tax credit"),
        _("Lowers what a health plan from the marketplace costs."),
        _("The federal marketplace (HealthCare.gov) decides, and the tax return settles it."),
    ),
    "wic": ProgramWords(
        _("WIC"),
        _("Food and advice in pregnancy, after a birth, and for children under five."),
        _("A WIC clinic of the Mississippi State Department of Health decides."),
    ),
    "head_start": ProgramWords(
        _("Head Start"),
        _("Preschool, meals and help for families, for children of three and four."),
        _("The Head Start program near you decides."),
    ),
    "early_head_start": ProgramWords(
        _("Early Head Start"),
        _("Care and help for families, in pregnancy and until a child is three."),
        _("The Early Head Start program near you decides."),
    ),
    "school_meals": ProgramWords(
        _("Free and reduced-price school meals"),
        _("Breakfast and lunch at school, free or at a low price."),
        _("The school or its district decides."),
    ),
    "ssi": ProgramWords(
        _("Supplemental Security Income (SSI)"),
        _("Cash each month in old age or with a disability, for people with little income."),
        _("The Social Security Administration decides."),
    ),
    "liheap": ProgramWords(
        _("Energy assistance (LIHEAP)"),
        _("Help with bills for heating and cooling, once a year."),
        _("The community action agency of your county decides."),
    ),
    "housing_voucher": ProgramWords(
        _("Housing choice voucher"),
        _("Pays part of the rent, so that a family pays about a third of its income."),
        _("The public housing authority of your area decides."),
    ),
    "eitc": ProgramWords(
        _("Earned Income Tax Credit"), _("Money back for people who work, with a tax return."), _TAX_RETURN
    ),
    "ctc": ProgramWords(
        _("Child Tax Credit"),
        _("Lowers the tax of families with children, and pays part of it out."),
        _TAX_RETURN,
    ),
    "cdcc": ProgramWords(
        _("Child and Dependent Care Credit"),
        _("Lowers the tax of parents who pay for child care to work."),
        _TAX_RETURN,
    ),
    "income_tax": ProgramWords(
        _("Federal income tax"), _("Tax on a year's income, after credits."), _TAX_RETURN
    ),
    "payroll_tax": ProgramWords(
        _("Payroll and self-employment tax"),
        _("What is taken from each pay for Social Security and Medicare."),
        _("Employers take it out of pay; who works on their own account pays it with the tax return."),
    ),
    "mississippi_income_tax": ProgramWords(
        _("Mississippi income tax"),
        _("The state's tax on a year's income."),
        _("The Mississippi Department of Revenue decides, when a state tax return is filed."),
    ),
}
PACKS = {"federal": _("Federal programs"), "mississippi": _("Mississippi programs")}
# Words of a program's availability: the kind of tag, and what it says.
AVAILABILITY = {
    "open": ("calm", _("New applications are taken")),
    "waitlist": ("attention", _("There is a waiting list")),
    "paused": ("attention", _("New applications are paused")),
    "unknown": ("stopped", _("Whether places are free is not known")),
}
BITES = {
    "at_once": _("at once"),
    "next_report": _("when the change is reported"),
    "end_of_period": _("at the next review; ask for its date"),
    "tax_return": _("with the next tax return"),
}
ANSWERS = {
    "likely": ("calm", _("Likely")),
    "need_info": ("attention", _("Needs one more fact")),
    "not_likely": ("stopped", _("Not likely")),
}
STATES = {
    "met": ("calm", pgettext_lazy("how a test came out", "Yes")),
    "missed": ("stopped", pgettext_lazy("how a test came out", "No")),
    "unknown": ("attention", pgettext_lazy("how a test came out", "Not known")),
}
UNITS = {
    "money/week": _("dollars a week"),
    "money/month": _("dollars a month"),
    "money/year": _("dollars a year"),
    "money": _("dollars"),
    "number": _("a number"),
    "rate": _("a share"),
    "bool": _("yes or no"),
    "conversion/month": _("months in one pay period"),
    "conversion/year": _("pay periods in a year"),
}
_AMOUNTS = {
    "money/week": _("%(amount)s a week"),
    "money/month": _("%(amount)s a month"),
    "money/year": _("%(amount)s a year"),
    "money": "%(amount)s",
}
_RANGES = {
    "money/week": _("%(lowest)s to %(highest)s a week"),
    "money/month": _("%(lowest)s to %(highest)s a month"),
    "money/year": _("%(lowest)s to %(highest)s a year"),
    "money": _("%(lowest)s to %(highest)s"),
}


def title_of(code: str, otherwise: str = "") -> str:
    """A program by its name in the page's language; the law's own English where it has none."""
    return str(PROGRAMS[code].title) if code in PROGRAMS else otherwise or code.replace("_", " ")


def quantity(value: float, unit: str) -> str:
    """A figure with its unit, such as $412 a month, 30% or 3."""
    if unit in _AMOUNTS:
        return str(_AMOUNTS[unit]) % {"amount": us_money(round(value, 2))}
    if unit == "rate":
        return f"{us_number(_short(value * 100))}%"
    return us_number(_short(value))


def quantities(lowest: float, highest: float, unit: str) -> str:
    """An amount, or from lowest to highest where it is not settled."""
    if lowest == highest:
        return quantity(lowest, unit)
    if unit in _RANGES:
        return str(_RANGES[unit]) % {
            "lowest": us_money(round(lowest, 2)),
            "highest": us_money(round(highest, 2)),
        }
    return _("%(lowest)s to %(highest)s") % {
        "lowest": quantity(lowest, unit),
        "highest": quantity(highest, unit),
    }


def whole_dollars(value: float) -> str:
    """$1,234: cents matter nowhere on a curve."""
    return us_money(round(value))


def _short(value: float) -> float | int:
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded
