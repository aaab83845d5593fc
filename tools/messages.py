"""Bring the message catalogs up to date with the source, or say what they lack.

    python tools/messages.py            new sentences in, vanished ones out, headers right
    python tools/messages.py --check    change nothing; list every fault and exit with 1

No gettext tools are needed: Babel reads the source, polib writes the catalogs. Sentences of Django's own that a person
can meet are carried where Django has no translation of them; they are marked with the comment "django".
"""

import re
import sys
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

import django
import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "konbit"
LOCALE = SOURCE / "locale"
PLURAL_FORMS = {
    "es": "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;",  # as Django's own
    "ht": "nplurals=2; plural=(n > 1);",
    "vi": "nplurals=1; plural=0;",
}
HEADER = "A sentence that a person has reviewed carries a comment line: reviewed: role, date"
PROTECTED_TERMS = ("Konbit", "Mississippi Action Learning Network", "MALN")
DJANGO = "django"
# Not views/csrf.py: Konbit has a page of its own for a form that was open too long.
DJANGO_FILES = (
    "contrib/auth/password_validation.py",
    "core/validators.py",
    "forms/fields.py",
    "forms/formsets.py",
    "forms/models.py",
    "utils/dateformat.py",
    "utils/dates.py",
    "utils/timesince.py",
)
_PLAIN, _PLURAL = None, (1, 2)
_CONTEXT, _CONTEXT_PLURAL = ((1, "c"), 2), ((1, "c"), 2, 3)
FUNCTIONS = {
    "_": _PLAIN,
    "gettext": _PLAIN,
    "gettext_lazy": _PLAIN,
    "gettext_noop": _PLAIN,
    "ngettext": _PLURAL,
    "ngettext_lazy": _PLURAL,
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
    "npgettext": _CONTEXT_PLURAL,
    "npgettext_lazy": _CONTEXT_PLURAL,
}
# Components take dynamic attributes such as :label="_('Due')", which Django's own reader takes for plain text.
DYNAMIC_ATTRIBUTE = re.compile(r"""\s:[\w.-]+\s*=\s*(?:"([^"]*)"|'([^']*)')""")
CALL_IN_ATTRIBUTE = re.compile(r"""\b_\(\s*(?:'((?:[^'\\]|\\.)+)'|"((?:[^"\\]|\\.)+)")\s*\)""")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)%[sd]|\{[a-z_][a-z0-9_.]*\}")
MARKUP = re.compile(r"</?[a-z][a-z0-9]*")


@dataclass
class Message:
    """A sentence of the source: where it stands, and its plural where it has one."""

    context: str | None
    text: str
    plural: str | None = None
    places: list[str] = field(default_factory=list)
    from_django: bool = False

    @property
    def key(self) -> tuple[str | None, str]:
        """What a catalog finds it by."""
        return self.context, self.text


# --- reading the source --------------------------------------------------------------------------


def calls_in(python: str) -> list[tuple[str, object]]:
    """The translation calls of a Python text, in order, as (function, arguments)."""
    found = extract_python(BytesIO(python.encode()), FUNCTIONS, [], {"encoding": "utf-8"})
    return [(function, arguments) for _line, function, arguments, _comments in found]


def as_message(function: str, arguments: object) -> Message | None:
    """The message of one call; None where its text is not written out."""
    given = arguments if isinstance(arguments, tuple) else (arguments,)
    wanted = FUNCTIONS[function] or (1,)
    has_context = isinstance(wanted[0], tuple)
    texts = given[: len(wanted)]
    if len(texts) < len(wanted) or not all(isinstance(text, str) and text for text in texts):
        return None
    context = texts[0] if has_context else None
    texts = texts[has_context:]
    return Message(context, texts[0], texts[1] if len(texts) > 1 else None)


def in_python(text: str) -> list[Message]:
    """The messages of a Python file."""
    return [message for call in calls_in(text) if (message := as_message(*call))]


