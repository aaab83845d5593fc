"""The table of this room: what the search finds things by."""

from django.db import models


class SearchText(models.Model):
    """The folded words of one record, and who may find it. Nothing of it is ever shown: a hit is read from its record.

    The database keeps an index beside it by its own means (migration 0001): FTS5 on SQLite, a tsvector on PostgreSQL.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=30)
    record_id = models.UUIDField()
    # For whom it can be found, and its kind: "group<id> kinddecision". See `search/doors.py`.
    doors = models.TextField()
    words = models.TextField()
    # A group, a person, a document: what people look for by its name comes before what was said.
    is_name = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "record_id"], name="a_record_is_found_once"),)
