"""The four languages, and the time zones a network may choose."""

LANGUAGES = [("en", "English"), ("es", "Español"), ("ht", "Kreyòl Ayisyen"), ("vi", "Tiếng Việt")]

TIME_ZONES = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "America/Port-au-Prince",
    "UTC",
]
