"""Full calendar dates as news pages print them, German and English."""

from __future__ import annotations

import re
from datetime import date

from summarizer.language.de.publishing import PUBLISHING as GERMAN
from summarizer.language.en.publishing import PUBLISHING as ENGLISH

_MONTHS = {**ENGLISH.months, **GERMAN.months}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    r"(?<!\d)(?:"
    r"(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})(?=T|\D|\Z)"
    r"|(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>(?:19|20)\d{2}|\d{2})(?![\d.])"
    rf"|(?P<d3>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?(?P<m3>{_NAMES})\b\.?,?\s+(?P<y3>\d{{4}})\b"
    r")"
    rf"|\b(?P<m4>{_NAMES})\b\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>\d{{4}})\b",
    re.IGNORECASE,
)


def first_date(text: str) -> date | None:
    """The first date with day, month and year in `text`; impossible ones (31.02.) are passed over."""
    for match in _DATE.finditer(text):
        parts = {name[0]: value for name, value in match.groupdict().items() if value}
        month = int(parts["m"]) if parts["m"].isdigit() else _MONTHS[parts["m"].lower()]
        year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
        try:
            return date(year, month, int(parts["d"]))
        except ValueError:
            continue
    return None
