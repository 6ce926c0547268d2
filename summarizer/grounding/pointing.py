"""From a model's clumsy copy to the source's own words.

A small model that is asked to copy changes endings ("plantet"), drops commas and capitals, and adds a word at either
end. Its wording still points. What goes out is never that wording but the one stretch of the stated sentence it
leads to, and a pointer that leads to no one place is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from summarizer import language as languages
from summarizer.grounding import folding
from summarizer.grounding.locate import locate, quote_at, splits_a_word
from summarizer.schema import Quote, Span

SHARE = 0.8
"""Share of the wording's words that must stand in the stretch, in order, and of the stretch's in the wording."""

_MOST_WORDS = 120
"""Words of wording or sentence beyond which nothing is aligned; the time is quadratic in them."""
_SAME_BEGINNING = 4
_LONGEST_ENDING = 3
"""Two words are one with a garbled ending if they begin alike and differ in at most three letters at the end."""
_MATCHED, _SKIPPED = 2, -1
"""Scores of the local alignment (Smith and Waterman 1981): a far-off match does not pay for the words between."""

_WORD = re.compile(rf"\d+(?:[.,:'’\u00a0\u2009\u202f]\d+)*|[^\W_](?:[\w{folding.MARKS}]|[{folding.IGNORABLE}])*")
_OPENING = re.compile(rf"[{folding.QUOTES}]$")
_CLOSING = re.compile(rf"[.,;:!?…]*[{folding.QUOTES}]")


class _Word(NamedTuple):
    plain: str
    start: int
    end: int


class _Stretch(NamedTuple):
    """An alignment that ends in a match: its score, its matched words, and its words `first` to `last` (inclusive)."""

    score: int
    matched: int
    first: int
    last: int

    def holds(self, other: _Stretch) -> bool:
        return self.first <= other.first and other.last <= self.last


def resolve(text: str, sentence: Span | tuple[int, int], wording: str) -> Quote | None:
    """The one stretch of `sentence` that `wording` means, or None where there is not exactly one.

    A wording that `locate` finds inside the sentence leads there. Else words are aligned, equal or with garbled
    endings, regardless of case and punctuation: at least 80 % of the wording's words must stand in the stretch in
    order, and at least 80 % of the stretch's words in the wording. Numbers and negations must be copied exactly: the
    stretch holds those of the wording and no others. It begins and ends with a matched word; quotation marks round it
    are kept where the wording has them.

    A quote found by alignment has `match` "pointer".
    """
    start, end = (sentence.start, sentence.end) if isinstance(sentence, Span) else sentence
    found = locate(text, wording, within=(start, end))
    if found:
        return found
    source, wanted = _words(text, start, end), _words(wording, 0, len(wording))
    if not wanted or max(len(source), len(wanted)) > _MOST_WORDS:
        return None
    stretch = _best(source, wanted)
    if stretch is None:
        return None
    meant = source[stretch.first : stretch.last + 1]
    if stretch.matched < SHARE * max(len(wanted), len(meant)) or _strict(meant) != _strict(wanted):
        return None
    first, last = meant[0].start, meant[-1].end
    if splits_a_word(text, first) or splits_a_word(text, last):
        return None
    return quote_at(text, *_with_quotation_marks(text, (start, end), (first, last), wording), "pointer")


def _words(text: str, start: int, end: int) -> list[_Word]:
    return [_Word(_plain(match.group()), match.start(), match.end()) for match in _WORD.finditer(text, start, end)]


def _plain(word: str) -> str:
    return (word if word.isascii() and word.isalnum() else folding.typography(word).text).casefold()


def _best(source: list[_Word], wanted: list[_Word]) -> _Stretch | None:
    """The best local alignment, or None if two different stretches align equally well."""
    ends = _alignments(source, wanted)
    if not ends:
        return None
    score, matched = max((stretch.score, stretch.matched) for stretch in ends)
    best = {stretch for stretch in ends if (stretch.score, stretch.matched) == (score, matched)}
    tight = [one for one in best if not any(one.holds(other) for other in best if other != one)]
    return tight[0] if len(tight) == 1 else None


def _alignments(source: list[_Word], wanted: list[_Word]) -> list[_Stretch]:
    alike = _likenesses({word.plain for word in source}, {word.plain for word in wanted})
    if sum(1 for word in wanted if alike[word.plain]) < SHARE * len(wanted):
        return []  # no stretch can match that many
    nothing = _Stretch(0, 0, 0, 0)
    above = [nothing] * (len(source) + 1)
    ends: list[_Stretch] = []
    for word in wanted:
        row = [nothing]
        same = alike[word.plain]
        for at, other in enumerate(source):
            skipped = max(above[at + 1], row[at])
            cell = _Stretch(skipped.score + _SKIPPED, *skipped[1:]) if skipped.score > -_SKIPPED else nothing
            if other.plain in same:
                before = above[at] if above[at].score else _Stretch(0, 0, at, at)
                match = _Stretch(before.score + _MATCHED, before.matched + 1, before.first, at)
                ends.append(match)
                cell = max(cell, match)
            row.append(cell)
        above = row
    return ends


def _likenesses(source: set[str], wanted: set[str]) -> dict[str, set[str]]:
    """For each of `wanted` the words of the source that it may stand for."""
    by_beginning: dict[str, list[str]] = {}
    for word in source:
        by_beginning.setdefault(word[:_SAME_BEGINNING], []).append(word)
    return {
        word: {other for other in by_beginning.get(word[:_SAME_BEGINNING], ()) if word == other or _alike(word, other)}
        for word in wanted
    }


def _alike(one: str, other: str) -> bool:
    """Whether two words that begin alike are one, but for its ending."""
    if min(len(one), len(other)) < _SAME_BEGINNING:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if max(len(one), len(other)) - same > _LONGEST_ENDING:
        return False
    return not (_is_strict(one) or _is_strict(other))


def _strict(words: list[_Word]) -> list[str]:
    return [word.plain for word in words if _is_strict(word.plain)]


@lru_cache(maxsize=4096)
def _is_strict(word: str) -> bool:
    """Whether a word must be copied exactly: digits, number words and negators, in whatever language."""
    if any(char.isdecimal() for char in word):
        return True
    known = (languages.get(code) for code in languages.codes())
    return any(
        language.negation.negators.fullmatch(word)
        or language.numbers.cardinal(word) is not None
        or word in language.numbers.scales
        for language in known
    )


def _with_quotation_marks(
    text: str, sentence: tuple[int, int], stretch: tuple[int, int], wording: str
) -> tuple[int, int]:
    first, last = stretch
    if _OPENING.match(wording.strip()[:1]) and first > sentence[0] and _OPENING.match(text[first - 1]):
        first -= 1
    closing = _CLOSING.match(text, last, sentence[1])
    if closing and _OPENING.match(wording.strip()[-1:]):
        last = closing.end()
    return first, last
