"""What slides, documents, workbooks and sheets for printing say, read back from their files."""

import io
import re
import zipfile

from docx import Document
from openpyxl import load_workbook
from pptx import Presentation


def slides_of(content):
    """Per slide, everything it says."""
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        for shape in slide.shapes:
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
        found.append(" ".join("\n".join(texts).split()))
    return found


def document_words(content):
    """Everything a document says: its paragraphs, then its tables."""
    document = Document(io.BytesIO(content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join("\n".join(texts).split())


def sheet_rows(content):
    """The rows of a workbook's one sheet."""
    sheet = load_workbook(io.BytesIO(content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def everything_in(content):
    """Every byte of text in the parts of a package, markup left out: also what no page of it shows."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    return " ".join(re.sub(r"<[^>]+>", "", part) for part in parts)
