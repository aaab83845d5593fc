"""X-17: hostile uploads. What is kept of a file is drawn or written anew; nothing active is ever kept."""

import io
import json

import pikepdf
import pytest
from PIL import Image

from konbit.foundation import attachments
from konbit.foundation.attachments import ENDINGS, FileRefused, read_file
from tests.foundation.hostile_files import (
    CLEANED,
    FAMILIES,
    MARKER,
    REFUSED,
    a_pdf,
    a_picture,
    active_pdf,
    some,
)

FORBIDDEN = {
    "/JavaScript",
    "/JS",
    "/Launch",
    "/OpenAction",
    "/AA",
    "/EmbeddedFiles",
    "/EF",
    "/XFA",
    "/RichMedia",
}


def everything_in(document):
    """Every name and text of a document, as plain text."""
    found = []
    for one in document.objects:
        found.append(repr(one))
        if isinstance(one, pikepdf.Stream):
            found.append(one.read_raw_bytes().decode("latin-1"))
            found.append(bytes(one.read_bytes()).decode("latin-1"))
    return "\n".join([*found, repr(document.trailer)])


def faults_in(read):
    """What of a kept file is active, or tells what was taken out."""
    if MARKER in read.content or MARKER in read.small:
        return ["the marker is still in it"]
    match read.media_type:
        case "application/pdf":
            with pikepdf.open(io.BytesIO(read.content)) as document:
                text = everything_in(document)
            acts = [
                "/JavaScript",
                "/Launch",
                "/SubmitForm",
                "/GoToR",
                "/GoToE",
                "/ImportData",
                "javascript:",
                "file:",
            ]
            wrong = [word for word in (*FORBIDDEN, *acts) if word in text]
            return wrong + (["the marker"] if MARKER.decode() in text else [])
        case "text/csv":
            rows = [row.split(",") for row in read.text.splitlines()]
            return [
                cell for row in rows for cell in row if cell.strip('" ').startswith(("=", "+", "@", "-2"))
            ]
        case _:
            with Image.open(io.BytesIO(read.content)) as picture:
                picture.load()
                harmless = ("jfif", "jfif_version", "jfif_unit", "jfif_density")
                return [f"it tells {name}" for name in picture.info if name not in harmless]


def outcome(name, data):
    try:
        return read_file(name, data)
    except FileRefused as refused:
        assert refused.sentence  # noqa: PT017 - every refusal has words
        return REFUSED


def judge(every):
    """Read them; answers what went wrong and how many were looked at."""
    wrong, seen = [], 0
    for family, number, name, data, wanted in some(every):
        seen += 1
        read = outcome(name, data)
        if read == REFUSED:
            if wanted == CLEANED:
                wrong.append(f"{family} {number}: refused, and it could be cleaned")
            continue
        if wanted == REFUSED:
            wrong.append(f"{family} {number}: kept as {read.media_type}")
        if not read.name.endswith(ENDINGS) or set(read.name) & set('/\\\x00\r\n<>"|?*:;\u202e\u200b'):
            wrong.append(f"{family} {number}: called {read.name!r}")
        if len(read.name) > attachments.LONGEST_NAME or read.name.startswith("."):
            wrong.append(f"{family} {number}: called {read.name!r}")
        wrong += [f"{family} {number}: {fault}" for fault in faults_in(read)]
    return wrong, seen


def test_x17_of_a_sample_of_hostile_files_nothing_active_is_kept():
    wrong, seen = judge(every=13)
    assert wrong == []
    assert seen >= len(FAMILIES)


@pytest.mark.full
def test_x17_of_all_hostile_files_nothing_active_is_kept():
    wrong, seen = judge(every=1)
    assert wrong == []
    assert seen >= 200


