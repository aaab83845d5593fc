"""What the rules tests stand on: nothing but the library, pytest and hypothesis."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no fault of the law; and what failed once is looked for again by hypothesis itself.
settings.register_profile(
    "rules", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60
)
settings.load_profile("rules")

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture(scope="session")
def shared():
    """The folder of data that several projects share; it stands beside the repository where it stands at all."""
    if not SHARED.is_dir():
        pytest.skip("the shared data (../shared) is not here")
    return SHARED
