"""Where change agendas, alignment, long-term outcomes and strategic plans stand: one of each, made by those who may."""

import re

TOWN, NETWORK = "/groups/delta-town/", "/groups/maln/"


def agenda_places(stay):
    """A community with a partnership that the convener founds, an outcome of the funder, and a plan that is begun."""
    convener, funder = stay.who("convener"), stay.who("funder")
    convener.goes_to(NETWORK + "groups/new/").submits(
        name="Delta Town partnership", address="delta-town", kind="community_partnership"
    )
    convener.goes_to(NETWORK + "communities/new/").submits(
        name="Delta Town", partnership="Delta Town partnership"
    )
    convener.goes_to(TOWN + "change-agenda/begin/").submits(title="Delta Town moves")
    for text in ("A bus to every clinic", "A park in every street"):
        convener.goes_to(TOWN + "change-agenda/add-strategy/").submits(
            text=text, condition="No bus on Sundays"
        )
    convener.goes_to(TOWN + "change-agenda/strategies/S1/actions/").submits(what="Count the riders")
    convener.goes_to(TOWN + "change-agenda/publish/").submits(what_changed="Begun")
    funder.goes_to(NETWORK + "add-outcome/").submits(text="Every child has a doctor")
    convener.goes_to(TOWN + "change-agenda/strategies/S1/alignment/").submits(why="It leads to the doctor")
    funder.goes_to(TOWN + "change-agenda/comments/").submits(text="Which line is it?")
    convener.goes_to(TOWN + "change-agenda/")
    found = {
        "agenda_comment": _first(convener, r"/groups/delta-town/change-agenda/comments/[\w-]{36}/answer/")
    }
    funder.goes_to(NETWORK + "alignment/")
    found["alignment"] = _first(funder, r"/groups/maln/alignment/[\w-]{36}/")
    funder.goes_to(NETWORK + "add-plan/").submits(name="Plan of the funder")
    funder.submits(text="We fund buses for three years.")
    found["plan"] = re.search(r"/groups/maln/plans/[\w-]{36}/", funder.path)[0]
    funder.goes_to(found["plan"] + "1/consultations/").submits(
        who="Communities", on="2022-01-10", said="Say for how long"
    )
    found["became"] = _first(funder, r"/groups/maln/plans/[\w-]{36}/consultations/[\w-]{36}/")
    grantee = stay.who("regional_grantee").goes_to("/groups/best_start/plans/")
    plan = _first(grantee, r"/groups/best_start/plans/([\w-]{36})/")
    found["example_plan"] = plan.replace("/plans/", "/money/plans/")
    return found


def _first(visitor, pattern):
    return re.search(pattern, visitor.page.content())[0]
