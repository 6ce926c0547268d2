"""Time expressions in a text, resolved where text and day of publication settle them.

- Full dates, "Oktober 2024", "Sommer 2024", "Ende 2024" and bare years stand for themselves.
- A day without its year ("3. Mai") and a month without one ("im Oktober") are the ones nearest to publication.
- A bare weekday ("am Montag") is the last one on or before publication; "vergangenen" means the last one before it,
  "kommenden" the first one after it, "diesem" the one of the same week.
- "im vergangenen Sommer", "im vergangenen Monat": the last such period that had ended by publication.
- "vor drei Tagen" is that day, "vor drei Wochen" that week, "vor drei Monaten" that month, "vor drei Jahren" that year.
- Everything else ("kürzlich", "in den letzten Jahren", "im Sommer", "Winter 2024", which names two winters) is found
  but not resolved. Without a day of publication no relative expression is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from summarizer import language as languages
from summarizer.grounding import periods
from summarizer.grounding.calendar import TEXTS_KEPT, CalendarDate, calendar_dates, is_day
from summarizer.grounding.periods import Period
from summarizer.language import Language
from summarizer.schema import When

_WINTER = 12


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression at `start`-`end` (code points, end-exclusive) and what it means."""

    start: int
    end: int
    when: When


def find_dates(text: str, language: str, published: date | None = None) -> list[DateMention]:
    """All time expressions of `text`, in order and without overlap. `language` is an ISO 639 code."""
    return list(_dates(text, language, published))


@lru_cache(maxsize=TEXTS_KEPT)
def _dates(text: str, language: str, published: date | None) -> tuple[DateMention, ...]:
    known = languages.get(language)
    dates = calendar_dates(text, known)
    found = [_mention(text, one.start, one.end, _calendar(one, published)) for one in dates]
    ends = [one.end for one in dates]
    # A character that is no letter is found several times faster than a place between two characters.
    for match in known.dates.periods.finditer(f" {text}"):
        start, end = match.start(), match.end() - 1
        following = bisect_right(ends, start)
        overlaps = following < len(dates) and dates[following].start < end
        if not (overlaps or _is_noun(text, start, match["relative_day"], known)):
            found.append(_mention(text, start, end, _resolved(match, known, published)))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _mention(text: str, start: int, end: int, period: Period | None) -> DateMention:
    first, last = period or (None, None)
    return DateMention(start, end, When(text=text[start:end], start=first, end=last))


def _is_noun(text: str, start: int, day: str | None, language: Language) -> bool:
    """Whether a day word is a noun: "am Morgen" is no "morgen"."""
    if not (language.numbers.nouns_capitalised and day and day[0].isupper()):
        return False
    before = text[max(0, start - 2) : start].rstrip()[-1:]
    return before.isalnum() or before == ","


def _calendar(one: CalendarDate, published: date | None) -> Period | None:
    if one.year is not None:
        return date(one.year, one.month, one.day), max(
            date(one.year, one.month, one.last), date(one.year, one.month, one.day)
        )
    if published is None:
        return None
    years = [y for y in _years_round(published) if is_day(y, one.month, one.day) and is_day(y, one.month, one.last)]
    if not years:
        return None
    first, _ = periods.nearest([periods.day(date(y, one.month, one.day)) for y in years], published)
    return first, max(first, first.replace(day=one.last))


def _years_round(published: date) -> range:
    return range(max(published.year - 1, date.min.year), min(published.year + 1, date.max.year) + 1)


def _resolved(match: re.Match[str], language: Language, published: date | None) -> Period | None:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    try:
        return _absolute(groups, language) or (_relative(groups, language, published) if published else None)
    except (ValueError, OverflowError):  # a year beyond the calendar: nothing to resolve to
        return None


