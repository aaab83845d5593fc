"""The wheel's build step: compile the message catalogs, which git does not hold."""

from pathlib import Path

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogs(BuildHookInterface):
    """Write `django.mo` beside each `django.po`; an editable install leaves that to `./run setup`."""

    def initialize(self, version, build_data):  # noqa: ARG002 - the signature is hatchling's
        """Compile before files are gathered."""
        if version == "editable":
            return
        for catalog in Path(self.root, "src", "konbit", "locale").glob("*/LC_MESSAGES/*.po"):
            polib.pofile(str(catalog)).save_as_mofile(str(catalog.with_suffix(".mo")))
