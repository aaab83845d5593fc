"""Addresses of the exchange room."""

from django.urls import path

from konbit.exchange.pages import documents, exports, imports, money_files, moving_in

GROUP = "groups/<slug:address>/"
RUN = GROUP + "imports/<uuid:run_id>/"

urlpatterns = [
    path(GROUP + "imports/", imports.imports, name="imports"),
    path(GROUP + "imports/samples/<slug:sample>.<slug:form>", imports.import_sample, name="import_sample"),
    path(RUN, imports.import_run, name="import_run"),
    path(RUN + "columns/", imports.import_columns, name="import_columns"),
    path(RUN + "sheet/", imports.import_sheet, name="import_sheet"),
    path(RUN + "days/", imports.import_days, name="import_days"),
    path(RUN + "refused.csv", imports.import_faults, name="import_faults"),
    path(RUN + "step/<slug:name>/", imports.import_step, name="import_step"),
    path("groups/<slug:address>/take/", exports.take_along, name="take_along"),
    path("groups/<slug:address>/take/network/", exports.take_network, name="take_network"),
    path(
        "groups/<slug:address>/tables/<slug:table>.<slug:form>",
        exports.download_table,
        name="download_table",
    ),
    path(GROUP + "money/files/", money_files.money_files, name="money_files"),
    path(
        GROUP + "money/files/360giving.json",
        money_files.money_file,
        {"form": "360giving"},
        name="money_360giving",
    ),
    path(
        GROUP + "money/files/common-grants.json",
        money_files.money_file,
        {"form": "common-grants"},
        name="money_common_grants",
    ),
    path(
        "money/<slug:address>/360giving.json",
        money_files.open_money_file,
        {"form": "360giving"},
        name="open_money_360giving",
    ),
    path(
        "money/<slug:address>/common-grants.json",
        money_files.open_money_file,
        {"form": "common-grants"},
        name="open_money_common_grants",
    ),
    path("me/take/", exports.take_mine, name="take_mine"),
    path("installation/networks/take-in/", moving_in.take_in_network, name="take_in_network"),
    path(
        "meetings/<uuid:meeting_id>/pre-read/<int:version>/slides.pptx",
        documents.pre_read,
        name="pre_read_slides",
    ),
    path(
        "meetings/<uuid:meeting_id>/record/<int:version>/record.docx",
        documents.record,
        name="record_document",
    ),
    path(GROUP + "road-map.pdf", documents.road_map, name="road_map_pdf"),
    path(GROUP + "register.xlsx", documents.register, name="register_workbook"),
    path(GROUP + "report/<uuid:meeting_id>/slides.pptx", documents.report, name="report_slides"),
]