def in_template(text: str) -> list[Message]:
    """The messages of a template, those in components' dynamic attributes last."""
    # Indentation means nothing in a template, but would to a reader of Python.
    flat = "\n".join(line.strip() for line in templatize(text).splitlines())
    found = in_python(flat)
    for attribute in DYNAMIC_ATTRIBUTE.finditer(text):
        for call in CALL_IN_ATTRIBUTE.finditer(attribute.group(1) or attribute.group(2) or ""):
            found.append(
                Message(None, (call.group(1) or call.group(2)).replace("\\'", "'").replace('\\"', '"'))
            )
    return found


def merged(found: list[tuple[str, Message]]) -> dict[tuple[str | None, str], Message]:
    """Each message once, in order of first occurrence, with all its places."""
    messages: dict[tuple[str | None, str], Message] = {}
    for place, message in found:
        known = messages.setdefault(message.key, message)
        known.plural = known.plural or message.plural
        if place not in known.places:
            known.places.append(place)
    return messages


@cache
def konbit_messages() -> dict[tuple[str | None, str], Message]:
    """What Konbit's own source says."""
    found = []
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            read = in_python
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            read = in_template
        else:
            continue
        place = path.relative_to(ROOT).as_posix()
        found += [(place, message) for message in read(path.read_text())]
    return merged(found)


@cache
def django_messages() -> dict[tuple[str | None, str], Message]:
    """What Django itself can say to a person: errors of forms, months, weekdays, durations."""
    folder = Path(django.__file__).parent
    found = [
        (f"django/{name}", message)
        for name in DJANGO_FILES
        for message in in_python((folder / name).read_text())
    ]
    for _place, message in found:
        message.from_django = True
    return merged(found)


def translated_by_django(language: str) -> set[tuple[str | None, str]]:
    """What Django's own catalogs already say in this language."""
    folder = Path(django.__file__).parent
    known = set()
    for catalogs in ("conf", "contrib/auth"):
        path = folder / catalogs / "locale" / language / "LC_MESSAGES" / "django.po"
        if path.exists():
            known |= {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path)).translated_entries()}
    return known


def wanted_in(language: str) -> dict[tuple[str | None, str], Message]:
    """Everything the catalog of this language must say."""
    wanted = dict(konbit_messages())
    known = translated_by_django(language)
    for key, message in django_messages().items():
        if key not in wanted and key not in known:
            wanted[key] = message
    return wanted


# --- catalogs ------------------------------------------------------------------------------------


