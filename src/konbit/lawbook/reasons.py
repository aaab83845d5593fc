"""What each test of the law says, as a full sentence that is true when the test comes out yes.

The law names its tests by codes; the sentences stand here, so that they are said in the language of the page. Figures stay
out of them: limits change with the day and are shown beside the sentence.
"""

from django.utils.translation import gettext_lazy as _

_A_LEGAL_RESIDENT = _(
    "This person is a citizen, or has been a permanent resident for five years with 40 quarters of work."
)
_UNDER_19 = _("This person is under 19.")
_PREGNANT = _("This person is pregnant.")
_CHILD_SUPPORT = _(
    "The parent cooperates with child support for each child whose other parent lives elsewhere."
)
_HAS_SNAP = _("The household receives SNAP, or would take it up.")
_HAS_TANF = _("The family receives TANF, or would take it up.")

SENTENCES = {
    # taxes
    "cdcc_has_child": _("There is a child under 13 in the family."),
    "cdcc_has_tax_to_lower": _("The family owes income tax that the credit can lower."),
    "cdcc_parents_earn": _("The parent earns, or both parents earn or one of them studies full time."),
    "cdcc_pays_for_care": _("The family pays for child care itself."),
    "ctc_has_child": _("A child under 17 and a parent both have a Social Security number."),
    "ctc_has_dependent": _("There is a child or another dependent in the family."),
    "ctc_has_earnings": _("Pay is over the amount from which the credit is paid out."),
    "ctc_has_payroll_tax": _(
        "There are three children, and payroll tax is more than the Earned Income Tax Credit."
    ),
    "ctc_has_tax_to_lower": _("The family owes income tax that the credit can lower."),
    "ctc_income_ok": _("Income is low enough that some of the credit is left."),
    "eitc_age_ok": _("The head of the family or the spouse is 25 to 64 years old."),
    "eitc_filers_have_work_numbers": _(
        "The head of the family and the spouse have Social Security numbers valid for work."
    ),
    "eitc_has_child": _("A child with a Social Security number lives with the family."),
    "eitc_has_earnings": _("There is pay from work."),
    "eitc_income_ok": _("Income is under the limit."),
    "eitc_investment_income_ok": _("Income from savings and investments is not over the limit."),
    "premium_credit_income_high_enough": _("Income is at least the poverty guideline."),
    "premium_credit_income_low_enough": _(
        "Income is at or under the limit, a multiple of the poverty guideline."
    ),
    "premium_credit_leaves_something": _("The benchmark plan costs more than the family's own share."),
    "premium_credit_someone": _("Someone on the tax return has no other coverage to turn to."),
    # food
    "snap_has_member": _("At least one person in the household counts for SNAP."),
    "snap_categorical": _(
        "Every member receives SSI or TANF, so limits on income and on money held do not apply."
    ),
    "snap_assets_ok": _("Money in bank accounts and cash is at or under the limit."),
    "snap_has_elderly_or_disabled": _(
        "A member is 60 or older, or receives SSI or Social Security disability benefits."
    ),
    "snap_gross_income_ok": _("Income before deductions is at or under the limit."),
    "snap_net_income_ok": _("Income after deductions is at or under the limit."),
    "snap_interview_done": _("Have the interview for SNAP."),
    "snap_papers_done": _("Give proof of income, identity, status and Social Security numbers for SNAP."),
    "snap_member": _("This person counts as a member for SNAP."),
    "snap_eligible": _("The household may have SNAP."),
    "snap_held": _HAS_SNAP,
    "school_meals_by_snap": _HAS_SNAP,
    "school_meals_by_tanf": _HAS_TANF,
    "school_meals_has_pupil": _("A child of the family goes to school."),
    "school_meals_reduced_income_ok": _("Income is at or under the limit for reduced-price meals."),
    "wic_child": _("This person is a child under five."),
    "wic_breastfeeding": _("This person breastfeeds a baby under one."),
    "wic_by_own_medicaid": _("This person has Medicaid."),
    "wic_by_family_medicaid": _("A pregnant woman or a baby in the family has Medicaid."),
    "wic_by_tanf": _HAS_TANF,
    "wic_income_ok": _("Family income is at or under WIC's limit."),
    # cash
    "tanf_eligible": _("The family may have TANF."),
    "tanf_assets_ok": _("What the family owns is within the limit, its home and a vehicle apart."),
    "tanf_child_support_ok": _CHILD_SUPPORT,
    "tanf_gross_income_ok": _("Income before deductions is at or under the limit."),
    "tanf_has_child": _(
        "A child under 18 who is a citizen or an admitted permanent resident lives with the family."
    ),
    "tanf_net_income_ok": _("Income that counts is at or under the need standard."),
    "tanf_someone_to_aid": _(
        "Someone in the family counts for TANF: not everyone has SSI or a status that TANF does not admit."
    ),
    "ssi_aged_or_disabled": _("This person is 65 or older, or disabled under Social Security's definition."),
    "ssi_assets_ok": _(
        "What this person owns, with the share of spouse or parents that counts, is within the limit."
    ),
    "ssi_income_ok": _("Income that counts is under the SSI rate."),
    "ssi_status_ok": _A_LEGAL_RESIDENT,
    # health
    "medicaid_status_ok": _A_LEGAL_RESIDENT,
    "medicaid_eligible": _("This person may have Medicaid."),
    "medicaid_as_ssi_recipient": _("This person receives SSI, which brings Medicaid with it."),
    "recently_pregnant": _("This person's pregnancy ended less than six months ago."),
    "medicaid_is_child_age": _UNDER_19,
    "medicaid_child_income_ok": _("Family income is at or under the limit for a child of this age."),
    "medicaid_pregnant_income_ok": _("Family income is at or under the limit in pregnancy."),
    "medicaid_has_dependent_child": _("A child under 18 lives in the family."),
    "medicaid_child_is_deprived": _(
        "There is one parent at home, or a parent who is disabled or hardly works."
    ),
    "medicaid_parent_income_ok": _("Family income is at or under the limit for parents."),
    "medicaid_waiver_income_ok": _("Income is at or under the waiver's limit."),
    "medicaid_waiver_resources_ok": _("This person owns no more than the waiver allows."),
    "counts_as_medicare": _("This person has Medicare, or may have it without a premium."),
    "working_disabled_works": _("This person works for pay the hours that the program asks for."),
    "working_disabled_earned_ok": _(
        "Earnings of this person and the spouse that count are at or under the limit."
    ),
    "working_disabled_unearned_ok": _(
        "Other income of this person and the spouse that counts is at or under the limit."
    ),
    "working_disabled_resources_ok": _("This person owns no more than the program allows."),
    "chip_eligible": _("This person may have CHIP."),
    "chip_no_medicaid": _("This person may not have Medicaid."),
    "chip_age_ok": _UNDER_19,
    "chip_income_ok": _("Family income is at or under CHIP's limit."),
    "expects_child": _PREGNANT,
    # children's places
    "child_care_has_child": _(
        "A child is under 13 (under 19 with special needs) and a citizen or a permanent resident."
    ),
    "child_care_activity_ok": _("Each parent works or learns the hours asked for, or is excused from it."),
    "child_care_income_ok": _(
        "Income before deductions is at or under the share of the state's median income."
    ),
    "child_care_assets_ok": _("The family owns no more than the limit, which it certifies itself."),
    "child_care_child_support_ok": _CHILD_SUPPORT,
    "head_start_age": _("This person is three to five years old."),
    "early_head_start_age": _("This person is under three, or pregnant."),
    "head_start_income_ok": _("Family income is at or under the poverty guideline."),
    "head_start_by_ssi": _("Someone in the family has SSI, or may have it."),
    # home
    "housing_income_ok": _("Yearly income is at or under the county's very low income limit."),
    "housing_status_ok": _("At least one member is a citizen or a permanent resident."),
    "liheap_has_member": _("At least one person counts for energy assistance."),
    "liheap_has_applicant": _("Somebody in the family is 18 or older and can apply."),
    "liheap_income_ok": _("Income is at or under the share of the state's median income."),
    "liheap_has_bill": _("The household pays for heating or cooling."),
    "liheap_papers_done": _(
        "Give Social Security cards, photo identification, proof of income and the bill."
    ),
    # what the family tells
    "is_adult": _("This person is the head of the family or the spouse."),
    "is_disabled": _("This person has a disability that meets Social Security's definition."),
    "has_job_coverage": _("This person has health coverage from an employer."),
    "receives_medicaid": _("This person is covered by Medicaid."),
    "receives_snap": _("The household receives SNAP."),
    "receives_tanf": _("The household receives TANF."),
}


def sentence_of(code: str, about: str) -> str:
    """A test's sentence; the law's own English words where it has none yet."""
    if code in SENTENCES:
        return str(SENTENCES[code])
    return f"{about[:1].upper()}{about[1:]}."
