"""The stylesheets stay small, and keep the colors of the visual language."""

import gzip
import re
from pathlib import Path

from konbit.ui import components

STYLES = Path(components.__file__).parent / "static" / "ui"
LIMIT = 12_000


def test_all_stylesheets_together_stay_below_the_limit():
    together = b"".join(file.read_bytes() for file in sorted(STYLES.glob("*.css")))
    assert len(gzip.compress(together)) < LIMIT


def luminance(color):
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_colors_reach_their_contrast_on_every_ground_they_stand_on():
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (STYLES / "base.css").read_text()))
    pairs = [
        ("ink", "paper"),
        ("soft", "paper"),
        ("soft", "brand-wash"),
        ("brand", "paper"),
        ("brand", "brand-wash"),
        ("brand", "sun-wash"),
        ("coral", "card"),
        ("coral-ink", "coral-wash"),
        ("leaf", "card"),
        ("sun-ink", "sun-wash"),
        ("still-ink", "still"),
        ("on-dark", "brand-deep"),
    ]
    for text, ground in pairs:
        assert contrast(tokens[text], tokens[ground]) >= 4.5, (text, ground)
    assert contrast(tokens["edge"], tokens["card"]) >= 3


def test_every_component_says_its_rules():
    for component in components.all_components():
        assert len(component.rules) > 40, component.name
