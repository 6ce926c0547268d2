"""One number at one place: digits, number words, scales and fractions turned into a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from summarizer.grounding.tokens import Token
from summarizer.language import Language

Value = int | float

_LONGEST_NUMERAL = 25
_SPACES = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A value and the tokens `first` to `last` (inclusive) that write it."""

    value: Value
    first: int
    last: int
    scaled: bool
    """Whether a scale word ("Millionen") took part."""


def read(tokens: list[Token], at: int, language: Language) -> Numeral | None:
    """The number that begins at token `at`, or None."""
    words = language.numbers
    token = tokens[at]
    if token.kind == "numeral":
        digits = digits_value(token.text, language)
        return _scaled(tokens, at, at, digits, language) if digits is not None else None
    if token.kind != "word":
        return None
    if token.lower in words.half or token.lower in words.counted_once:
        return _counted_once(tokens, at, language)
    return _worded(tokens, at, language)


def digits_value(text: str, language: Language) -> Decimal | None:
    """The value of digits with their marks: `14.000`, `14 000`, `1,5`; None where they are no number."""
    words = language.numbers
    if len(text) > _LONGEST_NUMERAL:
        return None
    if text.isdecimal():
        return Decimal(text)
    text = _SPACES.sub("", text)
    whole, mark, decimals = text.rpartition(words.decimal)
    if not mark:
        whole, decimals = text, ""
    groups = re.split(f"[{re.escape(words.groups)}]", whole)
    if len(groups) == 1:
        return _decimal(whole, decimals)
    if 0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]):
        return _decimal("".join(groups), decimals)
    # a mark of the other convention: "60.00" in German is no grouping, so it can only be a decimal point
    return _decimal(groups[0], groups[1]) if len(groups) == 2 and not decimals else None


def _decimal(whole: str, decimals: str) -> Decimal | None:
    if not whole.isdecimal() or not (decimals.isdecimal() or not decimals):
        return None
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def plain(value: Decimal) -> Value:
    """The value as int where it is whole, else as float."""
    return int(value) if value == value.to_integral_value() else float(value)


def _scaled(tokens: list[Token], first: int, last: int, value: Decimal, language: Language) -> Numeral:
    """Multiply by the scale or the fraction that follows, if one does ("1,5 Millionen", "drei Viertel")."""
    words = language.numbers
    scaled = False
    while last + 1 < len(tokens) and (scale := words.scales.get(tokens[last + 1].lower)) is not None:
        value, last, scaled = value * scale, last + 1, True
    if not scaled and last + 1 < len(tokens) and (part := words.fractions.get(tokens[last + 1].lower)) is not None:
        return Numeral(float(value) * part, first, last + 1, scaled=False)
    return Numeral(plain(value), first, last, scaled)


def _counted_once(tokens: list[Token], at: int, language: Language) -> Numeral | None:
    """ "eine Million", "eine halbe Million", "half a million", "ein Drittel": an article that counts."""
    words = language.numbers
    value, last = Decimal(1), at
    while last < len(tokens) and tokens[last].lower in words.half | words.counted_once:
        if tokens[last].lower in words.half:
            value /= 2
        last += 1
    if last >= len(tokens):
        return None
    following = tokens[last].lower
    if following in words.scales:
        found = _scaled(tokens, at, last - 1, value, language)
        return _sum_of_scales(tokens, found, language)
    if following in words.fractions and value == 1 and following not in words.half:
        return Numeral(words.fractions[following], at, last, scaled=False)
    return None


def _worded(tokens: list[Token], at: int, language: Language) -> Numeral | None:
    """A number in words, scales and "and" included ("two hundred and five thousand")."""
    words = language.numbers
    if not _counts(tokens, at, language):
        return None
    first = words.cardinal(tokens[at].lower)
    if first is None:
        return None
    return _sum_of_scales(tokens, _scaled(tokens, at, at, Decimal(first), language), language)


def _sum_of_scales(tokens: list[Token], found: Numeral, language: Language) -> Numeral:
    """Add what follows a scale and is smaller ("zwei Millionen dreihunderttausend", "two hundred and five")."""
    words = language.numbers
    value, last, smallest = found.value, found.last, _lowest_scale(tokens, found, language)
    while found.scaled:
        after = last + 1
        if after < len(tokens) and tokens[after].lower in words.joins:
            after += 1
        more = words.cardinal(tokens[after].lower) if after < len(tokens) and tokens[after].kind == "word" else None
        if not more:
            break
        part = _scaled(tokens, after, after, Decimal(more), language)
        if part.value >= smallest:
            # "two hundred five thousand": the scale multiplies all that stands before it
            tail = words.scales.get(tokens[part.last].lower)
            if tail is None or value >= tail or part.value >= tail * 100:
                break
            value, last, smallest = value * tail + part.value, part.last, tail
            continue
        value, last, smallest = value + part.value, part.last, _lowest_scale(tokens, part, language)
    return Numeral(value, found.first, last, found.scaled)


def _lowest_scale(tokens: list[Token], found: Numeral, language: Language) -> int:
    scales = [language.numbers.scales.get(token.lower, 1) for token in tokens[found.first : found.last + 1]]
    return min((scale for scale in scales if scale > 1), default=1)


def _counts(tokens: list[Token], at: int, language: Language) -> bool:
    """Whether the number word at `at` is one: inside a German sentence a capital makes it a noun ("außer Acht")."""
    token = tokens[at]
    if not language.numbers.nouns_capitalised or token.text == token.lower:
        return True
    return at == 0 or tokens[at - 1].kind == "sign"
