"""Read one file that somebody sent, in a process of its own with little memory and little time.

    python -I attachment_reader.py pdf|jpeg|png|csv < the file > what is kept of it

Standard output: one line of JSON with the sizes of both parts, then what is kept, then a small picture of it (of images
only). A file that is refused ends with 3, and its stable code on standard error. This file imports nothing of Konbit: it
is started alone, without settings, database or secrets.
"""

import csv
import io
import json
import re
import sys
import unicodedata
import zlib
from collections.abc import Callable, Iterator

REFUSED = 3
MEMORY, SECONDS = 1 << 30, 15
# Thirty pages of a phone's camera roll are no attachment; one picture of fifty million points still is.
MOST_POINTS, LONGEST_SIDE = 50_000_000, 20_000
MOST_PAGES, MOST_OBJECTS, MOST_UNPACKED = 500, 300_000, 300_000_000
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 200_000, 500, 100_000
SMALL = (640, 640)


class Refused(Exception):
    """The file is not taken; the text is a stable code."""


# --- images -----------------------------------------------------------------------------------


def image(data: bytes, form: str) -> tuple[bytes, bytes]:
    """The picture alone, drawn anew: no place, no camera, no text, nothing behind its end; and a small one of it."""
    # Only the process that needs it loads it.
    from PIL import Image, ImageOps  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = None
    with Image.open(io.BytesIO(data), formats=[form]) as opened:
        width, height = opened.size
        if width * height > MOST_POINTS or max(width, height) > LONGEST_SIDE:
            raise Refused("too_many_points")
        opened.load()
        # Pillow turns the picture as its camera was held, since that note goes with the others.
        turned = ImageOps.exif_transpose(opened)
    drawn = _plain(turned, form)
    del turned
    kept = _saved(drawn, form)
    drawn.thumbnail(SMALL)
    return kept, _saved(drawn, form)


def _plain(picture, form: str):
    """The points of the picture, in colors that the form can hold, without anything that was said beside them."""
    from PIL import Image  # noqa: PLC0415

    known = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "RGB", "RGBA", "I;16")}[form]
    if picture.mode not in known:
        has_holes = form == "PNG" and (picture.mode in ("PA", "La") or "transparency" in picture.info)
        picture = picture.convert("RGBA" if has_holes else "RGB")
    empty = Image.new(picture.mode, picture.size)
    empty.paste(picture)
    return empty


def _saved(picture, form: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **({"quality": 88} if form == "JPEG" else {}))
    return out.getvalue()


# --- PDF --------------------------------------------------------------------------------------

# What makes a document act, carry another file, or tell who wrote it on which machine.
TAKEN_OUT = {
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RF", "/AF", "/XFA", "/Collection",
    "/RichMediaContent", "/RichMediaSettings", "/Metadata", "/PieceInfo", "/Launch", "/Ref",
}  # fmt: skip
ACTS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
    "/GoTo3DView", "/RichMediaExecute", "/Thread",
}  # fmt: skip
MARKS_THAT_ACT = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
# Only in the dictionary of a stream, where it says that the stream lies in another file.
OUTSIDE = ("/F", "/FFilter", "/FDecodeParms")
LEADS_TO = re.compile(r"(https?|mailto):", re.IGNORECASE)


def pdf(data: bytes) -> tuple[bytes, bytes]:
    """The document, written anew without anything that acts, opens, sends or carries another file."""
    import pikepdf  # noqa: PLC0415

    if not data.startswith(b"%PDF-"):
        raise Refused("not_what_it_says")
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            if not 0 < len(document.pages) <= MOST_PAGES or len(document.objects) > MOST_OBJECTS:
                raise Refused("too_many_pages")
            _refuse_bombs(pikepdf, document)
            # Taken out of what was taken out, until nothing is left: an action may hide in an action.
            while _quieten(pikepdf, document):
                pass
            if "/Info" in document.trailer:
                del document.trailer["/Info"]
            out = io.BytesIO()
            document.save(
                out,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                encryption=False,
                # The same file once more is the same file.
                deterministic_id=True,
            )
    except pikepdf.PasswordError:
        raise Refused("locked") from None
    with pikepdf.open(io.BytesIO(out.getvalue()), suppress_warnings=True) as written:
        if _quieten(pikepdf, written):
            raise Refused("acts")
    return out.getvalue(), b""


def _dictionaries(pikepdf, document) -> Iterator:
    """Every dictionary of the document, however deep it lies."""
    for top in document.objects:
        waiting = [top]
        while waiting:
            one = waiting.pop()
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                yield one
                inner = [one[key] for key in list(one.keys())]
            elif isinstance(one, pikepdf.Array):
                inner = list(one)
            else:
                continue
            waiting += [each for each in inner if isinstance(each, pikepdf.Object) and not each.is_indirect]