def test_x17_the_judge_would_find_what_is_active():
    name, data, _wanted = active_pdf(0)
    planted = attachments.ReadFile(name, "application/pdf", data)
    assert faults_in(planted)
    picture = attachments.ReadFile("a.jpg", "image/jpeg", a_picture("JPEG", comment=b"where"))
    assert faults_in(picture)


def test_h8_a_plain_file_of_each_kind_is_kept_and_still_shows_the_same():
    read = read_file("Plan of May.pdf", a_pdf(pages=3))
    with pikepdf.open(io.BytesIO(read.content)) as document:
        assert len(document.pages) == 3
    for form, ending in (("PNG", "png"), ("JPEG", "JPG")):
        read = read_file(f"photo.{ending}", a_picture(form, size=(1500, 900)))
        with Image.open(io.BytesIO(read.content)) as picture, Image.open(io.BytesIO(read.small)) as small:
            assert (picture.size, small.size) == ((1500, 900), (640, 384))
    read = read_file("table.csv", "Nom;Phố;Montant\nLaël;Đường;-12.5\n".encode("utf-8-sig"))
    assert read.text == "Nom,Phố,Montant\r\nLaël,Đường,-12.5\r\n"


def test_h8_a_picture_is_turned_as_its_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6
    read = read_file("photo.jpg", a_picture("JPEG", size=(90, 30), exif=exif.tobytes()))
    with Image.open(io.BytesIO(read.content)) as picture:
        assert picture.size == (30, 90)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("big.pdf", b"%PDF-" + bytes(attachments.MOST_BYTES), "file_is_too_big"),
        ("empty.csv", b"", "file_is_empty"),
        ("page.html", b"<p>", "file_kind_not_taken"),
        ("plan.pdf", b"no plan", "file_is_not_what_it_says"),
        ("plan.pdf", b"%PDF-1.7 broken", "file_is_not_readable"),
        ("long.pdf", a_pdf(pages=501), "file_holds_too_much"),
        ("long.csv", b"a\n" * 200_001, "file_holds_too_much"),
    ],
)
def test_h8_a_file_that_is_refused_says_why(name, data, code):
    with pytest.raises(FileRefused) as refused:
        read_file(name, data)
    assert refused.value.code == code
    assert name in refused.value.sentence


def test_h8_a_document_with_a_password_is_refused():
    with pikepdf.open(io.BytesIO(a_pdf())) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner="one", user="two"))
    with pytest.raises(FileRefused) as refused:
        read_file("plan.pdf", out.getvalue())
    assert refused.value.code == "file_is_locked"


def test_x17_the_reader_has_no_secret_no_settings_and_little_memory(tmp_path, monkeypatch):
    spy = tmp_path / "spy.py"
    spy.write_text(
        "import json, os, resource, sys\n"
        "import importlib.util\n"
        f"spec = importlib.util.spec_from_file_location('reader', {str(attachments.READER)!r})\n"
        "reader = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(reader)\n"
        "reader._limit()\n"
        "told = json.dumps([dict(os.environ), resource.getrlimit(resource.RLIMIT_AS)[0], list(sys.modules)]).encode()\n"
        "sys.stdout.buffer.write(json.dumps([len(told), 0]).encode() + b'\\n' + told)\n"
    )
    monkeypatch.setattr(attachments, "READER", spy)
    environment, memory, modules = json.loads(read_file("table.csv", b"a,b\n").content)
    assert not [name for name in environment if name.startswith(("KONBIT", "DJANGO", "PG"))]
    assert memory <= 1 << 30
    assert not [name for name in modules if name.startswith(("django", "konbit"))]


def test_x17_a_reader_that_does_not_end_is_stopped_and_the_file_refused(tmp_path, monkeypatch):
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(30)\n")
    monkeypatch.setattr(attachments, "READER", slow)
    monkeypatch.setattr(attachments, "READS_WITHIN", 0.5)
    with pytest.raises(FileRefused) as refused:
        read_file("table.csv", b"a,b\n")
    assert refused.value.code == "file_holds_too_much"
