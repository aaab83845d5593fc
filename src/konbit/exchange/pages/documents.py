"""Slides, documents and workbooks, each as the page that leads to it shows its records to this person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from konbit.exchange.documents.record_docx import record_docx
from konbit.exchange.documents.register_xlsx import register_xlsx
from konbit.exchange.documents.report_slides import report_slides
from konbit.exchange.documents.road_map_pdf import road_map_pdf
from konbit.exchange.documents.slides import pre_read_slides
from konbit.foundation import clock
from konbit.foundation.refusals import NotFound
from konbit.meetings import policies as meeting_policies
from konbit.meetings import pre_read_content, record_content
from konbit.meetings import queries as meeting_queries
from konbit.network.queries import group_for, public_group
from konbit.results import queries

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


@require_GET
def pre_read(request: HttpRequest, meeting_id: UUID, version: int) -> HttpResponse:
    """A version of the pre-read as slides, without what its page would not show to this person."""
    meeting = meeting_queries.meeting_for(request.by, meeting_id)
    found = meeting_queries.pre_read_of(meeting, version)
    private = bool(meeting_policies.may_see_private(request.by, meeting.group))
    content = pre_read_content.readable(found.content, private=private)
    name = f"{meeting.group.address}-{meeting.day}-pre-read-{found.version}.pptx"
    return _file(pre_read_slides(found, content), PPTX, name)


@require_GET
def record(request: HttpRequest, meeting_id: UUID, version: int) -> HttpResponse:
    """A version of the record as a document, without what its page would not show to this person."""
    meeting = meeting_queries.meeting_for(request.by, meeting_id)
    found = meeting_queries.record_of(meeting, version)
    private = bool(meeting_policies.may_see_private(request.by, meeting.group))
    content = record_content.readable(found.content, private=private)
    name = f"{meeting.group.address}-{meeting.day}-record-{found.version}.docx"
    return _file(record_docx(found, content), DOCX, name)


@require_GET
def road_map(request: HttpRequest, address: str) -> HttpResponse:
    group = public_group(request.by, address)
    _must_be_network(group)
    made = road_map_pdf(queries.road_map_for(request.by, group, clock.now()))
    return _file(made, PDF, f"{group.address}-road-map.pdf")


@require_GET
def register(request: HttpRequest, address: str) -> HttpResponse:
    group = public_group(request.by, address)
    _must_be_network(group)
    plans = queries.road_map_for(request.by, group, clock.now())
    made = register_xlsx(group, queries.register(group), plans)
    return _file(made, XLSX, f"{group.address}-register.xlsx")


@require_GET
def report(request: HttpRequest, address: str, meeting_id: UUID) -> HttpResponse:
    group = group_for(request.by, address)
    _must_be_network(group)
    found = queries.report_of(group, clock.now(), meeting_id)
    name = f"{group.address}-{found.meeting.day}-report.pptx"
    return _file(report_slides(found), PPTX, name)


def _must_be_network(group: object) -> None:
    """Results, and what is made of them, belong to the whole network."""
    if getattr(group, "parent_id", None) is not None:
        raise NotFound


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
