"""The kinds of tables that can be imported, each in a file of its own: its columns, how a row is matched, what it calls."""

from konbit.exchange.imports.attendance import Attendance
from konbit.exchange.imports.commitments import Commitments
from konbit.exchange.imports.grants import Grants
from konbit.exchange.imports.indicators import Indicators
from konbit.exchange.imports.kind import Kind
from konbit.exchange.imports.organizations import Organizations
from konbit.exchange.imports.people_and_seats import PeopleAndSeats
from konbit.exchange.imports.results import Results

KINDS: dict[str, type[Kind]] = {
    kind.code: kind
    for kind in (Organizations, PeopleAndSeats, Commitments, Results, Indicators, Attendance, Grants)
}
