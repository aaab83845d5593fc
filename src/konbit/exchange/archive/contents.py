"""Every table of the house: those that travel with a network, and those that stay behind, each with the reason.

A table that stands in neither list fails the build: whoever adds a table decides here whether it travels.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.db.models import Field, Model

from konbit.exchange.archive.columns import Column, column_of


@dataclass(frozen=True)
class Table:
    """A table that travels: how a row leads to its group, and in which order rows stand where no id orders them."""

    label: str
    # The path from a row to its group. Empty: its rows are found by what points to them (see `rows`).
    group: str = ""
    # Only where the rows have no id of their own, or an order that means something.
    order: tuple[str, ...] = ("pk",)
    is_numbered: bool = False

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.label)

    @cached_property
    def name(self) -> str:
        """As files and the dictionary call it: "network/seat"."""
        return self.label.lower().replace(".", "/")

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What travels of a row, in the order of the table."""
        return tuple(column_of(field) for field in self.fields)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        behind = {**COLUMNS_BEHIND.get("*", {}), **COLUMNS_BEHIND.get(self.label, {})}
        found = [field for field in self.model._meta.concrete_fields if not _stays(field, behind)]
        return tuple(sorted(found, key=_place))

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The names of the columns as they stand in the files."""
        return (*(("number",) if self.is_numbered else ()), *(column.name for column in self.columns))

    @cached_property
    def has_id(self) -> bool:
        """Whether a row is known by an id that travels."""
        return self.model._meta.pk in self.fields


def _place(field: Field) -> int:
    """The id first, and where a row comes from last."""
    return 0 if field.primary_key else 2 if field.name in ("label", "source") else 1


def _stays(field: Field, behind: dict[str, str]) -> bool:
    # Counted up by each database for itself: it means nothing elsewhere.
    counted_up = field.primary_key and field.get_internal_type() in ("AutoField", "BigAutoField")
    return counted_up or field.attname in behind


TRAVEL = (
    Table("network.Group", group="pk"),
    Table("network.Organization", group="network"),
    Table("network.Community", group="network"),
    Table("network.GroupMember", group="group"),
    Table("network.Seat", group="group"),
    Table("network.Holder", group="seat__group"),
    Table("network.RoleHolding", group="group"),
    Table("network.Invitation", group="group"),
    Table("network.OrganizationMerge", group="kept__network"),
    Table("network.Collaboration", group="network"),
    Table("network.Offer", group="network"),
    Table("network.Offer_communities", group="offer__network", order=("offer_id", "community_id")),
    Table("network.Wanted", group="network"),
    Table("network.Launch", group="network"),
    Table("network.SupportNeed", group="group"),
    Table("meetings.Series", group="group"),
    Table("meetings.Meeting", group="group"),
    Table("meetings.AccessNeed", group="meeting__group"),
    Table("meetings.AgendaItem", group="meeting__group"),
    Table("meetings.Attendance", group="meeting__group"),
    Table("meetings.Regret", group="meeting__group"),
    Table("meetings.DecisionRight", group="group"),
    Table("meetings.Decision", group="meeting__group"),
    Table("meetings.Vote", group="decision__meeting__group", order=("decision_id", "seat_id")),
    Table("meetings.Commitment", group="meeting__group"),
    Table(
        "meetings.CommitmentChange",
        group="commitment__meeting__group",
        order=("commitment_id", "pk"),
        is_numbered=True,
    ),
    Table("meetings.Question", group="meeting__group"),
    Table("meetings.ParkedItem", group="meeting__group"),
    Table("meetings.CaptureClash", group="meeting__group"),
    Table("meetings.CycleStep", group="meeting__group", order=("meeting_id", "code")),
    Table("meetings.ToldOfMeeting", group="meeting__group", order=("meeting_id", "person_id")),
    Table("meetings.PreRead", group="meeting__group"),
    Table("meetings.Record", group="meeting__group"),
    Table("meetings.HandOverPack", group="holder__seat__group"),
    Table("meetings.UnreadReply", group="meeting__group"),
    Table("results.Priority", group="network"),
    Table("results.PriorityName", group="priority__network", order=("priority_id", "number")),
    Table("results.Result", group="priority__network"),
    Table("results.ResultChange", group="result__priority__network"),
    Table("results.ServedBy", group="result__priority__network", order=("result_id", "commitment_id")),
    Table("results.Indicator", group="network"),
    Table("results.Figure", group="indicator__network"),
    Table("results.LongGoal", group="network"),
    Table("results.Milestone", group="goal__network"),
    Table("results.CareerLadder", group="organization__network"),
    Table("results.LadderStep", group="ladder__organization__network"),
    Table("results.Contribution", group="result__priority__network"),
    Table("results.Artifact", group="network"),
    Table("results.ArtifactReceipt", group="artifact__network"),
    Table("results.Event", group="network"),
    Table("results.Event_artifacts", group="event__network", order=("event_id", "artifact_id")),
    Table("results.EvidenceTie", group="result__priority__network"),
    Table("results.Pilot", group="network"),
    Table("results.Statement", group="network"),
    Table("results.Affirmation", group="statement__network"),
    Table("results.ChangeAgenda", group="community__network"),
    Table("results.AgendaVersion", group="agenda__community__network"),
    Table("results.Strategy", group="agenda__community__network"),
    Table("results.StrategyAction", group="strategy__agenda__community__network"),
    Table("results.AgendaComment", group="agenda__community__network"),
    Table("results.LongTermOutcome", group="network"),
    Table("results.Alignment", group="outcome__network"),
    Table("results.StrategicPlan", group="network"),
    Table("results.PlanVersion", group="plan__network"),
    Table("results.Consultation", group="plan_version__plan__network"),
    Table("grants.MoneySettings", group="network"),
    Table("grants.Award", group="network"),
    Table("grants.Award_results", group="award__network", order=("award_id", "result_id")),
    Table("grants.AwardPlace", group="award__network"),
    Table("grants.AwardChange", group="award__network"),
    Table("grants.Interest", group="award__network"),
    Table("grants.Deliverable", group="award__network"),
    Table("grants.Payment", group="award__network"),
    Table("grants.Spending", group="award__network"),
    Table("grants.OutsideMoney", group="network"),
    Table("grants.Activity", group="network"),
    Table("grants.ActivityShare", group="activity__network", order=("activity_id", "award_id")),
    Table("grants.Report", group="award__network"),
    Table("grants.ReportVersion", group="report__award__network"),
    Table("grants.ChecklistItem", group="award__network"),
    Table("grants.FunderQuestion", group="network"),
    Table("grants.QuestionAnswer", group="question__network"),
    Table("grants.Transition", group="network"),
    Table("grants.TransitionTask", group="transition__network"),
    Table("grants.RelationOwner", group="community__network"),
    Table("grants.FundingSource", group="network"),
    Table(
        "grants.FundingSource_results",
        group="fundingsource__network",
        order=("fundingsource_id", "result_id"),
    ),
    Table("grants.Pursuit", group="source_of_funding__network"),
    Table(
        "grants.Pursuit_partners",
        group="pursuit__source_of_funding__network",
        order=("pursuit_id", "organization_id"),
    ),
    Table(
        "grants.Pursuit_results",
        group="pursuit__source_of_funding__network",
        order=("pursuit_id", "result_id"),
    ),
    Table("grants.PursuitStage", group="pursuit__source_of_funding__network"),
    Table("audit.Entry", order=("sequence",), is_numbered=True),
    Table("foundation.Attachment"),
    Table("accounts.Person"),
    Table("accounts.MutedKind", order=("person_id", "kind")),
)

BEHIND = {
    "api.KeptAnswer": "What programs were answered here, kept for a while so that asking twice does a thing once.",
    "api.KeyMinute": "How often a program asked here within a minute.",
    "accounts.Link": "A link is a right to act here; another installation signs its own.",
    "accounts.ApiKey": "A key is a secret of the person and of this installation.",
    "accounts.SignInAttempt": "Attempts to sign in are counted where they are made.",
    "accounts.MailboxLetter": "A copy of letters that were kept instead of sent; what they told stands in the records.",
    "accounts.InboundLetter": "Mail that came to this installation's address; what could be placed stands in the records.",
    "foundation.Job": "Work that waits here. Bringing it along would send letters twice.",
    "foundation.Beat": "A sign of life of a process on this machine.",
    "foundation.RegularFault": "A fault of a process on this machine.",
    "foundation.DemoClock": "The moment in which the visitors of one demo live.",
    "exchange.ImportRun": "How a spreadsheet was read here; what it brought stands in the records.",
    "exchange.TablePart": "Rows of a spreadsheet that are not read yet.",
    "exchange.ImportedRow": "What taking back an import needs; it can be taken back where it was done.",
    "exchange.ColumnMatch": "How columns were matched last time; the next spreadsheet is matched anew.",
    "home.SearchText": "What the search finds things by; each installation makes it from its own records.",
    "meetings.Asked": "Which number a letter of this installation gave to which commitment; replies come here.",
    "meetings.PulseTicket": "Who was asked for a pulse is known to nobody but the counting.",
    "meetings.PulseWaiting": "Answers that wait to be shuffled are shown to nobody.",
    "meetings.PulseAnswer": "Single answers of few people would show who said what; pages show only what is safe.",
    "sessions.Session": "Who is signed in here.",
    "contenttypes.ContentType": "A list of tables that each installation writes for itself.",
    "auth.Permission": "Not used: rights come from seats and roles.",
    "auth.Group": "Not used: rights come from seats and roles.",
    "auth.Group_permissions": "Not used: rights come from seats and roles.",
}

# Columns that stay behind although their table travels, by table; "*" is every table.
COLUMNS_BEHIND = {
    "*": {"key": "Made when a form was shown, so that sending it twice stored it once."},
    "accounts.Person": {
        "password": "A secret. Everybody signs in anew by a letter.",
        "is_operator": "Who looks after this installation is decided in each.",
        "last_login": "When somebody signed in here.",
    },
    "foundation.Attachment": {"stored_as": "The random name under which the file lies on this machine."},
}

# What was done with archives tells of the installation, not of the network: it stays out, and so the next archive of
# unchanged records is the same to the byte.
ENTRIES_BEHIND = (
    "exchange.export_network",
    "exchange.export_mine",
    "exchange.export_table",
    "exchange.import_network",
)


def tables() -> dict[str, Table]:
    """The tables that travel, by label."""
    return {table.label: table for table in TRAVEL}


def undecided() -> Iterator[str]:
    """Tables of the house that nobody has decided about, and tables in the lists that are none."""
    listed = [*(table.label for table in TRAVEL), *BEHIND]
    there = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    yield from sorted(there.symmetric_difference(listed))
    yield from sorted(label for label in set(listed) if listed.count(label) > 1)
