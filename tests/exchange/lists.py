"""Lists as files, for tests of imports, and the way through the pages that a person takes with one."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from konbit.audit.models import Entry
from konbit.exchange.models import ImportRun
from konbit.foundation.outbox import work_until_empty


def as_csv(rows, *, sign=",", encoding="utf-8"):
    """The rows as text, cells quoted where they hold the sign."""
    lines = []
    for row in rows:
        cells = [f'"{cell}"' if sign in str(cell) or "\n" in str(cell) else str(cell) for cell in row]
        lines.append(sign.join(cells))
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def as_xlsx(*sheets, merged=()):
    """Each list of rows as a sheet of a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def upload(client, group, kind, data, name="list.csv"):
    """Send the file; answers what came back."""
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("imports", args=[group.address]), {"kind": kind, "file": file})


def newest():
    """The import begun last; on a clock that stands still, the trail knows which."""
    begun = Entry.objects.filter(action="exchange.start_import").latest("sequence")
    return ImportRun.objects.get(pk=begun.about_id)


def at(run, page, *more):
    return reverse(page, args=[run.group.address, run.pk, *more])


def brought(client, group, kind, data, *, name="list.csv", days=None, columns=None, leaves_out=False):
    """Take the file through every page, as far as it goes; answers the import as it stands then."""
    answer = upload(client, group, kind, data, name)
    assert answer.status_code == 302, answer.content.decode()
    run = ImportRun.objects.get(pk=answer.url.rstrip("/").split("/")[-2])
    chosen = {**run.columns, **(columns or {})}
    answer = client.post(
        at(run, "import_columns"), {f"column_{place}": code for place, code in chosen.items()}
    )
    assert answer.status_code == 302, answer.content.decode()
    run.refresh_from_db()
    if run.state == "dates":
        answer = client.post(
            at(run, "import_days"), {f"order_{code}": order for code, order in (days or {}).items()}
        )
        assert answer.status_code == (302 if days else 422)
    work_until_empty()
    run.refresh_from_db()
    if run.state == "checked":
        client.post(at(run, "import_step", "begin"), {"leaves_out_refused": "1"} if leaves_out else {})
        work_until_empty()
        run.refresh_from_db()
    return run


def counted(run):
    """New, changed, the same, refused."""
    return tuple(run.counts[name] for name in ("new", "changed", "same", "refused"))


def taken_back(client, run):
    """Take the import back through its page; answers it as it stands then."""
    answer = client.post(at(run, "import_step", "undo"))
    assert answer.status_code == 302, answer.content.decode()
    work_until_empty()
    run.refresh_from_db()
    return run
