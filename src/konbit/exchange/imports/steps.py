"""The state of an import, as its verbs share it."""

from django.utils.translation import gettext_lazy as _

from konbit.exchange import policies
from konbit.exchange.imports.faults import CannotTake
from konbit.exchange.imports.kind import Kind
from konbit.exchange.models import ImportRun
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Refusal, require

# The states in which nothing was imported yet.
BEFORE = ("uploaded", "dates", "checked")


class ImportIs(Refusal):
    code = "import_is_in_another_state"
    says = _("This cannot be done now: the import is “%(state)s”. Look at the page again.")


def locked(run: ImportRun, by: Actor, *states: str) -> ImportRun:
    """The import as it stands now, for whoever may.

    Raises:
        ImportIs: it is in none of these states, or was thrown away.
    """
    require(policies.may_import(by, run.group))
    found = (
        ImportRun.objects.select_for_update(of=("self",)).select_related("group").filter(pk=run.pk).first()
    )
    if found is None or found.state not in states:
        raise ImportIs(state=(found or run).get_state_display())
    return found


def as_fault(kind: Kind, refusal: Refusal) -> CannotTake:
    """A verb's refusal as what is wrong with a row, beside the column it is about where there is one."""
    columns = {column.code for column in kind.columns}
    column = refusal.field if refusal.field in columns else ""
    return CannotTake("refused", column or "", says=refusal.sentence)
