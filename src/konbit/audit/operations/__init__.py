"""The one insert path of the audit trail."""

from konbit.audit.operations.entries import import_entries, write_entries, write_entry, write_refusal

__all__ = ["import_entries", "write_entries", "write_entry", "write_refusal"]
