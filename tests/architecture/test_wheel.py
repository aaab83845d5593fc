"""The wheel holds everything an installation needs: pages, styles, facts and compiled catalogs."""

import subprocess
import sys
import zipfile

from tests.architecture.tree import ROOT, SRC, repository_files
from tools import messages


def test_wheel_holds_every_file_of_the_source_and_the_compiled_catalogs(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {path.relative_to(SRC).as_posix() for path in repository_files() if path.is_relative_to(SRC)}
    wanted |= {f"konbit/locale/{language}/LC_MESSAGES/django.mo" for language in messages.PLURAL_FORMS}
    assert wanted - held == set()
