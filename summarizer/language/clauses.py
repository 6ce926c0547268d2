"""Sentences cut at their commas, colons and dashes: no parser, and the same for every language."""

from __future__ import annotations

import re
from typing import NamedTuple

QUOTED = re.compile(
    r"„[^„“”\"]+[“”\"]|»[^»«]+«|«[^»«]+»|“[^“”]+”|\"[^\"]+\"|(?<!\w)‚[^‚‘]{3,}‘(?!\w)|(?<!\w)‘[^’‘]{3,}’(?!\w)"
)
"""A quotation with its marks, German, English, French and straight ones."""

_OPENING_ONLY = re.compile(r"[„»](?=[^„“”»«¤]{3})[^“”«]*$")
_CLOSING_ONLY = re.compile(r"^[^„“”»«¤]{3,}[“«](?=[,.;:!?\s]|$)")
"""A quotation that goes on in the next sentence, or comes from the one before."""
_BRACKETS = re.compile(r"\([^()]*\)")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_BREAK = re.compile(r"[,:;]|\s[–—-](?=\s)")
_EDGE = " \t\r\n\u00a0,;:–—-"

WORD = re.compile(r"\w+(?:[-’'.]\w+)*")


class Clause(NamedTuple):
    """A piece of a sentence and the mark that ends it ("" for the last)."""

    start: int
    end: int
    mark: str


def masked(sentence: str) -> str:
    """The sentence with the inside of quotations and brackets blacked out, same length."""

    def black(match: re.Match[str]) -> str:
        return match.group()[0] + "¤" * (len(match.group()) - 2) + match.group()[-1]

    closed = QUOTED.sub(black, sentence)
    return _BRACKETS.sub(black, _CLOSING_ONLY.sub(black, _OPENING_ONLY.sub(black, closed)))


def clauses(sentence: str) -> list[Clause]:
    """The pieces between top-level commas, colons, semicolons and dashes, trimmed of white space."""
    text = _DECIMAL_COMMA.sub("¤", masked(sentence))
    cuts = [(match.start(), match.end(), match.group().strip()) for match in _BREAK.finditer(text)]
    pieces: list[Clause] = []
    start = 0
    for cut, after, mark in [*cuts, (len(text), len(text), "")]:
        left, right = trim(sentence, start, cut)
        if right > left:
            pieces.append(Clause(left, right, mark))
        start = after
    return pieces


def trim(sentence: str, start: int, end: int, more: str = "") -> tuple[int, int]:
    """`start, end` moved inwards past white space, commas, colons, dashes and the characters in `more`."""
    edge = _EDGE + more
    while start < end and sentence[start] in edge:
        start += 1
    while end > start and sentence[end - 1] in edge:
        end -= 1
    return start, end


def words(sentence: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
    """The words of a stretch, hyphenated and apostrophised ones whole."""
    return list(WORD.finditer(sentence, start, len(sentence) if end is None else end))
