"""Endpoints of this room: the register, what is measured and planned, and what stands behind results."""

from ninja import Router

from konbit.results.api.artifacts import router as artifacts
from konbit.results.api.career_ladders import router as career_ladders
from konbit.results.api.contributions import router as contributions
from konbit.results.api.events import router as events
from konbit.results.api.measures import router as measures
from konbit.results.api.pilots import router as pilots
from konbit.results.api.plans import router as plans
from konbit.results.api.register import router as register

router = Router()
for part in (register, measures, plans, contributions, artifacts, events, career_ladders, pilots):
    router.add_router("", part)
