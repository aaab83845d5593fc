"""Files are short, well named, and hold nothing that belongs elsewhere."""

import re

from tests.architecture.tree import ROOT, SRC, repository_files, shown, source_files

LONGEST = 400
EMPTY_WORDS = {
    "utils", "util", "helpers", "helper", "common", "misc", "shared", "core", "service", "services", "manager",
    "managers",
}  # fmt: skip


def test_no_file_is_longer_than_a_person_reads_in_one_go():
    lengths = {path: len(path.read_text().splitlines()) for path in source_files(".py", ".html", ".css")}
    too_long = [f"{shown(path)}: {lines} lines" for path, lines in lengths.items() if lines > LONGEST]
    assert not too_long, "split these into a folder of the same name:\n" + "\n".join(too_long)


def test_no_file_or_folder_has_a_name_that_says_nothing():
    empty = [
        shown(path)
        for path in repository_files()
        if EMPTY_WORDS & {part.split(".")[0].lower() for part in path.relative_to(ROOT).parts}
    ]
    assert not empty, "\n".join(empty)


def test_locks_hold_no_address():
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert {lock.name for lock in locks} >= {"app.txt", "dev.txt"}
    assert [shown(lock) for lock in locks if "://" in lock.read_text()] == []


def test_locks_carry_a_hash_for_every_package():
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        blocks = re.split(r"^(?=[a-z0-9])", lock.read_text(), flags=re.MULTILINE)
        unhashed = [block.split()[0] for block in blocks if block.strip() and "--hash=sha256:" not in block]
        assert unhashed == [], lock.name


def test_no_file_names_a_package_registry():
    # In pieces, so that this file does not name them either.
    hosts = [
        ".".join(pieces)
        for pieces in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("registry", "npmjs", "org"),
            ("npmjs", "com"),
            ("unpkg", "com"),
            ("jsdelivr", "net"),
            ("cdnjs", "cloudflare", "com"),
            ("deb", "debian", "org"),
        )
    ]
    named = []
    for path in repository_files():
        text = path.read_bytes().decode(errors="ignore").lower()
        named += [f"{shown(path)}: {host}" for host in hosts if host in text]
    assert not named, "\n".join(named)


def test_no_file_names_the_machine_it_was_written_on():
    places = "|".join("/" + folder + "/" for folder in ("root", "work", "Users/[A-Za-z]+"))
    pattern = re.compile(f"(?<![A-Za-z0-9_.}}>-])({places})")
    named = [
        f"{shown(path)}: {found.group(0)}"
        for path in repository_files()
        if (found := pattern.search(path.read_bytes().decode(errors="ignore")))
    ]
    assert not named, "\n".join(named)


def test_every_room_says_what_it_is_for():
    silent = [
        shown(room)
        for room in sorted((SRC / "konbit").glob("*/__init__.py"))
        if not room.read_text().lstrip().startswith('"""')
    ]
    assert not silent, "these rooms have no docstring:\n" + "\n".join(silent)