def _absolute(groups: dict[str, str], language: Language) -> Period | None:
    words = language.dates
    for name in ("year", "in_year"):
        if name in groups:
            return periods.year(int(groups[name]))
    if "third_year" in groups:
        return periods.third_of_year(int(groups["third_year"]), words.thirds[groups["third"].lower()])
    if "month_year" in groups:
        return periods.month(int(groups["month_year"]), _month(groups["month"], language))
    if "third_month_year" in groups:
        third = words.thirds[groups["third"].lower()]
        return periods.third_of_month(int(groups["third_month_year"]), _month(groups["third_month"], language), third)
    if "season_year" in groups:
        year, straddles, _ = groups["season_year"].partition("/")
        first_month = words.seasons[groups["season"].lower()]
        if (first_month == _WINTER) == bool(straddles):
            return periods.season(int(year), first_month)
    return None


def _month(name: str, language: Language) -> int:
    months = language.dates.months
    return months.get(name.lower()) or months[name.lower().removesuffix("s")]


def _place(word: str, language: Language) -> int:
    return -1 if word.lower() in language.dates.last else 1 if word.lower() in language.dates.next else 0


def _relative(groups: dict[str, str], language: Language, published: date) -> Period | None:
    words = language.dates
    if "relative_day" in groups or "daypart" in groups:
        away = words.days[groups.get("relative_day", groups.get("daypart", "")).lower()]
        return periods.day(published + away * periods.DAY)
    if "weekday" in groups:
        since = (published.weekday() - words.weekdays[groups["weekday"].lower()]) % 7
        return periods.day(published - since * periods.DAY)
    if "third" in groups:
        return _third(groups, language, published)
    if "month" in groups:
        return _nearest_month(_month(groups["month"], language), published)
    if "placed" in groups:
        return _placed(groups, language, published)
    return _ago(groups, language, published) if "ago" in groups else None


def _nearest_month(number: int, published: date) -> Period:
    return periods.nearest([periods.month(year, number) for year in _years_round(published)], published)


def _third(groups: dict[str, str], language: Language, published: date) -> Period | None:
    third = language.dates.thirds[groups["third"].lower()]
    if "third_month" in groups:
        first, _ = _nearest_month(_month(groups["third_month"], language), published)
        return periods.third_of_month(first.year, first.month, third)
    place = _place(groups["third_placed"], language)
    if language.dates.units[groups["third_unit"].lower()] == "year":
        return periods.third_of_year(published.year + place, third)
    return periods.third_of_month(*periods.shifted_month(published.year, published.month, place), third)


def _placed(groups: dict[str, str], language: Language, published: date) -> Period | None:
    words, place = language.dates, _place(groups["placed"], language)
    years = range(published.year - 2, published.year + 3)
    if "placed_weekday" in groups:
        in_week = periods.week(published)[0] + words.weekdays[groups["placed_weekday"].lower()] * periods.DAY
        weeks = (-1, 0, 1) if place else (0,)
        days = [periods.day(in_week + 7 * away * periods.DAY) for away in weeks]
        return periods.placed(days, place, published) if place else days[0]
    if "placed_season" in groups:
        first_month = words.seasons[groups["placed_season"].lower()]
        return periods.placed([periods.season(year, first_month) for year in years], place, published)
    if "placed_month" in groups:
        number = _month(groups["placed_month"], language)
        return periods.placed([periods.month(year, number) for year in years], place, published)
    return _shifted(words.units[groups["placed_unit"].lower()], place, published)


def _shifted(unit: str, by: int, published: date) -> Period:
    """The day, week, month or year that lies `by` units from publication."""
    if unit == "day":
        return periods.day(published + by * periods.DAY)
    if unit == "week":
        return periods.week(published + 7 * by * periods.DAY)
    if unit == "month":
        return periods.month(*periods.shifted_month(published.year, published.month, by))
    return periods.year(published.year + by)


def _ago(groups: dict[str, str], language: Language, published: date) -> Period | None:
    count = groups["ago"].lower()
    number = int(count) if count.isdecimal() and len(count) <= 4 else language.numbers.cardinal(count)
    if count in language.numbers.counted_once:
        number = 1
    if number is None:
        return None
    return _shifted(language.dates.units[groups["ago_unit"].lower()], -number, published)
