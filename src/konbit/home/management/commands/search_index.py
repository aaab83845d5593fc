"""`konbit search-index`: compare the index of the search with every record, and mend it."""

from typing import Any

from konbit.foundation.commands import KonbitCommand, must_be_started
from konbit.home.search.keeping import rebuild_everything


class Command(KonbitCommand):
    help = "Compare the index of the search with every record, mend it, and say how many rows differed."

    def handle(self, *args: Any, **options: Any) -> None:
        must_be_started()
        done = rebuild_everything()
        for code, (there, differed) in sorted(done.items()):
            self.stdout.write(f"{code}: {there} records, {differed} rows differed")
        self.stdout.write(f"Altogether {sum(differed for _there, differed in done.values())} rows differed.")
