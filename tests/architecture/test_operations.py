"""A verb takes its arguments by name, knows who acts and when, and says what it promises."""

import ast

from tests.architecture.tree import shown, source_files, tree_of

# These name their code first: `write_entry("meetings.record_decision", about=decision, by=by, at=at)`.
WRITERS_OF_THE_TRAIL = {"write_entry", "write_entries", "write_refusal"}


def operations():
    for path in source_files(".py"):
        if "operations" not in path.parts and path.stem != "operations":
            continue
        for node in tree_of(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield path, node


def test_every_operation_is_keyword_only():
    positional = [
        f"{shown(path)}: {verb.name}"
        for path, verb in operations()
        if (verb.args.args or verb.args.posonlyargs or verb.args.vararg)
        and verb.name not in WRITERS_OF_THE_TRAIL
    ]
    assert not positional, "\n".join(positional)


def test_every_operation_knows_who_acts_and_when():
    unknown = [
        f"{shown(path)}: {verb.name} lacks {', '.join(sorted(lacking))}"
        for path, verb in operations()
        if (lacking := {"by", "at"} - {argument.arg for argument in verb.args.kwonlyargs})
    ]
    assert not unknown, "\n".join(unknown)


def test_every_operation_says_what_it_promises():
    silent = [f"{shown(path)}: {verb.name}" for path, verb in operations() if not ast.get_docstring(verb)]
    assert not silent, "\n".join(silent)
