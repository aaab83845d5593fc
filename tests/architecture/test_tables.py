"""Tables point to their own room or to a lower one, and to nothing of Django's but what it stands on."""

from django.apps import apps

from tests.architecture.tree import ROOMS


def room_of(model):
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "konbit" else None


def test_foreign_keys_point_to_the_same_room_or_a_lower_one():
    upward = []
    for model in apps.get_models():
        room = room_of(model)
        if room is None:
            continue
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            target = room_of(field.related_model)
            if target is not None and ROOMS.index(target) > ROOMS.index(room):
                upward.append(
                    f"{model._meta.label}.{field.name} points up to {field.related_model._meta.label}"
                )
    assert not upward, "\n".join(upward)


def test_every_table_stands_in_a_room_we_know():
    rooms = {room_of(model) for model in apps.get_models()} - {None}
    assert rooms
    assert rooms <= set(ROOMS)


def test_the_migrations_say_what_the_tables_say(db):
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=1)
