"""German dates."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.language.base import DateWords, any_of

_MONTHS = {
    "januar": 1,
    "jänner": 1,
    "februar": 2,
    "märz": 3,
    "april": 4,
    "mai": 5,
    "juni": 6,
    "juli": 7,
    "august": 8,
    "september": 9,
    "oktober": 10,
    "november": 11,
    "dezember": 12,
}
_WEEKDAYS = dict(
    zip(["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"], range(7), strict=True)
) | {"sonnabend": 5}
_SEASONS = {"frühjahr": 3, "frühling": 3, "sommer": 6, "herbst": 9, "winter": 12}
_DAYS = {"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2}
_ENDINGS = ("e", "em", "en", "er", "es")
_LAST, _THIS, _NEXT = ("vergangen", "letzt", "vorig"), ("dies", "laufend"), ("kommend", "nächst")
_UNITS = {
    **dict.fromkeys(("tag", "tage", "tagen", "tages"), "day"),
    **dict.fromkeys(("woche", "wochen"), "week"),
    **dict.fromkeys(("monat", "monate", "monaten", "monats"), "month"),
    **dict.fromkeys(("jahr", "jahre", "jahren", "jahres"), "year"),
}
_THIRDS = {"anfang": 0, "mitte": 1, "ende": 2}
_MONTH = rf"(?:{any_of(_MONTHS)})s?"
_PLACED = rf"(?:(?:{any_of((*_LAST, *_THIS, *_NEXT))})(?:{any_of(_ENDINGS)}))"


def _inflected(stems: Iterable[str]) -> frozenset[str]:
    return frozenset(stem + ending for stem in stems for ending in _ENDINGS)


DATES = DateWords(
    months=_MONTHS,
    weekdays=_WEEKDAYS,
    seasons=_SEASONS,
    calendar=(
        re.compile(
            rf"(?P<day>\d(?<![\w.]\d)\d?)\.(?:\s?(?:/|-|–|bis|und)\s?(?P<last>\d{{1,2}})\.)?"
            rf"\s?(?P<month>{any_of(_MONTHS)})(?:\s(?P<year>\d{{4}}))?(?![\w-])",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?P<day>\d(?<![\w.,:]\d)\d?)\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>\d{4}|\d{2})(?![\w.,:]\d))?(?!\w)"
        ),
    ),
    days=_DAYS,
    periods=re.compile(
        rf"[^\w/-](?=\w)(?:(?:(?P<daypart>heute|gestern|vorgestern|morgen)\s(?:früh|morgen|vormittag|mittag|nachmittag"
        rf"|abend|nacht))"
        rf"|(?P<relative_day>{any_of(_DAYS)})"
        rf"|(?P<third>{any_of(_THIRDS)})\s(?:(?:des\s)?(?:(?P<third_placed>{_PLACED})\s(?P<third_unit>Monats|Jahres)"
        rf"|(?P<third_month>{_MONTH})(?:\s(?P<third_month_year>\d{{4}}))?|(?:Jahres\s)?(?P<third_year>\d{{4}})))"
        rf"|(?P<month>{_MONTH})(?:\s(?P<month_year>\d{{4}})|(?=\W|$))"
        rf"|(?P<vague>(?:in\sden\s)?(?:vergangenen|letzten|kommenden|nächsten)\s(?:(?:\w+)\s)?"
        rf"(?:Tagen?|Wochen|Monaten?|Jahren?|Jahrzehnten?|Stunden))"
        rf"|(?P<placed>{_PLACED})\s(?:(?P<placed_weekday>{any_of(_WEEKDAYS)})|(?P<placed_season>{any_of(_SEASONS)})"
        rf"|(?P<placed_month>{_MONTH})|(?P<placed_unit>Woche|Monats?|Jahr(?:es)?))"
        rf"|(?P<season>{any_of(_SEASONS)})(?:s)?\s(?P<season_year>\d{{4}}(?:/\d{{2,4}})?)"
        rf"|(?P<season_alone>(?:im|seit|zum)\s(?:{any_of(_SEASONS)}))(?!\s\d)"
        rf"|(?P<weekday>{any_of(_WEEKDAYS)})(?:abend|morgen|nachmittag|vormittag|mittag|nacht)?"
        rf"|vor\s(?P<ago>\w+)\s(?P<ago_unit>Tag|Tagen|Woche|Wochen|Monat|Monaten|Jahr|Jahren)"
        rf"|(?:im\s)?Jahre?s?\s(?P<in_year>\d{{4}})"
        rf"|(?P<unsettled>kürzlich|neulich|jüngst|unlängst|zuletzt|vor\skurzem|bald|demnächst)"
        rf"|(?P<year>(?:1[5-9]|20)\d{{2}}))(?![\w-]|[.,:]\d)",
        re.IGNORECASE,
    ),
    last=_inflected(_LAST),
    this=_inflected(_THIS),
    next=_inflected(_NEXT),
    units=_UNITS,
    thirds=_THIRDS,
)
