"""Imports: the run of one file, its rows until they are imported, what each imported row did, and matches of columns."""

import uuid

from django.conf import settings
from django.db import models

from konbit.exchange import words
from konbit.network.models import Group

PERSON = settings.AUTH_USER_MODEL


class ImportRun(models.Model):
    """One file on its way into a group, from its upload to the end of the days in which it can be taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=20, choices=words.IMPORT_KINDS.items())
    state = models.CharField(max_length=12, choices=words.IMPORT_STATES.items(), default="uploaded")
    file_name = models.CharField(max_length=200)
    # [{"name", "headers": [[letters, text]], "header_row", "rows", "counted_from"}]; one of them is imported.
    sheets = models.JSONField(default=list)
    sheet = models.PositiveSmallIntegerField(default=0)
    # Which header stands for which column of the kind: {"0": "name"}, by the place of the header.
    columns = models.JSONField(default=dict)
    # How a day such as 03/04/2023 is meant, by column: {"due_on": "day-first"}.
    dates = models.JSONField(default=dict)
    # What the dry run found: {"new", "changed", "same", "refused"}; then what the import did.
    counts = models.JSONField(default=dict)
    # Packed rows of faults: [[row, letters, header, value, code, facts, column, is_left_empty]].
    faults = models.BinaryField(null=True)
    # Whether a cell that cannot be read, and need not be there, is left empty instead of refusing its row.
    leaves_cells_empty = models.BooleanField(default=False)
    # What the dry run says besides, until the import: {"samples": {...}, "remarks": [...]}.
    told = models.JSONField(default=dict)
    rows_done = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, default="page")
    uploaded_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    # What could not be taken back: [[row, sentence]].
    kept = models.JSONField(default=list)

    class Meta:
        ordering = ("-uploaded_at",)
        indexes = (models.Index(fields=["group", "-uploaded_at"], name="imports_of_a_group"),)

    @property
    def source(self) -> str:
        """Where its records came from, in the file's own words."""
        return self.file_name

    @property
    def table(self) -> dict:
        """The sheet that is imported."""
        return self.sheets[self.sheet]

    @property
    def rows_total(self) -> int:
        return self.table["rows"]

    @property
    def refused(self) -> int:
        return self.counts.get("refused", 0)

    @property
    def to_write(self) -> int:
        """How many rows would be written: new ones and changed ones."""
        return self.counts.get("new", 0) + self.counts.get("changed", 0)


class TablePart(models.Model):
    """Some of the rows of a file, packed, until the import has read them."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="parts")
    sheet = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    # Packed: {"rows": [[number, [cells]]], "marked": [[row, place, what]]}.
    rows = models.BinaryField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["run", "sheet", "number"], name="a_part_of_a_table_is_kept_once"),
        )


class ImportedRow(models.Model):
    """What one row of a file did, so that it can be taken back."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="imported_rows")
    row = models.PositiveIntegerField()
    # In the order in which they were done: [{"what", "id", "name", "before", "after"}].
    traces = models.JSONField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["run", "-id"], name="imported_rows_of_a_run"),)


class ColumnMatch(models.Model):
    """How the columns of one source were matched last time. A source is a set of headers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=words.IMPORT_KINDS.items())
    # A hash of the headers, whatever their order and capitals.
    source = models.CharField(max_length=64)
    # {header: column}, and how days were meant: {column: order}.
    columns = models.JSONField(default=dict)
    dates = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "kind", "source"], name="a_source_is_matched_once"),
        )
