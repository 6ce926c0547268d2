"""How English news pages print dates, places and the day of publication."""

MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6,
    "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "october": 10, "oct": 10,
    "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
"""Month names and their abbreviations, lower case, without full stop."""

WEEKDAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    """.split()
)

DATE_LINE_WORDS = frozenset(
    """
    at on the published posted first updated last update modified am pm a.m p.m est edt et gmt utc bst cet cest
    read reading time min mins minute minutes
    """.split()
)
"""Words that may stand beside a date on a line that holds nothing but the time of publication."""

PUBLISHED_MARKERS = frozenset({"published", "posted"})
"""Words that make a date the day of publication, wherever on the page it stands."""

GLUED_OPENERS = frozenset({"in", "on", "up", "off", "out", "it", "me", "us", "you"})
"""Sentence openers too common at the end of names ("LinkedIn", "YouTube") to betray a glued dateline."""