def catalog_path(language: str) -> Path:
    """Where the language's catalog stands."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def header_of(language: str) -> dict[str, str]:
    """The header that the catalog must have; no dates, so that a catalog changes only with its sentences."""
    return {
        "Project-Id-Version": "konbit",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }


def forms_of(language: str) -> int:
    """How many plural forms the language has."""
    return int(PLURAL_FORMS[language].removeprefix("nplurals=").split(";")[0])


def open_catalog(language: str) -> polib.POFile:
    """The catalog as it stands; an empty one where there is none."""
    path = catalog_path(language)
    return polib.pofile(str(path), wrapwidth=100) if path.exists() else polib.POFile(wrapwidth=100)


def entry_for(message: Message, old: polib.POEntry | None, language: str) -> polib.POEntry:
    """The message's entry, with the translation and the translator's comments it had."""
    entry = polib.POEntry(
        msgctxt=message.context,
        msgid=message.text,
        occurrences=[(place, "") for place in sorted(message.places)],
        comment=DJANGO if message.from_django else "",
        tcomment=old.tcomment if old else "",
        flags=[flag for flag in old.flags if flag == "fuzzy"] if old else [],
    )
    if message.plural is None:
        entry.msgstr = (old.msgstr or old.msgstr_plural.get(0, "")) if old else ""
    else:
        entry.msgid_plural = message.plural
        before = old.msgstr_plural if old else {}
        entry.msgstr_plural = {form: before.get(form, "") for form in range(forms_of(language))}
    return entry


def update(language: str) -> tuple[list[str], list[str]]:
    """Write the catalog anew; answers the sentences that came and those that went."""
    old = open_catalog(language)
    before = {(entry.msgctxt, entry.msgid): entry for entry in old if not entry.obsolete}
    wanted = wanted_in(language)
    new = polib.POFile(wrapwidth=100)
    new.header = HEADER
    new.metadata = header_of(language)
    new.extend(entry_for(message, before.get(key), language) for key, message in wanted.items())
    path = catalog_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = str(new).rstrip("\n") + "\n"
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
    return [text for _c, text in wanted.keys() - before.keys()], [
        text for _c, text in before.keys() - wanted.keys()
    ]


# --- faults --------------------------------------------------------------------------------------


def pairs_of(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Each translation beside the text it must agree with."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    forms = sorted(entry.msgstr_plural.items())
    alone = len(forms) == 1
    return [(entry.msgid if form == 0 and not alone else entry.msgid_plural, text) for form, text in forms]


def faults_of(entry: polib.POEntry, message: Message, language: str) -> list[str]:
    """What is wrong with one entry."""
    if entry.fuzzy:
        return ["marked fuzzy"]
    if (entry.msgid_plural or None) != message.plural:
        return ["its plural is not the source's"]
    if message.plural and set(entry.msgstr_plural) != set(range(forms_of(language))):
        return [f"needs {forms_of(language)} plural forms"]
    pairs = pairs_of(entry)
    if not all(translation.strip() for _text, translation in pairs):
        return ["not translated" if not message.plural else "not translated in every plural form"]
    faults = []
    for text, translation in pairs:
        for name, pattern in (("placeholders", PLACEHOLDER), ("markup", MARKUP)):
            here, there = sorted(set(pattern.findall(text))), sorted(set(pattern.findall(translation)))
            if here != there:
                faults.append(f"{name} differ: {', '.join(here) or 'none'} / {', '.join(there) or 'none'}")
        faults += [
            f"“{term}” must stay as it is"
            for term in PROTECTED_TERMS
            if term in text and term not in translation
        ]
        if text.startswith("\n") != translation.startswith("\n") or text.endswith(
            "\n"
        ) != translation.endswith("\n"):
            faults.append("line breaks at its ends differ")
    return faults


def faults_in(language: str) -> list[str]:
    """Everything that is wrong with the catalog of this language, one line each."""
    path = catalog_path(language)
    if not path.exists():
        return [f"{language}: there is no catalog"]
    catalog = open_catalog(language)
    faults = [
        f"{language}: its header must say {name}: {value}"
        for name, value in header_of(language).items()
        if catalog.metadata.get(name) != value
    ]
    wanted = wanted_in(language)
    seen = set()
    for entry in catalog:
        key = (entry.msgctxt, entry.msgid)
        shown = f"{language}: {entry.msgid[:70]!r}"
        if entry.obsolete or key not in wanted:
            faults.append(f"{shown}: the source no longer says this")
            continue
        if key in seen:
            faults.append(f"{shown}: stands twice")
        seen.add(key)
        faults += [f"{shown}: {fault}" for fault in faults_of(entry, wanted[key], language)]
    missing = [message for key, message in wanted.items() if key not in seen]
    return faults + [f"{language}: {m.text[:70]!r}: missing ({', '.join(m.places)})" for m in missing]


def main(arguments: list[str]) -> int:
    """Update or check every catalog; answers the exit code."""
    if arguments not in ([], ["--check"]):
        print(__doc__)
        return 2
    if arguments:
        faults = [fault for language in PLURAL_FORMS for fault in faults_in(language)]
        print("\n".join([*faults, f"{len(faults)} faults in {', '.join(PLURAL_FORMS)}"]))
        return 1 if faults else 0
    for language in PLURAL_FORMS:
        came, went = update(language)
        open_ = sum(not entry.translated() for entry in open_catalog(language))
        print(f"{language}: {len(came)} came, {len(went)} went, {open_} without a translation")
        for text in went:
            print(f"    went: {text!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
