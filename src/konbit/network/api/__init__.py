"""Endpoints of this room: groups and their members, and what they do together between meetings."""

from ninja import Router

from konbit.network.api.members import router as members
from konbit.network.api.support import router as support
from konbit.network.api.together import router as together

router = Router()
for part in (members, together, support):
    router.add_router("", part)
