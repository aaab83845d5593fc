"""Endpoints of this room: priorities with their baselines, and results on their ladder."""

from ninja import Router

from konbit.results.api.register import router as register

router = Router()
for part in (register,):
    router.add_router("", part)
