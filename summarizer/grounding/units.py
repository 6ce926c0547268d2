"""What a number counts: the noun behind it, adjectives skipped, coordination kept ("Ingenieuren und Bauarbeitern")."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.grounding.tokens import Token
from summarizer.language import Language

_MOST_ADJECTIVES = 3
_SYMBOLS = frozenset("%€$£¥‰°")


@dataclass(frozen=True, slots=True)
class Unit:
    """The tokens `first` to `last` (inclusive) that name what is counted."""

    first: int
    last: int


def unit_after(tokens: list[Token], number_last: int, language: Language) -> Unit | None:
    """The unit that follows the number ending at token `number_last`; None when it is unclear."""
    words = language.numbers
    at = number_last + 1
    if at < len(tokens) and tokens[at].text == "." and tokens[number_last].lower in words.scales:
        at += 1
    if at < len(tokens) and tokens[at].text in _SYMBOLS:
        return Unit(at, at)
    for skipped in range(_MOST_ADJECTIVES + 1):
        if at + skipped >= len(tokens):
            return None
        token = tokens[at + skipped]
        if token.kind != "word" or token.lower in words.unit_stop:
            return None
        if words.unit_head.fullmatch(token.text) or (skipped == 0 and token.lower in words.attached_units):
            return Unit(at + skipped, _coordinated(tokens, at + skipped, language))
        if not words.unit_skip.fullmatch(token.text):
            return None
    return None


def _coordinated(tokens: list[Token], head: int, language: Language) -> int:
    """The last token of "A und B" when both are counted: B has a plural's ending and begins no name ("Minister X")."""
    words = language.numbers
    second = head + 2
    if second >= len(tokens) or tokens[head + 1].lower not in words.unit_joins:
        return head
    if not (words.unit_second.fullmatch(tokens[head].text) and words.unit_second.fullmatch(tokens[second].text)):
        return head
    follower = tokens[second + 1] if second + 1 < len(tokens) else None
    named = follower is not None and follower.kind == "word" and follower.text[:1].isupper()
    return head if named else second
