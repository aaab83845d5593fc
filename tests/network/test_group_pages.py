"""Groups as people found, set and place them: through the pages."""

from datetime import time

import pytest
from django.test import Client
from django.urls import reverse

from konbit.audit.models import Entry
from konbit.foundation.refusals import ChangedMeanwhile, NotAllowed
from konbit.network.models import Group
from konbit.network.operations.groups import (
    EndsBeforeItBegins,
    LanguageNotAmongTheLanguages,
    change_settings,
)
from tests.makers import (
    AT,
    a_group,
    a_network,
    a_person,
    a_role,
    actor,
    an_operator,
    convener_of,
    signed_in,
    the_person_with,
)

pytestmark = pytest.mark.django_db

SETTINGS = {
    "name": "Delta network", "short_name": "DN", "purpose": "Children thrive.", "language": "en",
    "languages": ["en", "es"], "time_zone": "America/Chicago", "working_days": ["mon", "tue"], "meets_from": "10:00",
    "meets_until": "11:30", "place": "Town hall", "meeting_link": "", "interval_days": "42",
    "longest_gap_days": "56", "quorum_votes": "", "holidays": "", "days_draft": "14", "days_ask": "10", "days_pre_read": "7",
    "days_run_sheet": "1", "days_publish": "1", "days_answer": "3", "days_nudge": "14",
    "road_map_months": "3",
}  # fmt: skip


def text_of(answer):
    return answer.content.decode()


def sent(client, page, /, *args, **values):
    return client.post(reverse(page, args=args), values)


def as_convener(group):
    return signed_in(Client(), the_person_with(group, "convener"))


# --- founding ---------------------------------------------------------------------------------


def test_n32_three_groups_founded_inside_each_other_through_pages_keep_three_intervals(client):
    signed_in(client, an_operator())
    made = [
        ("new_network", [], "Delta network", "delta", {}, "42"),
        ("new_group", ["delta"], "Bolivar partnership", "bolivar", {"kind": "community_partnership"}, "28"),
        ("new_group", ["bolivar"], "Child care group", "child-care", {"kind": "working_group"}, "14"),
    ]
    for page, inside, name, address, kind, interval in made:
        values = {**SETTINGS, "name": name, "address": address, "interval_days": interval, **kind}
        answer = sent(client, page, *inside, **values)
        assert answer.status_code == 302, text_of(answer)
        assert answer.url == reverse("group", args=[address])
    # Each is changed in its own settings, and the others stay as they are.
    page = reverse("group_settings", args=["bolivar"])
    version = client.get(page).context["form"].initial["version"]
    client.post(page, {**SETTINGS, "name": "Bolivar partnership", "interval_days": "21", "version": version})

    intervals = dict(Group.objects.values_list("address", "interval_days"))
    assert intervals == {"delta": 42, "bolivar": 21, "child-care": 14}
    for address, interval in intervals.items():
        shown = client.get(reverse("group_settings", args=[address]))
        assert f'name="interval_days" value="{interval}"' in text_of(shown)
    parents = dict(Group.objects.values_list("address", "parent__address"))
    assert parents == {"delta": None, "bolivar": "delta", "child-care": "bolivar"}


def test_n32_the_members_page_shows_the_groups_inside_that_one_belongs_to(client):
    network = a_network()
    mine, other = a_group(network, name="Mine alone"), a_group(network, name="Somebody else's")
    person = a_role(network, "member").person
    a_role(mine, "member", person)
    signed_in(client, person)
    shown = text_of(client.get(reverse("members", args=[network.address])))
    assert "Mine alone" in shown
    assert "else&#x27;s" not in shown
    assert other.address not in shown


def test_a_network_with_an_address_that_is_used_is_refused_and_nothing_typed_is_lost(client):
    a_network(address="delta")
    signed_in(client, an_operator())
    answer = sent(client, "new_network", **{**SETTINGS, "name": "Second network", "address": "delta"})
    assert answer.status_code == 409
    assert "A group with the short address “delta” is there already." in text_of(answer)
    assert 'value="Second network"' in text_of(answer)
    assert Group.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"address": "Delta County!"}, "address"),
        ({"name": ""}, "name"),
        ({"interval_days": "0"}, "interval_days"),
        ({"interval_days": "many"}, "interval_days"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"languages": []}, "languages"),
        ({"language": "vi"}, "languages"),
        ({"meets_until": "09:00"}, "meets_until"),
        ({"meeting_link": "not an address"}, "meeting_link"),
    ],
)
def test_what_cannot_be_read_is_named_and_what_was_typed_stays(client, changes, wrong):
    signed_in(client, an_operator())
    answer = sent(client, "new_network", **{**SETTINGS, "address": "delta", "place": "Town hall", **changes})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [wrong]
    assert 'value="Town hall"' in text_of(answer)
    assert not Group.objects.exists()


def test_only_an_operator_finds_the_page_that_founds_a_network(client):
    signed_in(client, the_person_with(a_group(), "convener"))
    assert client.get(reverse("new_network")).status_code == 404
    assert sent(client, "new_network", **{**SETTINGS, "address": "delta"}).status_code == 404
    assert not Group.objects.filter(address="delta").exists()


# --- placing ----------------------------------------------------------------------------------


