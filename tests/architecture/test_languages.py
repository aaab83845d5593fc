"""Every sentence stands in four languages, with the same placeholders, and the protected terms stay as they are."""

import pytest
from django.utils import translation

from tools import messages

LANGUAGES = sorted(messages.PLURAL_FORMS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_says_everything_the_source_says(language):
    faults = messages.faults_in(language)
    listed = "\n".join(faults[:60]) + ("\n..." if len(faults) > 60 else "")
    assert not faults, f"{len(faults)} faults; `./run messages` brings new sentences in:\n{listed}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_is_compiled_so_that_its_pages_exist(language):
    assert translation.check_for_language(language)
    compiled = messages.catalog_path(language).with_suffix(".mo")
    assert compiled.exists(), "./run setup compiles the catalogs"
    assert compiled.stat().st_mtime >= messages.catalog_path(language).stat().st_mtime, (
        "./run setup compiles it anew"
    )


def test_haitian_creole_carries_what_django_says():
    texts = {text for _context, text in messages.wanted_in("ht")}
    assert {"January", "Monday", "This field is required.", "Enter a valid date."} <= texts
    contexts = {context for context, _text in messages.wanted_in("ht")}
    assert {"alt. month", "abbrev. month"} <= contexts


def test_reader_of_templates_finds_every_way_of_saying():
    template = """
        {% load i18n %}
        <c-card :label="_('Due')" title="{% translate 'A card' %}">
          {% blocktranslate trimmed count n=things|length with who=person.name %}
            {{ who }} has {{ n }} thing.
          {% plural %}
            {{ who }} has {{ n }} things.
          {% endblocktranslate %}
          {% translate "May" context "month" %} {{ _("Plain") }} don't {% if x %} it's {% endif %}
        </c-card>
    """
    found = [(message.context, message.text, message.plural) for message in messages.in_template(template)]
    assert found == [
        (None, "A card", None),
        (None, "%(who)s has %(n)s thing.", "%(who)s has %(n)s things."),
        ("month", "May", None),
        (None, "Plain", None),
        (None, "Due", None),
    ]


def test_reader_of_python_finds_every_way_of_saying():
    python = (
        "_('one' ' sentence'); ngettext_lazy('%(n)s day', '%(n)s days', 'n'); npgettext('c', 'a', 'b', 2)\n"
        "pgettext_lazy('meeting', 'Open'); _(variable)\n"
    )
    found = [(message.context, message.text, message.plural) for message in messages.in_python(python)]
    assert found == [
        (None, "one sentence", None),
        (None, "%(n)s day", "%(n)s days"),
        ("c", "a", "b"),
        ("meeting", "Open", None),
    ]
