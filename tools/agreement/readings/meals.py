"""School meals as the other calculator reads them."""

from konbit_rules.engine.language import any_member, rule


@rule(
    unit="bool",
    entity="household",
    cites="other reading",
    about="a child who could be in Head Start frees all",
)
def school_meals_free(
    school_meals_by_snap,
    school_meals_by_tanf,
    school_meals_free_income_ok,
    head_start_eligible,
    school_meals_head_start_frees_all,
):
    return (
        school_meals_free_income_ok
        or school_meals_by_snap
        or school_meals_by_tanf
        or (school_meals_head_start_frees_all and any_member(head_start_eligible))
    )
