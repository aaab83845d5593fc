"""What was measured of the library when this version was made: it ships with the library and is read once."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

LIBRARY = Path(str(files("konbit_rules")))


@cache
def measured(path: Path = LIBRARY / "accuracy.yaml") -> dict[str, Any] | None:
    """The cases worked by hand, and the last run against another calculator; none where no such file ships."""
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
