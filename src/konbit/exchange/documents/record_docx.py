"""The published record of a meeting as a document: the same rows as its page, as far as the reader may see them."""

import io
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor

from konbit.exchange.documents.office import (
    BRAND,
    FONT,
    SOFT,
    clean,
    describe,
    example_words,
    foot_words,
    region,
    same_bytes,
)
from konbit.exchange.documents.words import closure_lines, when_words
from konbit.meetings import words
from konbit.meetings.record_content import LISTS, by_item, people_counts
from konbit.meetings.templatetags.meetings import (
    decision_word,
    mode_word,
    right_word,
    rights_words,
    votes_words,
)
from konbit.network.templatetags.network import role_word
from konbit.ui.formats import long_day


def record_docx(record: Any, content: dict[str, Any]) -> bytes:
    """The document of a record; `content` is what the reader may see of it."""
    meeting = record.meeting
    group, zone = meeting.group, meeting.time_zone
    sheet = _Sheet(group.language)
    heading = _("Record of %(day)s") % {"day": long_day(meeting.starts_at, zone)}
    sheet.say(group.name, language=group.language, bold=True)
    sheet.heading(heading, 0)
    sheet.say(_("Version %(version)s") % {"version": record.version}, soft=True)
    sheet.say(_published(record), soft=True)
    sheet.say(when_words(content, zone))
    if content["place"]:
        sheet.say(content["place"], language=group.language)
    if record.correction:
        sheet.heading(_("What was corrected"), 1)
        sheet.say(record.correction, language=group.language)
    items = by_item(content)
    for item in items:
        if any(item[name] for name in LISTS[1:]):
            _item(sheet, item)
    _without_outcome(sheet, [item for item in items if not any(item[name] for name in LISTS[1:])])
    if content["closure"]:
        sheet.heading(_("What became of the promises due by this meeting"), 1)
        for line in closure_lines(content["closure"]):
            sheet.say(line)
    _attendance(sheet, content)
    sheet.foot(foot_words(heading, example_words(group)))
    return sheet.save(title=f"{group.name}: {heading}", at=record.published_at)


def _published(record: Any) -> str:
    facts = {"day": long_day(record.published_at, record.meeting.time_zone)}
    if record.published_by is None:
        return _("Published on %(day)s") % facts
    return _("Published on %(day)s by %(person)s") % {**facts, "person": record.published_by.name}


def _item(sheet: "_Sheet", item: dict[str, Any]) -> None:
    sheet.heading(item["title"], 1, language=sheet.typed)
    _marks(sheet, item)
    facts = []
    if item.get("passed_up_by"):
        facts.append(_("Passed up by %(group)s") % {"group": item["passed_up_by"]})
    if item["lead"]:
        facts.append(_("Led by %(lead)s") % {"lead": item["lead"]})
    if item["asked_by"]:
        facts.append(_("Asked for by %(member)s") % {"member": item["asked_by"]})
    if facts:
        sheet.say(" · ".join(facts), soft=True)
    for name, heading, facts_of in (
        ("decisions", _("Decisions"), _decision),
        ("commitments", _("Commitments proposed"), _commitment),
        ("questions", _("Questions"), _question),
        ("parked", _("Parked for later"), _nothing),
    ):
        if item[name]:
            sheet.heading(heading, 2)
        for row in item[name]:
            sheet.point(row["wording"], facts_of(row))
            if name == "decisions":
                _beside_decision(sheet, row)


def _marks(sheet: "_Sheet", item: dict[str, Any]) -> None:
    marks = [("private", _("Private to members")), ("no_names", _("No names"))]
    said = [word for name, word in marks if item[name]]
    if said:
        sheet.say(" · ".join(said), bold=True)


def _decision(row: dict[str, Any]) -> list[str]:
    facts = [decision_word(row["state"])]
    if row["state"] != "proposed":
        facts.append(_("Right used: %(right)s") % {"right": right_word(row["right"])})
    facts.append(votes_words(row) or _("without a vote"))
    if row["proposed_by"]:
        facts.append(_("Proposed by %(member)s") % {"member": row["proposed_by"]})
    if row["owner"]:
        facts.append(_("%(member)s sees to it") % {"member": row["owner"]})
    if row["review_on"]:
        facts.append(_("Look at it again on %(day)s") % {"day": _day(row["review_on"])})
    return facts


def _commitment(row: dict[str, Any]) -> list[str]:
    facts = [_("Owner: %(owner)s") % {"owner": row["owner"]}] if row["owner"] else []
    return [*facts, _("By %(day)s") % {"day": _day(row["due_on"])}]


def _question(row: dict[str, Any]) -> list[str]:
    facts = [_("Asked of %(member)s") % {"member": row["asked_of"]}] if row["asked_of"] else []
    return facts + ([_("Asked by %(member)s") % {"member": row["asked_by"]}] if row["asked_by"] else [])


def _nothing(_row: dict[str, Any]) -> list[str]:
    return []


def _beside_decision(sheet: "_Sheet", row: dict[str, Any]) -> None:
    """Dissent, the declared rights it lies outside of, and the three questions of a change of structure."""
    if row["state"] == "proposed":
        return
    if row["dissent"]:
        sheet.named(_("Dissent:"), row["dissent"])
    if row.get("outside_rights"):
        sheet.say(_("Outside the declared rights"), bold=True)
        sheet.say(
            _(
                "On “%(topic)s”, this was decided with the right “%(right)s” of the role “%(role)s”. "
                "The group had declared: %(declared)s. It stands on the next agenda."
            )
            % {
                "topic": row.get("topic", ""),
                "right": right_word(row["right"]),
                "role": role_word(row.get("right_of", "")),
                "declared": rights_words(row.get("rights_declared", "")),
            }
        )
    if row.get("changes_structure"):
        sheet.say(_("Changes our structure"), bold=True)
        for name in words.THREE_QUESTIONS:
            if row.get(name):
                sheet.named(f"{words.RECORD_FIELDS[name]}:", row[name])


