"""The columns of a list of awards: 360Giving's own headers, and how people call them."""

from django.utils.translation import gettext_lazy as _

from konbit.exchange.imports.columns import Column
from konbit.grants.words import AWARD_STATES, MONEY_KINDS, REGRANTS
from konbit.network.words import LABELS

COLUMNS = (
    Column(
        "identifier", _("Identifier"),
        "id|award id|award number|grant id|grant number|number|code|award code|reference|identificador|número|código|"
        "idantifyan|nimewo|kòd|mã|mã số|số hiệu",
        is_needed=True, sample=("RG-1", "LC-1"),
    ),
    Column(
        "title", _("Title"),
        "grant title|award title|award|project|project title|name|título|proyecto|tit|pwojè|tiêu đề|dự án",
        is_needed=True, sample=(_("Support of the region"), _("Family visits in the port")),
    ),
    Column(
        "purpose", _("What it is for"),
        "description|purpose|for|summary|descripción|propósito|para qué|deskripsyon|pou kisa|mục đích|mô tả",
        reads="long_text", most=5000, sample=(_("Coaching and hosting for two communities"), ""),
    ),
    Column(
        "amount", _("Amount awarded"),
        "amount|award amount|grant amount|awarded|total|total award|monto|importe|cantidad|montan|kantite|"
        "số tiền|khoản tài trợ",
        reads="money", is_needed=True, sample=("3000000.00", "250000"),
    ),
    Column("currency", _("Currency"), "moneda|lajan|tiền tệ", most=3, is_filled=True, sample=("USD", "USD")),
    Column(
        "awarded_on", _("Day of the award"),
        "award date|awarded on|date awarded|date of award|grant date|date|fecha|fecha de adjudicación|dat|ngày|ngày trao",
        reads="day", is_needed=True, sample=("2025-01-15", "2025-02-01"),
    ),
    Column(
        "starts_on", _("First day"),
        "planned dates start date|start date|start|starts|begins|term start|inicio|kòmansman|bắt đầu|ngày bắt đầu",
        reads="day", sample=("2025-02-01", ""),
    ),
    Column(
        "ends_on", _("Last day"), "planned dates end date|end date|end|ends|term end|fin|finisman|kết thúc|ngày kết thúc",
        reads="day", sample=("2026-12-31", ""),
    ),
    Column(
        "months", _("Months"), "planned dates duration|duration|term in months|meses|duración|mwa|số tháng|thời hạn",
        reads="whole", hint=_("Where no last day is known."), sample=("", "12"),
    ),
    Column("funder_id", _("Identifier of who gives"), "funding org identifier|funder id", is_filled=True, sample=("", "")),
    Column(
        "funder", _("Who gives"),
        "funding org name|funding org|funder|funding organization|grantor|donor|from|awarded by|financiador|donante|"
        "finansè|bailleur|bên tài trợ|nhà tài trợ",
        most=200, is_needed=True, sample=(_("County fund"), _("Regional partner")),
    ),
    Column(
        "recipient_id", _("Identifier of who receives"), "recipient org identifier|recipient id|grantee id",
        is_filled=True, sample=("", ""),
    ),
    Column(
        "recipient", _("Who receives"),
        "recipient org name|recipient org|recipient|grantee|awardee|recipient organization|payee|to|awarded to|contractor|"
        "beneficiario|receptor|moun ki resevwa|resevwa|bên nhận|đơn vị nhận",
        most=200, is_needed=True, sample=(_("Regional partner"), _("Family center")),
    ),
    Column(
        "parent", _("Passed on from"),
        "parent award|parent|prime award|prime award id|parent grant|regranted from|viene de|soti nan|chuyển từ",
        hint=_("The identifier of the award whose money this is."), sample=("", "RG-1"),
    ),
    Column("related", _("Related awards"), "related activity", reads="long_text", most=5000, sample=("", "")),
    Column(
        "places", _("Communities"),
        "beneficiary location name|beneficiary location|community|place|places|location|area served|comunidad|comunidades|"
        "lugar|kominote|kote|cộng đồng|nơi",
        reads="long_text", most=5000, hint=_("Several are parted by “;”. An amount may follow: North: 1000.00; South: 500."),
        sample=("", ""),
    ),
    Column(
        "priority", _("Priority"),
        "grant programme code|program|grant program|programme|prioridad|programa|priyorite|pwogram|ưu tiên|chương trình",
        sample=("", ""),
    ),
    Column(
        "money_kind", _("Kind of money"), "funding type|type of money|tipo de dinero|kalite lajan|loại tiền",
        reads="choice", choices=MONEY_KINDS, choices_also={"public": "public", "foundation": "foundation|philanthropy"},
        sample=(MONEY_KINDS["public"], ""),
    ),
    Column(
        "regrant", _("How it is passed on"), "for regrant type|regrant type|regrant code",
        reads="choice", choices=REGRANTS, sample=("", ""),
    ),
    Column(
        "state", _("State of the award"), "award state|award status|estado|eta|trạng thái",
        reads="choice", choices=AWARD_STATES, says_when_empty=True, sample=("", ""),
    ),
    Column(
        "label", _("Label"), "etiqueta|etikèt|nhãn",
        reads="choice", choices=LABELS, says_when_empty=True, sample=("", ""),
    ),
)  # fmt: skip
