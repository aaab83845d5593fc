"""What the audit pages show: the newest entries of a group, or of the whole installation."""

from uuid import UUID

from django.db.models import QuerySet

from konbit.audit.models import Entry


def entries(group_id: UUID | None = None) -> QuerySet[Entry]:
    """Newest first; of one group when its id is given."""
    found = Entry.objects.order_by("-sequence")
    return found if group_id is None else found.filter(group_id=group_id)
