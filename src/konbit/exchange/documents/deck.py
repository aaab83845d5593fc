"""A deck of slides: a title, slides of text and slides of tables. What does not fit goes on to a further slide."""

import io
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from konbit.exchange.documents.office import (
    ATTENTION,
    BRAND,
    FONT,
    INK,
    LINE,
    SOFT,
    WASH,
    clean,
    describe,
    region,
    same_bytes,
)

WIDTH, HEIGHT, EDGE = 13.333, 7.5, 0.7
INNER = WIDTH - 2 * EDGE
TOP, BOTTOM = 1.65, 6.75
TEXT, SMALL, HEADING = 22, 16, 30
# How wide a letter is, on average, in parts of its height; and how high a line with its lead.
LETTER, LEAD = 0.52, 1.25
TITLE_LAYOUT, CONTENT_LAYOUT, TITLE_ONLY_LAYOUT = 0, 1, 5


@dataclass(frozen=True)
class Line:
    """One paragraph of a slide. kind: "text", "soft" (what is said about it), "strong" or "attention"."""

    text: str
    kind: str = "text"
    language: str = ""

    @property
    def size(self) -> int:
        return SMALL if self.kind == "soft" else TEXT

    @property
    def color(self) -> str:
        return {"soft": SOFT, "attention": ATTENTION}.get(self.kind, INK)


class Deck:
    """Slides that are added one after the other. `foot` stands at the bottom of each."""

    def __init__(self, *, foot: str) -> None:
        self._foot = foot
        self._slides = Presentation()
        self._slides.slide_width, self._slides.slide_height = Inches(WIDTH), Inches(HEIGHT)

    def title(self, heading: str, lines: Iterable[str], *, above: str = "", language: str = "") -> None:
        """The first slide."""
        slide = self._slides.slides.add_slide(self._slides.slide_layouts[TITLE_LAYOUT])
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = RGBColor.from_string(BRAND)
        name, below = slide.shapes.title, slide.placeholders[1]
        _place(name, EDGE, 1.9, INNER, 1.5)
        _place(below, EDGE, 3.6, INNER, 2.6)
        name.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        if above:
            _write(_box(slide, EDGE, 0.8, INNER), above, TEXT, "FFFFFF", language=language)
        _write(name.text_frame.paragraphs[0], heading, 40, "FFFFFF", bold=True)
        _paragraphs(below, [(line, TEXT + 2, "E6F2EF", False, "") for line in lines])
        self._foot_of(slide, "E6F2EF")

    def text(self, heading: str, lines: Sequence[Line], *, language: str = "") -> None:
        """Slides of text under one heading; a long text goes on, and says so."""
        for number, part in enumerate(_parts(lines)):
            slide = self._slide(CONTENT_LAYOUT, heading, number, language)
            body = slide.placeholders[1]
            _place(body, EDGE, TOP, INNER, BOTTOM - TOP)
            _paragraphs(
                body,
                [
                    (line.text, line.size, line.color, line.kind in ("strong", "attention"), line.language)
                    for line in part
                ],
            )

    def table(
        self,
        heading: str,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        language: str = "",
    ) -> None:
        """Slides of one table; `widths` are parts of the whole width. `language` is that of the cells."""
        widths = [INNER * width / sum(widths) for width in widths]
        for number, part in enumerate(_rows_by_slide(rows, widths)):
            slide = self._slide(TITLE_ONLY_LAYOUT, heading, number, "")
            shape = slide.shapes.add_table(
                len(part) + 1, len(header), Inches(EDGE), Inches(TOP), Inches(INNER), Inches(0.5)
            )
            table = shape.table
            for column, width in zip(table.columns, widths, strict=True):
                column.width = Inches(width)
            for place, text in enumerate(header):
                _cell(table.cell(0, place), text, BRAND, "FFFFFF", bold=True)
            for row_number, row in enumerate(part, 1):
                for place, text in enumerate(row):
                    _cell(table.cell(row_number, place), text, "FFFFFF", INK, language=language)
                table.rows[row_number].height = Inches(_row_height(row, widths))
            table.rows[0].height = Inches(0.4)

    def save(self, *, title: str, at: datetime) -> bytes:
        """The deck as a file that says what it is, and as of when."""
        describe(self._slides.core_properties, title=title, at=at)
        made = io.BytesIO()
        self._slides.save(made)
        return same_bytes(made.getvalue())

    def _slide(self, layout: int, heading: str, number: int, language: str) -> Any:
        slide = self._slides.slides.add_slide(self._slides.slide_layouts[layout])
        if number:
            # Translators: the heading of a slide that goes on with the one before
            heading = _("%(heading)s (continued)") % {"heading": heading}
        size = HEADING if len(heading) <= 60 else HEADING - 6 if len(heading) <= 130 else HEADING - 12
        _place(slide.shapes.title, EDGE, 0.4, INNER, 1.1)
        slide.shapes.title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        _write(
            slide.shapes.title.text_frame.paragraphs[0], heading, size, BRAND, bold=True, language=language
        )
        self._foot_of(slide, SOFT)
        return slide

    def _foot_of(self, slide: Any, color: str) -> None:
        number = len(self._slides.slides)
        _write(_box(slide, EDGE, 6.95, INNER - 1), self._foot, 11, color)
        place = _box(slide, WIDTH - EDGE - 1, 6.95, 1)
        _write(place, str(number), 11, color)
        place.alignment = PP_ALIGN.RIGHT


