"""English dates. All-number dates ("5/3/2024") name no settled day: the order differs between countries."""

from __future__ import annotations

import re

from summarizer.language.base import DateWords, any_of

_MONTHS = dict(
    zip(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        range(1, 13),
        strict=True,
    )
)
_SHORT_MONTHS = {f"{month[:3]}.": number for month, number in _MONTHS.items() if len(month) > 4}
_WEEKDAYS = dict(
    zip(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], range(7), strict=True)
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_LAST = ("last", "past", "previous")
_THIS = ("this", "current")
_NEXT = ("next", "coming")
_THIRDS = {"early": 0, "mid": 1, "late": 2, "the end of": 2, "the beginning of": 0}
_NUMBERED_MONTH = rf"(?:{any_of([*_MONTHS, *_SHORT_MONTHS, 'sept.'])})"
_MONTH = rf"(?:{'|'.join(month.capitalize() for month in _MONTHS)})"
_PLACED = rf"(?:{any_of([*_LAST, *_THIS, *_NEXT])})"

DATES = DateWords(
    months={**_MONTHS, **_SHORT_MONTHS, "sept.": 9},
    weekdays=_WEEKDAYS,
    seasons=_SEASONS,
    calendar=(
        re.compile(
            rf"(?<!\w)(?P<month>{_NUMBERED_MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:[-–](?P<last>\d{{1,2}}))?"
            r"(?:,?\s(?P<year>\d{4}))?(?![\w-]|[.,:]\d)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?P<day>\d(?<![\w.,]\d)\d?)(?:st|nd|rd|th)?(?:[-–](?P<last>\d{{1,2}}))?\s(?:of\s)?"
            rf"(?P<month>{_NUMBERED_MONTH})(?:,?\s(?P<year>\d{{4}}))?(?![\w-])",
            re.IGNORECASE,
        ),
    ),
    days=_DAYS,
    periods=re.compile(
        rf"[^\w/-](?=\w)(?:(?i:(?P<relative_day>{any_of(_DAYS)}))"
        rf"|(?i:(?P<third>{any_of(_THIRDS)}))[\s-](?:(?P<third_month>{_MONTH})(?:\s(?P<third_month_year>\d{{4}}))?"
        rf"|(?P<third_placed>{_PLACED})\s(?P<third_unit>month|year)|(?P<third_year>\d{{4}}))"
        rf"|(?P<month>{_MONTH})(?:\s(?P<month_year>\d{{4}})|(?=\W|$))"
        rf"|(?i:(?P<vague>(?:in\s)?(?:the\s)?(?:past|last|recent|coming|next)\s(?:(?:few|several|\d+|two|three|four"
        r"|five|six|ten)\s)?(?:days|weeks|months|years|decades|hours)))"
        rf"|(?i:(?P<placed>{_PLACED})\s(?:(?P<placed_weekday>{any_of(_WEEKDAYS)})"
        rf"|(?P<placed_season>{any_of(_SEASONS)})|(?P<placed_month>{any_of(_MONTHS)})"
        r"|(?P<placed_unit>week|month|year)))"
        rf"|(?i:(?:the\s)?(?P<season>{any_of(_SEASONS)})(?:\sof)?\s(?P<season_year>\d{{4}}(?:/\d{{2,4}})?))"
        rf"|(?i:(?P<season_alone>(?:in|since|this)\s(?:the\s)?(?:{any_of(_SEASONS)}))(?!\s(?:of\s)?\d))"
        rf"|(?P<weekday>{'|'.join(day.capitalize() for day in _WEEKDAYS)})"
        r"|(?i:(?P<ago>\w+)\s(?P<ago_unit>days?|weeks?|months?|years?)\sago)"
        r"|(?i:(?P<unsettled>recently|lately|the\sother\sday|soon|shortly))"
        r"|(?P<year>(?:1[5-9]|20)\d{2}))(?![\w-]|[.,:]\d)"
    ),
    last=frozenset(_LAST),
    this=frozenset(_THIS),
    next=frozenset(_NEXT),
    units={unit + ending: unit for unit in ("day", "week", "month", "year") for ending in ("", "s")},
    thirds=_THIRDS,
)
