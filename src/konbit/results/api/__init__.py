"""Endpoints of this room: the register, what is measured and planned, and what stands behind results."""

from ninja import Router

from konbit.results.api.evidence import router as evidence
from konbit.results.api.measures import router as measures
from konbit.results.api.plans import router as plans
from konbit.results.api.register import router as register

router = Router()
for part in (register, measures, plans, evidence):
    router.add_router("", part)