def _quieten(pikepdf, document) -> int:
    """Take out what acts; answers how much was found."""
    found = 0
    for one in _dictionaries(pikepdf, document):
        wrong = TAKEN_OUT.intersection(one.keys())
        if isinstance(one, pikepdf.Stream):
            wrong |= {key for key in OUTSIDE if key in one}
        for key in wrong:
            del one[key]
        found += len(wrong)
        if _name(one.get("/S")) in ACTS or _leads_astray(one):
            _empty(one)
            one["/S"], one["/N"] = pikepdf.Name.Named, pikepdf.Name.FirstPage
            found += 1
        if _name(one.get("/Subtype")) in MARKS_THAT_ACT:
            place = one.get("/Rect")
            _empty(one)
            one["/Type"], one["/Subtype"], one["/F"] = pikepdf.Name.Annot, pikepdf.Name.Link, 2
            if place is not None:
                one["/Rect"] = place
            found += 1
    return found


def _name(value: object) -> str:
    return str(value) if value is not None else ""


def _leads_astray(one) -> bool:
    """Whether it is a link to anything but a page of the web or an address to write to."""
    return "/URI" in one and _name(one.get("/S")) == "/URI" and not LEADS_TO.match(str(one["/URI"]).strip())


def _empty(one) -> None:
    for key in list(one.keys()):
        if not (key == "/Length" and hasattr(one, "read_raw_bytes")):
            del one[key]


def _refuse_bombs(pikepdf, document) -> None:
    """Raise where the streams unpack to far more than a document holds."""
    unpacked = 0
    for one in document.objects:
        if not isinstance(one, pikepdf.Stream) or "/Filter" not in one:
            continue
        steps = one["/Filter"]
        names = [str(step) for step in steps] if isinstance(steps, pikepdf.Array) else [str(steps)]
        if (
            len(names) > 1
            and sum(name in ("/FlateDecode", "/Fl", "/LZWDecode", "/LZW") for name in names) > 1
        ):
            raise Refused("unpacks_too_much")
        if names[0] in ("/FlateDecode", "/Fl"):
            unpacked += _unpacked_size(one.read_raw_bytes(), MOST_UNPACKED - unpacked)


def _unpacked_size(packed: bytes, most: int) -> int:
    opener, size = zlib.decompressobj(), 0
    try:
        while packed and not opener.eof:
            size += len(opener.decompress(packed, 1 << 20))
            packed = opener.unconsumed_tail
            if size > most:
                raise Refused("unpacks_too_much")
    except zlib.error:
        # Damaged, and shown as far as it goes; it unpacks to no more than was counted.
        pass
    return size


# --- CSV --------------------------------------------------------------------------------------

MARKUP = re.compile(r"\s*(<[!?a-z]|%PDF-|%!PS|#!|\{\\rtf|GIF8[79]a|PK\x03\x04)", re.IGNORECASE)
NUMBER = re.compile(r"[-+]?[\d.,\s]*\d[\d.,]*\s*%?")
RUNS = ("=", "+", "-", "@", "\t", "\r")


def table(data: bytes) -> tuple[bytes, bytes]:
    """The table, read cell by cell and written anew in UTF-8; a cell that a spreadsheet would run is made harmless."""
    text = _decoded(data)
    if MARKUP.match(text) or "%PDF-" in text[:1024]:
        raise Refused("not_what_it_says")
    if any(unicodedata.category(letter) == "Cc" and letter not in "\t\r\n" for letter in set(text)):
        raise Refused("not_what_it_says")
    csv.field_size_limit(LONGEST_CELL)
    out = io.StringIO(newline="")
    writer, count = csv.writer(out), 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), _dialect(text), strict=True):
            count += 1
            if count > MOST_ROWS or len(row) > MOST_COLUMNS:
                raise Refused("too_many_rows")
            writer.writerow([_harmless(cell) for cell in row])
    except csv.Error:
        raise Refused("not_readable") from None
    if not count:
        raise Refused("not_readable")
    return out.getvalue().encode(), b""


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas, semicolons or tabs: whichever the first line has most of."""
    first = text.partition("\n")[0]

    class Dialect(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Dialect


def _harmless(cell: str) -> str:
    stripped = cell.lstrip(" \u00a0\ufeff")
    if stripped.startswith(RUNS) and not NUMBER.fullmatch(stripped):
        return "'" + cell
    return cell


# --- the process ------------------------------------------------------------------------------

READERS: dict[str, Callable[[bytes], tuple[bytes, bytes]]] = {
    "pdf": pdf,
    "jpeg": lambda data: image(data, "JPEG"),
    "png": lambda data: image(data, "PNG"),
    "csv": table,
}


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            # A system that does not know this limit; the parent's clock still holds.
            continue


def main() -> int:
    _limit()
    data = sys.stdin.buffer.read()
    try:
        kept, small = READERS[sys.argv[1]](data)
    except Refused as refused:
        code = str(refused)
    except MemoryError:
        code = "too_much"
    except Exception:  # noqa: BLE001
        # Whatever a library says of a broken file, the file is not readable; its text stays out of every log.
        code = "not_readable"
    else:
        sys.stdout.buffer.write(json.dumps([len(kept), len(small)]).encode() + b"\n" + kept + small)
        return 0
    sys.stderr.write(code)
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
