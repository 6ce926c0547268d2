"""How German news pages print dates, places and the day of publication."""

MONTHS = {
    "januar": 1, "jänner": 1, "jan": 1, "jän": 1, "februar": 2, "feber": 2, "feb": 2, "märz": 3, "mär": 3, "april": 4,
    "apr": 4, "mai": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9,
    "sep": 9, "oktober": 10, "okt": 10, "november": 11, "nov": 11, "dezember": 12, "dez": 12,
}  # fmt: skip
"""Month names and their abbreviations, lower case, without full stop."""

WEEKDAYS = frozenset(
    """
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
    """.split()
)

DATE_LINE_WORDS = frozenset(
    """
    uhr um am von vom den der stand veröffentlicht erschienen aktualisiert zuletzt letzte aktualisierung update
    lesezeit lesedauer min minute minuten sek
    """.split()
)
"""Words that may stand beside a date on a line that holds nothing but the time of publication."""

PUBLISHED_MARKERS = frozenset({"veröffentlicht", "erschienen", "stand"})
"""Words that make a date the day of publication, wherever on the page it stands."""

GLUED_OPENERS = frozenset({"in"})
"""Sentence openers too common at the end of names and gendered nouns ("LinkedIn") to betray a glued dateline."""
