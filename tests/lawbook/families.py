"""Families as somebody types them into the form, and the day on which the law is asked."""

from datetime import date

DAY = date(2026, 6, 15)

A_PARENT = {
    "p1_age": "29",
    "p1_is_female": "yes",
    "p1_pay_amount": "12",
    "p1_pay_every": "hour",
    "p1_hours": "30",
}
A_CHILD = {
    "p2_role": "child",
    "p2_age": "4",
    "p2_is_female": "no",
    "p2_care_charge": "$600",
    "p2_care_hours_per_day": "8",
    "p2_care_days_per_week": "5",
    "p2_care_days_per_month": "21",
    "p2_care_provider": "center",
    "p2_child_support_cooperation": "yes",
}
HOW = {"rest": "none", "day": "2026-06-15", "earner": "1"}
TWO = {
    "people": "2",
    "county": "hinds",
    "rent": "700",
    "heating_or_cooling_bill": "120",
    "receives_snap": "yes",
    "snap_received": "385",
    "receives_child_care": "yes",
    **A_PARENT,
    **A_CHILD,
    **HOW,
}
