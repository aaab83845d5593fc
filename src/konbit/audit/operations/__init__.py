"""The one insert path of the audit trail."""

from konbit.audit.operations.entries import write_entries, write_entry, write_refusal

__all__ = ["write_entries", "write_entry", "write_refusal"]
