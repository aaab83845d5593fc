"""What must still hold after an older backup was restored, kept outside the database: a file that only grows.

A backup does not know what happened after it: which letters went out, what was revoked. Such things are noted here, in
`ledger.jsonl` of the data folder, and `konbit restore` replays them. Lines hold codes and ids, never what a person typed.
"""

import json
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

# A backup is made over some seconds, and clocks of two machines differ a little.
MARGIN = timedelta(hours=1)
BEGUN = "ledger.begun"

Replay = Callable[..., None]
_replays: dict[str, Replay] = {}


def replays(what: str) -> Callable[[Replay], Replay]:
    """Register what a restore does with notes of this code. It gets the note's facts as keywords, and `noted_at`; it must
    do no harm where the restored database knows of it already."""

    def register(replay: Replay) -> Replay:
        _replays[what] = replay
        return replay

    return register


def note(what: str, **facts: UUID | str | None) -> None:
    """Write one line when the caller's transaction has committed."""
    at = timezone.now()
    line = {"at": at.isoformat(), "what": what, **facts}
    transaction.on_commit(lambda: _append(line))


def covers(moment: datetime) -> bool:
    """Whether everything since this moment was noted here."""
    first = next(_lines(), None)
    return first is not None and first["what"] == BEGUN and datetime.fromisoformat(first["at"]) <= moment


def replay_since(moment: datetime) -> int:
    """Replay every note made since the moment, in their order; answers how many."""
    done = 0
    for line in _lines():
        noted_at = datetime.fromisoformat(line.pop("at"))
        replay = _replays.get(line.pop("what"))
        if replay is not None and noted_at >= moment - MARGIN:
            replay(noted_at=noted_at, **{name: _typed(name, value) for name, value in line.items()})
            done += 1
    return done


def _path() -> Path:
    return Path(settings.KONBIT_HOME) / "ledger.jsonl"


def begin() -> None:
    """Begin the ledger where there is none: from here on it is complete."""
    try:
        with os.fdopen(os.open(_path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(json.dumps({"at": timezone.now().isoformat(), "what": BEGUN}) + "\n")
    except FileExistsError:
        return


def _append(line: dict[str, Any]) -> None:
    begin()
    with _path().open("a") as file:
        # One short write each: lines of several processes never mix.
        file.write(json.dumps(line, default=str) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _lines() -> Iterator[dict[str, Any]]:
    try:
        text = _path().read_text()
    except FileNotFoundError:
        return
    for line in text.splitlines():
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            # The machine lost power in the middle of this line.
            continue


def _typed(name: str, value: Any) -> Any:
    return UUID(value) if name.endswith("_id") and value else value
