"""Awards and organizations in the words of CommonGrants 0.4.0, as one file. Our own schema stands beside the mapper.

The protocol knows a parent award for amendments alone. That money is passed on stands in a custom field of the file.
"""

VERSION = "0.4.0"