def _place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = (Inches(one) for one in (left, top, width, height))
    shape.text_frame.word_wrap = True


def _box(slide: Any, left: float, top: float, width: float) -> Any:
    """A place for one line outside those of the layout: its paragraph."""
    frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(0.4)).text_frame
    frame.word_wrap = True
    return frame.paragraphs[0]


def _paragraphs(shape: Any, lines: Iterable[tuple[str, int, str, bool, str]]) -> None:
    frame = shape.text_frame
    for number, (text, size, color, bold, language) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        # What the layout would draw before each paragraph says nothing here.
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", "0")
        properties.set("indent", "0")
        properties.insert(0, properties.makeelement(f"{{{_A}}}buNone", {}))
        _write(paragraph, text, size, color, bold=bold, language=language)
        paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(8)


_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _write(
    paragraph: Any, text: str, size: int, color: str, *, bold: bool = False, language: str = ""
) -> None:
    run = paragraph.add_run()
    run.text = clean(text)
    run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
    run.font.color.rgb = RGBColor.from_string(color)
    run._r.get_or_add_rPr().set("lang", region(language))
    paragraph.alignment = paragraph.alignment or PP_ALIGN.LEFT


def _cell(cell: Any, text: str, fill: str, color: str, *, bold: bool = False, language: str = "") -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(fill)
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.text_frame.paragraphs[0] if number == 0 else cell.text_frame.add_paragraph()
        _write(paragraph, line, SMALL, color, bold=bold, language=language)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    edge = cell._tc.get_or_add_tcPr()
    line = edge.makeelement(f"{{{_A}}}lnB", {"w": "9525"})
    solid = line.makeelement(f"{{{_A}}}solidFill", {})
    solid.append(solid.makeelement(f"{{{_A}}}srgbClr", {"val": LINE if fill != BRAND else WASH}))
    line.append(solid)
    edge.insert(0, line)


def _lines_of(text: str, size: int, width: float) -> int:
    letters = max(1, int(width * 72 / (size * LETTER)))
    return sum(max(1, math.ceil(len(one) / letters)) for one in text.split("\n"))


def _height(line: Line) -> float:
    return _lines_of(line.text, line.size, INNER - 0.2) * line.size * LEAD / 72 + 8 / 72


def _parts(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines by slide. A strong line stays with all that follows it, as far as one slide holds that; else each line
    stays with what is said about it. A line that is higher than a slide is cut between its words."""
    room = BOTTOM - TOP - 0.1
    slides: list[list[Line]] = [[]]
    left = room
    for block in _blocks(lines, room):
        if slides[-1] and left < _height_of(block) <= room:
            slides.append([])
            left = room
        for line in (piece for one in block for piece in _pieces(one, room)):
            if slides[-1] and _height(line) > left:
                slides.append([])
                left = room
            slides[-1].append(line)
            left -= _height(line)
    return slides


def _blocks(lines: Sequence[Line], room: float) -> Iterable[list[Line]]:
    """The lines that stay together: what stands below a strong line, or where that is too much, below any other."""
    for section in _begun_by(lines, lambda line, _before: line.kind == "strong"):
        if _height_of(section) <= room:
            yield section
        else:
            yield from _begun_by(
                section, lambda line, before: line.kind != "soft" and before.kind != "strong"
            )


def _begun_by(lines: Sequence[Line], begins: Callable[[Line, Line], bool]) -> list[list[Line]]:
    """The lines in runs; `begins` says of a line, and the one before it, whether a run begins with it."""
    runs: list[list[Line]] = []
    for line in lines:
        if not runs or begins(line, runs[-1][-1]):
            runs.append([])
        runs[-1].append(line)
    return runs


def _height_of(lines: Sequence[Line]) -> float:
    return sum(map(_height, lines))


def _pieces(line: Line, room: float) -> Iterable[Line]:
    words: list[str] = []
    for word in line.text.split(" "):
        if words and _height(Line(" ".join([*words, word]), line.kind)) > room:
            yield Line(" ".join(words), line.kind, line.language)
            words = []
        words.append(word)
    yield Line(" ".join(words), line.kind, line.language)


def _row_height(row: Sequence[str], widths: Sequence[float]) -> float:
    lines = max(_lines_of(text, SMALL, width - 0.25) for text, width in zip(row, widths, strict=True))
    return lines * SMALL * LEAD / 72 + 0.14


def _rows_by_slide(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> list[list[Sequence[str]]]:
    slides: list[list[Sequence[str]]] = [[]]
    left = BOTTOM - TOP - 0.4
    for row in rows:
        height = _row_height(row, widths)
        if slides[-1] and height > left:
            slides.append([])
            left = BOTTOM - TOP - 0.4
        slides[-1].append(row)
        left -= height
    return slides
