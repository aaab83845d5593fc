"""SNAP as the other calculator reads it, one switch for each difference of the register."""

from konbit_rules.engine.language import any_member, rule


@rule(
    unit="bool",
    entity="snap_unit",
    cites="other reading",
    about="those left out by status are asked for SSI too",
)
def snap_categorical(
    snap_has_member, snap_member, snap_gets_cash_help, in_snap_unit, snap_those_left_out_need_ssi
):
    return snap_has_member and not any_member(
        (snap_member or (in_snap_unit and snap_those_left_out_need_ssi)) and not snap_gets_cash_help
    )