def test_n32_the_page_refuses_to_place_a_group_inside_itself_or_its_own(client):
    network = a_network()
    outer = a_group(network)
    inner = a_group(outer)
    person = a_person()
    for group in (network, outer, inner):
        a_role(group, "convener", person)
    signed_in(client, person)
    for moved, parent in ((outer, outer), (outer, inner), (network, inner)):
        answer = sent(client, "move_group", moved.address, parent=str(parent.pk))
        assert answer.status_code == 409
        assert f"“{moved.name}” cannot be placed inside itself or inside one of its own groups." in text_of(
            answer
        )
    assert dict(Group.objects.values_list("pk", "parent_id")) == {
        network.pk: None, outer.pk: network.pk, inner.pk: outer.pk
    }  # fmt: skip
    assert sent(client, "move_group", inner.address, parent=str(network.pk)).status_code == 302
    assert Group.objects.get(pk=inner.pk).parent == network


def test_the_page_offers_no_group_that_one_does_not_belong_to(client):
    network = a_network()
    group, other = a_group(network), a_group(network, name="Somebody else's")
    signed_in(client, the_person_with(group, "convener"))
    page = client.get(reverse("move_group", args=[group.address]))
    assert other.name not in text_of(page)
    assert str(other.pk) not in text_of(page)
    answer = sent(client, "move_group", group.address, parent=str(other.pk))
    assert answer.status_code == 422
    assert Group.objects.get(pk=group.pk).parent == network


# --- settings ---------------------------------------------------------------------------------


def settings_sent(client, group, **changes):
    return sent(
        client, "group_settings", group.address, **{**SETTINGS, "name": group.name, "version": 1, **changes}
    )


def test_settings_are_saved_and_shown_again():
    network = a_network()
    client = as_convener(network)
    answer = settings_sent(client, network, place="Library", meets_from="09:30", results_are_public="on")
    assert answer.status_code == 302
    network.refresh_from_db()
    assert (network.place, network.meets_from, network.version) == ("Library", time(9, 30), 2)
    assert network.results_are_public
    assert network.working_days == ["mon", "tue"]
    assert 'value="Library"' in text_of(client.get(answer.url))


def test_two_people_who_save_settings_lose_nothing():
    network = a_network(name="Delta")
    first, second = as_convener(network), signed_in(Client(), a_role(network, "facilitator").person)
    page = reverse("group_settings", args=[network.address])
    versions = [client.get(page).context["form"].initial["version"] for client in (first, second)]
    assert settings_sent(first, network, version=versions[0], place="Library").status_code == 302
    answer = settings_sent(second, network, version=versions[1], place="Church")

    assert answer.status_code == 409
    shown = text_of(answer)
    assert "Somebody else changed this while you were writing. Nothing was overwritten." in shown
    assert 'value="Church"' in shown, "what this person typed"
    assert "Library" in shown, "what stands now"
    network.refresh_from_db()
    assert network.place == "Library"

    # Saving the very page that was answered is a choice made with both in view.
    kept = answer.context["form"]["version"].value()
    assert settings_sent(second, network, version=kept, place="Church").status_code == 302
    network.refresh_from_db()
    assert network.place == "Church"


def test_forty_saves_by_four_people_are_each_kept_or_told():
    network = a_network()
    by = convener_of(network)
    seen, told, kept, stands = dict.fromkeys(range(4), 1), [], 1, ""
    for number in range(40):
        editor = (number * 7 + number // 3) % 4
        place = f"Place {number}"
        try:
            group = change_settings(group=network, version=seen[editor], place=place, by=by, at=AT)
        except ChangedMeanwhile as refused:
            told.append(refused.facts["theirs"]["place"] == stands)
            seen[editor] = refused.facts["version"]
        else:
            kept, stands = kept + 1, place
            seen[editor] = group.version
        assert Group.objects.get().place == stands
    assert len(told) + kept == 41
    assert told
    assert all(told)
    assert Group.objects.get().version == kept
    assert Entry.objects.filter(action="network.change_settings").count() == kept - 1


def test_saving_what_stands_already_is_no_conflict():
    network = a_network(place="Library")
    by = convener_of(network)
    change_settings(group=network, version=1, place="Church", by=by, at=AT)
    change_settings(group=network, version=1, place="Church", by=by, at=AT)
    assert Group.objects.get().place == "Church"


def test_a_facilitator_changes_the_hours_and_not_what_the_public_sees():
    network = a_network()
    client = signed_in(Client(), a_role(network, "facilitator").person)
    answer = settings_sent(client, network, place="Library", results_are_public="on")
    assert answer.status_code == 403
    assert "Only the convener of this group may do this." in text_of(answer)
    network.refresh_from_db()
    assert (network.place, network.results_are_public) == ("", False)
    assert settings_sent(client, network, place="Library").status_code == 302


def test_a_member_who_is_neither_reads_no_settings_page_and_is_told_why(client):
    network = a_network()
    signed_in(client, a_role(network, "member").person)
    page = reverse("group_settings", args=[network.address])
    for answer in (client.get(page), settings_sent(client, network, place="Library")):
        assert answer.status_code == 403
        assert "Only a convener or a facilitator of this group may do this." in text_of(answer)
    network.refresh_from_db()
    assert network.place == ""
    entries = Entry.objects.filter(allowed=False)
    assert [(entry.action, entry.refusal) for entry in entries] == [("group_settings", "convener_only")] * 2


def test_settings_that_do_not_fit_together_change_nothing():
    network = a_network()
    by = convener_of(network)
    with pytest.raises(EndsBeforeItBegins):
        change_settings(group=network, version=1, meets_from=time(10), meets_until=time(10), by=by, at=AT)
    with pytest.raises(LanguageNotAmongTheLanguages):
        change_settings(group=network, version=1, languages=["es"], by=by, at=AT)
    with pytest.raises(NotAllowed):
        change_settings(group=network, version=1, place="X", by=actor(a_person()), at=AT)
    assert Group.objects.get().version == 1
