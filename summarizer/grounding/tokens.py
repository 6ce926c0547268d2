"""A text as words, numerals and signs with their offsets: as much as the number and date readers need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from summarizer.grounding.folding import DASHES, MARKS

Kind = Literal["word", "numeral", "sign"]

_SPACE = r"[ \u00a0\u2007\u2008\u2009\u202f]"
# a word may hold digits and hyphens once it has begun with a letter: F-16, KN-23, G7
_WORD_FORM = rf"[^\W\d_][\w{MARKS}]*+(?:[-\u2010\u2011'’][\w{MARKS}]++)*+"
_TOKEN = re.compile(
    rf"(?P<word>{_WORD_FORM})"
    # digits in groups of three, with one and the same separator, and then decimals; or digits with one kind of mark
    rf"|(?P<numeral>\d{{1,3}}(?:(?P<mark>[.,'’]|{_SPACE})\d{{3}})(?:(?P=mark)\d{{3}})*(?!\d)(?:[.,]\d+(?![\d]))?"
    r"|\d+(?:[.,:]\d+)*)"
    r"|(?P<sign>\S)"
)
_WORD = re.compile(_WORD_FORM)
_WORD_OR_SIGN = re.compile(rf"{_WORD_FORM}|\S")
_DASH = re.compile(rf"[{DASHES}]")


class Token(NamedTuple):
    """One word, numeral or sign; `lower` is the text in lower case."""

    kind: Kind
    text: str
    lower: str
    start: int
    end: int

    def is_dash(self) -> bool:
        """Whether this is a hyphen, a dash or a minus sign."""
        return _DASH.fullmatch(self.text) is not None


def tokenize(text: str) -> list[Token]:
    """All tokens of `text` in order; white space falls between them."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        part, (start, end) = match.group(), match.span()
        kind: Any = match.lastgroup  # of groups in one another the outer one closes last
        found.append(Token(kind, part, part.lower(), start, end))
    return found


def words(text: str) -> list[str]:
    """The words among the tokens of `text`: for those who need no more, at a tenth of the cost."""
    return _WORD.findall(text)


def word_matches(text: str) -> Iterator[re.Match[str]]:
    """The words of `words`, each with its place."""
    return _WORD.finditer(text)


def pieces_from(text: str, start: int) -> Iterator[str]:
    """All words and all other visible characters of `text` from `start` on, where a word has ended, in order."""
    return (match.group() for match in _WORD_OR_SIGN.finditer(text, start))