def _without_outcome(sheet: "_Sheet", rest: list[dict[str, Any]]) -> None:
    if not rest:
        return
    sheet.heading(_("Talked about or listed, without more to note"), 1)
    for item in rest:
        sheet.point(item["title"], [_("Led by %(lead)s") % {"lead": item["lead"]}] if item["lead"] else [])
        _marks(sheet, item)


def _attendance(sheet: "_Sheet", content: dict[str, Any]) -> None:
    sheet.heading(_("Who was there"), 1)
    counts = people_counts(content)
    sheet.named(_("Parents and residents:"), str(counts["parents_and_residents"]), language="")
    sheet.named(_("Other people:"), str(counts["others"]), language="")
    facts = {
        "present": content["votes_present"],
        "held": content["votes_held"],
        "needed": content["votes_needed"],
    }
    votes = (
        _("%(present)s of %(held)s; %(needed)s needed to decide") % facts
        if facts["needed"]
        else _("%(present)s of %(held)s") % facts
    )
    sheet.named(_("Voting seats present:"), votes, language="")
    rows = sorted(content["attendance"], key=lambda row: row["member"])
    if not rows:
        sheet.say(_("Nobody was checked in."), soft=True)
        return
    sheet.table(
        [_("Seat or role"), _("Who"), _("How they took part")],
        [[row["member"], _who(row), mode_word(row["mode"])] for row in rows],
    )


def _who(row: dict[str, Any]) -> str:
    who = role_word(row["role"]) if row["person"] == row["member"] else row["person"]
    return _("%(person)s (stands in)") % {"person": who} if row["is_delegate"] else who


def _day(iso: str) -> str:
    return long_day(date.fromisoformat(iso))


class _Sheet:
    """A document that is written from top to bottom. `typed` is the language of what people typed."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self._document = Document()
        styles = self._document.styles
        for name, size, color in (
            ("Normal", 11, None),
            ("Title", 24, BRAND),
            ("Heading 1", 15, BRAND),
            ("Heading 2", 12, BRAND),
            ("List Bullet", 11, None),
        ):
            font = styles[name].font
            font.name, font.size = FONT, Pt(size)
            properties = styles[name].element.get_or_add_rPr()
            fonts = properties.find(qn("w:rFonts"))
            for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{kind}"), FONT)
            for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            if color:
                font.color.rgb = RGBColor.from_string(color)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), region())
        styles["Normal"].element.get_or_add_rPr().append(language)

    def heading(self, text: str, level: int, *, language: str = "") -> None:
        paragraph = self._document.add_heading(level=level)
        self._run(paragraph, text, language=language)

    def say(self, text: str, *, language: str = "", bold: bool = False, soft: bool = False) -> None:
        """A paragraph; what is said about something is softer than what it says."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        run = self._run(paragraph, text, language=language)
        run.bold = bold
        if soft:
            run.font.size, run.font.color.rgb = Pt(10), RGBColor.from_string(SOFT)

    def point(self, text: str, facts: list[str]) -> None:
        """A line of a list as it was typed, with what belongs to it below."""
        paragraph = self._document.add_paragraph(style="List Bullet")
        paragraph.paragraph_format.space_after = Pt(4)
        self._run(paragraph, text, language=self.typed).bold = True
        if facts:
            paragraph.add_run().add_break()
            run = self._run(paragraph, " · ".join(facts))
            run.font.size, run.font.color.rgb = Pt(10), RGBColor.from_string(SOFT)

    def named(self, name: str, text: str, *, language: str | None = None) -> None:
        """What something is, and how it was typed."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        self._run(paragraph, f"{name} ").bold = True
        self._run(paragraph, text, language=self.typed if language is None else language)

    def table(self, header: list[str], rows: list[list[str]]) -> None:
        table = self._document.add_table(rows=1, cols=len(header), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, header, strict=True):
            self._run(cell.paragraphs[0], text).bold = True
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                self._run(cell.paragraphs[0], text, language=self.typed)
        for whole in table.rows:
            whole._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))

    def foot(self, text: str) -> None:
        """What stands at the foot of each page, with its number."""
        paragraph = self._document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        run = self._run(paragraph, f"{text}  ·  ")
        runs = [run]
        for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
            runs.append(self._run(paragraph, ""))
            part = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(qn("w:fldCharType"), kind)
            part.text = instruction or None
            runs[-1]._r.append(part)
        for one in runs:
            one.font.size, one.font.color.rgb = Pt(9), RGBColor.from_string(SOFT)

    def save(self, *, title: str, at: Any) -> bytes:
        describe(self._document.core_properties, title=title, at=at)
        made = io.BytesIO()
        self._document.save(made)
        return same_bytes(made.getvalue())

    def _run(self, paragraph: Any, text: str, *, language: str = "") -> Any:
        run = paragraph.add_run(clean(text))
        if language:
            mark = OxmlElement("w:lang")
            mark.set(qn("w:val"), region(language))
            run._r.get_or_add_rPr().append(mark)
        return run
