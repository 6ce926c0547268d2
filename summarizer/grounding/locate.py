"""Where a wording stands in a text: exactly, or after folding white space, or after folding typography.

Nothing fuzzier is tried. What is found is always the text's own words with the text's own offsets, and it never
begins or ends inside a word, a number or a hyphenated compound: "Nordkorea" is not found in "Nordkorea-Experte",
"3" not in "3.000", "can" not in "can't".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from summarizer.grounding import folding
from summarizer.schema import Match, Quote, Span

Bounds = tuple[int, int]
Within = Span | Bounds | Sequence[Span | Bounds]

_VISIBLE = 8
"""Characters on each side that decide whether a cut falls inside a number ("123.456" needs five)."""

_W = rf"[\w{folding.MARKS}]"
_HYPHEN = r"[-\u2010\u2011]"
_JOINT = r"[-\u2010\u2011\u2013\u2212'’‘ʼ/:*_&@^+]"
_THIN = r"[ \u00a0\u2007\u2008\u2009\u202f]"
_CUT = re.compile(
    rf"(?={_W})(?<={_W})"
    rf"|(?=[{folding.MARKS}])"
    rf"|(?={_JOINT}{_W})(?<={_W})"
    rf"|(?={_W})(?<={_W}{_JOINT})"
    # digit groups, decimals, ranges and signs: 3.000, 1,5, 14 000, 3—5, -5
    r"|(?=[.,—]\d)(?<=\d)|(?=\d)(?<=\d[.,—])|(?=\d)(?<=[-\u2212±])"
    rf"|(?={_THIN}\d{{3}}(?!\d))(?:(?<=\b\d)|(?<=\b\d\d)|(?<=\b\d\d\d))"
    rf"|(?=\d{{3}}(?!\d))(?:(?<=\b\d{_THIN})|(?<=\b\d\d{_THIN})|(?<=\b\d\d\d{_THIN}))"
    # one part of a compound left out: "Atom- und Raketenprogramm", "Atomwaffen und -raketen"
    rf"|(?={_HYPHEN})(?<=\w)|(?=[^\W\d_A-ZÄÖÜ])(?<={_HYPHEN})"
)
_IGNORABLE = re.compile(rf"[{folding.IGNORABLE}]")
_EDGE = re.compile(rf"[\s{folding.IGNORABLE}]*")
_WORD = re.compile(r"[^\W_]")


def locate(text: str, wording: str, *, within: Within | None = None) -> Quote | None:
    """The first place in `text` that reads `wording`, as a quote with offsets into `text`; None if there is none.

    Args:
        text: The source, up to a million characters and more; time grows linearly.
        wording: The words to find. White space and invisible characters round them do not count.
        within: One stretch of `text` or several (spans or `(start, end)` pairs, 0-based, end-exclusive). The quote
            must lie inside one of them. A stretch that begins or ends between two words glued together
            ("BerlinRund") may cut there.

    The exact wording anywhere in the region wins over a folded one earlier in it; `Quote.match` tells the rung.
    """
    found = _found(text, wording, within)
    return quote_at(text, *found) if found else None


def stands_in(text: str, wording: str) -> bool:
    """Whether `locate` finds the wording anywhere in `text`."""
    return _found(text, wording, None) is not None


def stands_exactly(text: str, wording: str) -> bool:
    """`stands_in` for a text and a wording that are folded already, the wording without white space round it."""
    return any(exact_places(text, wording))


def exact_places(text: str, wording: str) -> Iterator[Bounds]:
    """Every place where `stands_exactly` finds the wording, in order."""
    return _exact(text, wording, _regions(text, None))


def _found(text: str, wording: str, within: Within | None) -> tuple[int, int, Match] | None:
    wording = _trimmed(wording)
    if not _WORD.search(wording):
        return None
    regions = _regions(text, within)
    for start, end in _exact(text, wording, regions):
        return start, end, "exact"
    for start, end in _folded(text, wording, regions, folding.whitespace):
        return start, end, "whitespace"
    for start, end in _folded(text, wording, regions, folding.typography):
        return start, end, "typography"
    return None


def quote_at(text: str, start: int, end: int, match: Match) -> Quote | None:
    """The quote `text[start:end]`; None where lone surrogates keep it from ever being written as UTF-8."""
    try:
        return Quote.of(text, start, end, match)
    except ValidationError:
        return None


def splits_a_word(text: str, position: int) -> bool:
    """Whether cutting `text` at `position` cuts a word, a number or a hyphenated compound in two."""
    if not 0 < position < len(text):
        return False
    left, right = text[position - 1], text[position]
    if left.isalnum() and right.isalnum():
        return True
    if (left == " " and right.isalpha()) or (right in " .," and left.isalpha()):
        return False  # nearly always
    if not (_IGNORABLE.match(text, position) or _IGNORABLE.match(text, position - 1)):
        return _CUT.match(text, position) is not None
    before, after = position, position
    while before and _IGNORABLE.match(text, before - 1):
        before -= 1
    while after < len(text) and _IGNORABLE.match(text, after):
        after += 1
    visible = _IGNORABLE.sub("", text[max(0, before - _VISIBLE) : before])
    return _CUT.match(visible + _IGNORABLE.sub("", text[after : after + _VISIBLE]), len(visible)) is not None


def _trimmed(wording: str) -> str:
    start = _EDGE.match(wording).end()  # type: ignore[union-attr]  # the pattern matches the empty string too
    end = len(wording)
    while end > start and (wording[end - 1].isspace() or _IGNORABLE.match(wording, end - 1)):
        end -= 1
    return wording[start:end]


def _regions(text: str, within: Within | None) -> list[Bounds]:
    if within is None:
        return [(0, len(text))]
    match within:
        case Span(start=start, end=end) | (int(start), int(end)):
            stretches = [(start, end)]
        case _:
            stretches = [(s.start, s.end) if isinstance(s, Span) else s for s in within]
    return [(max(0, start), min(end, len(text))) for start, end in stretches]


def _stands_alone(text: str, start: int, end: int, region: Bounds) -> bool:
    if splits_a_word(text, start) and not (start == region[0] and _glued(text, start)):
        return False
    return not splits_a_word(text, end) or (end == region[1] and _glued(text, end))


def _glued(text: str, position: int) -> bool:
    return text[position - 1].islower() and text[position].isupper()


def _exact(text: str, wording: str, regions: list[Bounds]) -> Iterator[Bounds]:
    for region in regions:
        start = text.find(wording, *region)
        while start >= 0:
            if _stands_alone(text, start, start + len(wording), region):
                yield start, start + len(wording)
            start = text.find(wording, start + 1, region[1])


def _folded(text: str, wording: str, regions: list[Bounds], fold: folding.Fold) -> Iterator[Bounds]:
    words = fold(wording).text
    for region in regions:
        folded = fold(text[slice(*region)])  # of a whole article a hundred times as much, for one sentence of it
        if words == wording and not folded.old_starts:
            continue
        found = folded.text.find(words)
        while found >= 0:
            start, end = folded.start_before(found), folded.end_before(found + len(words))
            if start is not None and end is not None:
                place = region[0] + start, region[0] + end
                if _stands_alone(text, *place, region):
                    yield place
            found = folded.text.find(words, found + 1)
