"""The copied-in files are the ones VENDOR.md names, and all of them are named."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", re.MULTILINE)
FONTS = ROOT / "src/konbit/ui/static/ui/fonts"
FONTS_ON_PAPER = ROOT / "src/konbit/exchange/documents/fonts"


def listed():
    return dict(ROW.findall((ROOT / "VENDOR.md").read_text(encoding="utf-8")))


def test_every_listed_file_is_unchanged():
    for name, wanted in listed().items():
        assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == wanted, name


def test_every_font_file_is_listed():
    here = [file for folder in (FONTS, FONTS_ON_PAPER) for file in folder.iterdir()]
    assert {str(file.relative_to(ROOT)) for file in here} == set(listed())


def test_every_font_the_styles_ask_for_is_here():
    styles = (FONTS.parent / "base.css").read_text(encoding="utf-8")
    for name in re.findall(r'url\("fonts/([^"]+)"\)', styles):
        assert (FONTS / name).is_file(), name
