from django.db import migrations


def fill(apps, _schema_editor):
    """What stood after each step written before: the next step tells what it found; the last one, what stands now."""
    commitments = apps.get_model("meetings", "Commitment")
    for commitment in commitments.objects.prefetch_related("changes").iterator(chunk_size=500):
        changes = list(commitment.changes.order_by("id"))
        for number, change in enumerate(changes):
            following = changes[number + 1].before.get("due_on") if number + 1 < len(changes) else None
            change.due_after = following or commitment.due_on
            change.save(update_fields=["due_after"])
        accepted = [change for change in changes if change.step in ("accept", "amend") and not change.undone_at]
        if accepted and commitment.state in ("accepted", "done", "dropped"):
            commitment.accepted_by_id = accepted[-1].person_id
            commitment.save(update_fields=["accepted_by"])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_the_cycle")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
