"""What a room above hears: something was written down. Told in the transaction of the verb that wrote it."""

from django.dispatch import Signal

# `action` is the code of the entry, `about` the records it is about.
entry_written = Signal()
