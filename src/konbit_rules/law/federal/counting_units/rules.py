"""Who counts with whom: each program's unit is law of its own, and each household has one unit of each kind.

A grown relative or friend in the household files taxes, buys food and asks for help in a file of their own; that
person is in the household and in none of these units.
"""

from konbit_rules.engine.language import count_members, rule


@rule(
    unit="bool", entity="person", cites="26 USC 152; 42 CFR 435.603(f)", about="head of the family or spouse"
)
def is_adult(role):
    return role == "head" or role == "spouse"


@rule(unit="bool", entity="person", cites="26 USC 152(c)", about="child of the family")
def is_child(role):
    return role == "child"


@rule(unit="bool", entity="person", cites="26 USC 151, 152", about="on the family's tax return")
def in_tax_unit(is_adult, is_child):
    return is_adult or is_child


@rule(
    unit="bool", entity="person", cites="7 CFR 273.1(a), (b)", about="buys and prepares food with the family"
)
def in_snap_unit(is_adult, is_child):
    return is_adult or is_child


@rule(
    unit="bool",
    entity="person",
    cites="45 CFR 233.90; Mississippi TANF policy manual",
    about="in the family of the child who needs help",
)
def in_assistance_unit(is_adult, is_child):
    return is_adult or is_child


@rule(unit="bool", entity="person", cites="45 CFR 98.2 (family)", about="in the family that uses child care")
def in_child_care_family(is_adult, is_child):
    return is_adult or is_child


@rule(unit="number", entity="household", cites="24 CFR 5.403", about="people in the household")
def household_size(is_adult, is_child):
    return count_members(is_adult or is_child)


@rule(unit="bool", entity="tax_unit", cites="26 USC 7703", about="head and spouse live together")
def is_couple(role):
    return count_members(role == "spouse") > 0
