"""Numbers that count nothing: ordinals, years, times of day, and those that are part of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from summarizer.grounding.numerals import digits_value, plain
from summarizer.grounding.tokens import Token
from summarizer.language import Language

NumberKind = Literal["cardinal", "ordinal", "year", "date", "time", "part_of_name"]

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_SECOND_YEAR = re.compile(r"[/–-](?:\d{4}|\d\d)(?!\w|[.,]\d)")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?")
_TELEPHONE = re.compile(r"\+\d{1,3}[\s\d()/–-]{5,}\d|0\d{2,5}[\s/–-]\d[\d\s–-]{3,}\d")
_CHAIN = re.compile(r"[\w.,:/–-]*\w")
_LONGEST_ORDINAL = 3


@dataclass(frozen=True, slots=True)
class Other:
    """A number expression that ends at offset `end` and is no cardinal."""

    kind: NumberKind
    end: int
    value: int | float | None = None


def other_than_cardinal(text: str, tokens: list[Token], at: int, language: Language) -> Other | None:
    """What the token at `at` begins, if that is a number but not a count; None for counts and for plain words."""
    token = tokens[at]
    if token.kind == "sign":
        telephone = _TELEPHONE.match(text, token.start) if token.text == "+" else None
        return Other("part_of_name", telephone.end()) if telephone else None
    if token.kind == "word":
        if _DIGIT.search(token.text):
            return Other("part_of_name", token.end)
        value = language.numbers.ordinal(token.lower)
        return Other("ordinal", token.end, value) if value is not None else None
    return (
        _time(text, token, language)
        or _ordinal(text, tokens, at, language)
        or _year(text, tokens, at, language)
        or _part_of_name(text, tokens, at, language)
    )


def _after(tokens: list[Token], at: int) -> Token | None:
    return tokens[at + 1] if at + 1 < len(tokens) else None


def _before(tokens: list[Token], at: int) -> Token | None:
    return tokens[at - 1] if at else None


def _time(text: str, token: Token, language: Language) -> Other | None:
    if not _CLOCK.fullmatch(token.text):
        return None
    clock = language.numbers.clock.match(text, token.end)
    if clock:
        return Other("time", clock.end())
    return Other("time", token.end) if ":" in token.text and len(token.text.partition(":")[2]) == 2 else None


def _ordinal(text: str, tokens: list[Token], at: int, language: Language) -> Other | None:
    words, token, after, before = language.numbers, tokens[at], _after(tokens, at), _before(tokens, at)
    if after is None or after.start != token.end or after.lower not in words.ordinal_suffixes:
        return None
    if not token.text.isdecimal() or len(token.text) > _LONGEST_ORDINAL:
        return None
    if words.before_ordinal:
        follower = _after(tokens, at + 1)
        if before is None or before.lower not in words.before_ordinal or follower is None or follower.kind != "word":
            return None
    return Other("ordinal", after.end, int(token.text))


def _year(text: str, tokens: list[Token], at: int, language: Language) -> Other | None:
    words, token, after, before = language.numbers, tokens[at], _after(tokens, at), _before(tokens, at)
    if not _YEAR.fullmatch(token.text):
        return _decade(tokens, at, language)
    year = int(token.text)
    introduced = before is not None and before.lower in words.before_year
    if after and after.start == token.end and (after.text == "/" or after.is_dash()):
        span = _SECOND_YEAR.match(text, after.start)
        return Other("year", span.end() if span else token.end, year)
    if introduced:
        return Other("year", token.end, year)
    if before is not None and _bounds(before, language):
        return None
    if after and (after.text in "%€$" or after.lower in words.scales or after.lower in words.attached_units):
        return None
    counted = words.nouns_capitalised and after is not None and words.unit_second.fullmatch(after.text)
    return None if counted else Other("year", token.end, year)


def _decade(tokens: list[Token], at: int, language: Language) -> Other | None:
    token, after = tokens[at], _after(tokens, at)
    if after and after.start == token.end and after.lower in language.numbers.decade_suffixes and token.text[-1] == "0":
        return Other("year", after.end, int(token.text)) if token.text.isdecimal() and len(token.text) <= 4 else None
    return None


def _bounds(before: Token, language: Language) -> bool:
    words = language.numbers
    return any(before.lower == phrase[-1] for phrase in words.approximate | words.at_least | words.at_most)


def _part_of_name(text: str, tokens: list[Token], at: int, language: Language) -> Other | None:
    token = tokens[at]
    telephone = _TELEPHONE.match(text, token.start)
    if telephone:
        return Other("part_of_name", telephone.end())
    value = digits_value(token.text, language)
    if value is None or (len(token.text) > 1 and token.text[0] == "0" and token.text[1].isdecimal()):
        return Other("part_of_name", token.end)
    if _labelled(tokens, at, language):
        return Other("part_of_name", token.end, plain(value))
    return _glued(text, token, _after(tokens, at), language)


def _glued(text: str, token: Token, after: Token | None, language: Language) -> Other | None:
    """A number that goes on without a space in letters ("5G") or in a further number ("2:1", "24/7")."""
    if after is None or after.start != token.end:
        return None
    if after.kind == "word" and after.lower not in language.numbers.attached_units | language.numbers.scales.keys():
        return Other("part_of_name", after.end)
    if after.text in "/:*" and after.end < len(text) and text[after.end].isdecimal():
        chain = _CHAIN.match(text, token.start)
        return Other("part_of_name", chain.end()) if chain else None
    return None


def _labelled(tokens: list[Token], at: int, language: Language) -> bool:
    """Whether a noun or sign before the number makes it a name: "Artikel 5", "Nr. 5", "§ 5"."""
    before = _before(tokens, at)
    if before is None or not tokens[at].text.isalnum():
        return False
    label = tokens[at - 2] if before.text == "." and at > 1 else before
    return before.text in "§#" or label.lower in language.numbers.labels
