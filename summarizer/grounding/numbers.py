"""Numbers in a text, with their bounds and what they count.

"von bisher 14.000 auf bis zu 30.000 Soldaten" gives 14.000 (exact) and at most 30.000, both of "Soldaten".
Vague plurals ("Tausende", "Dutzende", "dozens") state no number and are left out, as is the article "ein".
Numbers that count nothing - dates, years, times, ordinals, and those that are part of a name ("F-16", "Artikel 5",
"2:1", telephone numbers) - are returned with their kind, so that they can be told from what is counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from summarizer import language as languages
from summarizer.grounding.calendar import TEXTS_KEPT, calendar_dates
from summarizer.grounding.number_kinds import NumberKind, other_than_cardinal
from summarizer.grounding.numerals import Numeral, Value, read
from summarizer.grounding.tokens import Token, tokenize, words
from summarizer.grounding.units import unit_after
from summarizer.language import Language
from summarizer.language.base import Phrase
from summarizer.schema import Bound, Quantity

_CURRENCIES = frozenset("$€£¥")
_LONGEST_PHRASE = 3
_DIGIT = re.compile(r"\d")
_WORDS_KEPT = 16384


@dataclass(frozen=True, slots=True)
class Number:
    """One number expression at `start`-`end` (code points, end-exclusive), words that bound it included.

    `value`, `low` and `high` are set as in `Quantity`; all three are None for dates, times and parts of names.
    """

    start: int
    end: int
    text: str
    kind: NumberKind
    bound: Bound = "exact"
    value: Value | None = None
    low: Value | None = None
    high: Value | None = None
    unit: str | None = None

    def quantity(self) -> Quantity | None:
        """The figure for the record; None where nothing is counted."""
        if self.kind != "cardinal":
            return None
        return Quantity(
            value=self.value, low=self.low, high=self.high, bound=self.bound, unit=self.unit, text=self.text
        )


def find_numbers(text: str, language: str) -> list[Number]:
    """All number expressions of `text`, in order and without overlap. `language` is an ISO 639 code."""
    return list(_numbers(text, language))


@lru_cache(maxsize=TEXTS_KEPT)
def _numbers(text: str, language: str) -> tuple[Number, ...]:
    if not _DIGIT.search(text) and not any(_is_numeric(word.lower(), language) for word in words(text)):
        return ()
    return tuple(_Reader(text, languages.get(language)).numbers())


@lru_cache(maxsize=_WORDS_KEPT)
def _is_numeric(word: str, code: str) -> bool:
    """Whether a word, in lower case, makes a number expression; articles ("eine halbe") do only before such a word."""
    known = languages.get(code).numbers
    return (
        word in known.scales
        or word in known.fractions
        or known.cardinal(word) is not None
        or known.ordinal(word) is not None
        or _DIGIT.search(word) is not None
    )


def quantities(text: str, language: str) -> list[Quantity]:
    """The figures of a quote for the record: what `find_numbers` calls cardinal, verbatim with bound and unit."""
    return [figure for number in find_numbers(text, language) if (figure := number.quantity())]


Step = tuple[Number, int, int]
"""A number with its first and last token."""


Limits = tuple[Value | None, Value | None, Value | None]
"""Value, low and high, as in `Quantity`."""


class _Upper(NamedTuple):
    """The upper end of a range, its last token, and the scale it shares with the lower end ("3 bis 4 Millionen")."""

    value: Value
    last: int
    scale: int | None


class _Reader:
    """One pass over the tokens of one text."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self.words = language.numbers
        self._articles = self.words.half | self.words.counted_once
        self.tokens: list[Token] = tokenize(text)
        self.starts = [token.start for token in self.tokens]
        self.dates = {date.start: date.end for date in calendar_dates(text, language)}

    def numbers(self) -> list[Number]:
        found: list[Number] = []
        at = free = 0
        while at < len(self.tokens):
            step = None
            if self._may_begin(self.tokens[at]):
                step = self._date(at) or self._other_kind(at) or self._cardinal(at, free)
            if step is None:
                at += 1
                continue
            number, first, last = step
            if found and free <= first and self._shares_unit(free, first):
                found[-1] = _with_unit_of(found[-1], number)
            found.append(number)
            at = free = last + 1
        return found

    def _may_begin(self, token: Token) -> bool:
        """A cheap look: most tokens begin no number expression."""
        if token.kind == "word" and not _is_numeric(token.lower, self.language.code):
            return token.lower in self._articles or token.start in self.dates
        return token.kind != "sign" or token.text == "+" or token.start in self.dates

    def _date(self, at: int) -> Step | None:
        start = self.tokens[at].start
        end = self.dates.get(start)
        if end is None:
            return None
        return Number(start, end, self.text[start:end], "date"), at, bisect_left(self.starts, end) - 1

    def _other_kind(self, at: int) -> Step | None:
        other = other_than_cardinal(self.text, self.tokens, at, self.language)
        if other is None:
            return None
        start = self.tokens[at].start
        number = Number(start, other.end, self.text[start : other.end], other.kind, value=other.value)
        return number, at, bisect_left(self.starts, other.end) - 1

    def _cardinal(self, at: int, free: int) -> Step | None:
        numeral = read(self.tokens, at, self.language)
        if numeral is None:
            return None
        if self._is_negative(at, free):
            at, numeral = at - 1, replace(numeral, value=-numeral.value)
        first, bound = self._bounds_before(at, free)
        opened = first > free and self.tokens[first - 1].lower in self.words.between
        upper = self._range_end(numeral, opened)
        limits: Limits
        if upper:
            first -= opened
            low = numeral.value * upper.scale if upper.scale and not numeral.scaled else numeral.value
            bound, limits = "range", (None, low, upper.value)
        else:
            limits = _limits(bound, numeral.value)
        last = upper.last if upper else numeral.last
        unit = self._unit(last)
        if first > free and self.tokens[first - 1].text in _CURRENCIES:
            first -= 1
            unit = self.tokens[first].text
            first, bound_before = self._bounds_before(first, free)
            if bound == "exact":
                bound, limits = bound_before, _limits(bound_before, numeral.value)
        start, end = self.tokens[first].start, self.tokens[last].end
        return Number(start, end, self.text[start:end], "cardinal", bound, *limits, unit), first, last

    def _is_negative(self, at: int, free: int) -> bool:
        """Whether a minus sign stands at the number and touches nothing else ("-5 Grad", not "F -5" or "3-5")."""
        sign = at - 1
        if sign < free or not self.tokens[sign].is_dash() or self.tokens[sign].end != self.tokens[at].start:
            return False
        return sign > 0 and self.tokens[sign - 1].end < self.tokens[sign].start

    def _unit(self, last: int) -> str | None:
        unit = unit_after(self.tokens, last, self.language)
        return self.text[self.tokens[unit.first].start : self.tokens[unit.last].end] if unit else None

    def _bounds_before(self, at: int, free: int) -> tuple[int, Bound]:
        """The first token of the phrases that bound the number at `at`, and the strictest bound they set."""
        bound: Bound = "exact"
        while True:
            phrase, kind = self._phrase_before(at, free)
            if not phrase:
                return at, bound
            at -= phrase
            bound = kind if bound in ("exact", "approximate") else bound

    def _phrase_before(self, at: int, free: int) -> tuple[int, Bound]:
        kinds: tuple[tuple[Bound, frozenset[Phrase]], ...] = (
            ("at_most", self.words.at_most),
            ("at_least", self.words.at_least),
            ("approximate", self.words.approximate),
        )
        after = at
        if at > free and self.tokens[at - 1].text == ".":
            at -= 1
        for length in range(min(_LONGEST_PHRASE, at - free), 0, -1):
            phrase = tuple(token.lower for token in self.tokens[at - length : at])
            for kind, phrases in kinds:
                if phrase in phrases:
                    return after - at + length, kind
        return 0, "exact"

    def _range_end(self, low: Numeral, opened: bool) -> _Upper | None:
        """The number that closes the range `low` opens: "zwischen 3 und 5", "3 bis 5", "3-5"."""
        middle = low.last + 1
        if middle + 1 >= len(self.tokens):
            return None
        token = self.tokens[middle]
        glued = token.is_dash() and token.start == self.tokens[low.last].end == self.tokens[middle + 1].start - 1
        infix = token.lower in (self.words.range_end if opened else self.words.range_infix)
        if not (glued or infix) or other_than_cardinal(self.text, self.tokens, middle + 1, self.language):
            return None
        high = read(self.tokens, middle + 1, self.language)
        if high is None or high.value <= low.value:
            return None
        scale = self.words.scales.get(self.tokens[high.last].lower) if high.scaled else None
        return _Upper(high.value, high.last, scale)

    def _shares_unit(self, free: int, first: int) -> bool:
        between = [token.lower for token in self.tokens[free:first]]
        return bool(between) and all(word in self.words.shares_unit for word in between)


def _limits(bound: Bound, value: Value) -> Limits:
    if bound == "at_least":
        return None, value, None
    return (None, None, value) if bound == "at_most" else (value, None, None)


def _with_unit_of(number: Number, following: Number) -> Number:
    if number.kind == following.kind == "cardinal" and number.unit is None:
        return replace(number, unit=following.unit)
    return number
