"""Where the body of an article stands in its text.

Each paragraph gets a score (`furniture.score`); then the labelling of highest total score is found for the whole page
at once (Viterbi over three states: before the body, in it, out of it). Changing state costs, so a heading between
paragraphs stays in, a newsletter box between them drops out, and a headline among job adverts goes with its
neighbours. Nothing is deleted: the body is a list of spans.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from summarizer.reading.furniture import score
from summarizer.reading.paragraphs import Paragraph, paragraphs
from summarizer.reading.recurrence import line_digest
from summarizer.schema import Span

_ENTER = 0.3
"""Cost of furniture before the body begins."""
_LEAVE = 1.2
"""Cost of leaving the body."""
_RETURN = 4.0
"""Cost of coming back to it: about two short paragraphs of running text."""
_RECURRING = 5.0
"""What standing in other articles of the batch takes off a paragraph's score."""
_MOST_RECURRING = 0.5
"""Above this share of the text, recurring lines make it a reprint, and are not counted against it."""
_CERTAIN_FURNITURE = -1.25
"""Below this a single paragraph is left out wherever it stands."""
_NEUTRAL = -0.5
_BEFORE, _INSIDE, _OUTSIDE = range(3)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph `text[start:end]` (code points) with its verdict."""

    start: int
    end: int
    score: float
    in_body: bool


def body(text: str, recurring: Collection[bytes] = ()) -> list[Span]:
    """The spans of `text` that are the article's own running text, in order; empty if there is none.

    `recurring` holds digests of lines that also stand in other articles of the batch (`recurrence.recurring_lines`).
    """
    return spans(blocks(text, recurring))


def blocks(text: str, recurring: Collection[bytes] = ()) -> list[Block]:
    """Every paragraph of `text`, each with its score and whether it belongs to the body."""
    found = paragraphs(text)
    scores = [score(text[block.start : block.end]) for block in found]
    for index in _repeated(text, found, recurring):
        scores[index] -= _RECURRING
    return [
        Block(block.start, block.end, value, label and value >= _CERTAIN_FURNITURE)
        for block, value, label in zip(found, scores, _labels(scores), strict=True)
    ]


def spans(found: Sequence[Block]) -> list[Span]:
    """Runs of neighbouring body blocks, the white space between them included."""
    runs: list[tuple[int, int]] = []
    running = False
    for block in found:
        if block.in_body:
            runs.append((runs.pop()[0], block.end) if running else (block.start, block.end))
        running = block.in_body
    return [Span(start=start, end=end) for start, end in runs]


def _repeated(text: str, found: Sequence[Paragraph], recurring: Collection[bytes]) -> list[int]:
    """The blocks known from other articles; none if most of the text is, for then it is a reprint."""
    if not recurring:
        return []
    indices = [i for i, block in enumerate(found) if line_digest(text[block.start : block.end]) in recurring]
    repeated = sum(found[i].end - found[i].start for i in indices)
    total = sum(block.end - block.start for block in found)
    return indices if repeated <= _MOST_RECURRING * total else []


def _labels(scores: Sequence[float]) -> list[bool]:
    """Which blocks are body. On a tie a block stays in the state before it.

    A page without a single sign of running text has no body, unless nothing speaks against it either (a text of a
    few headings or list items).
    """
    if max(scores, default=0.0) <= 0.0 and min(scores, default=-1.0) < _NEUTRAL:
        return [False] * len(scores)
    totals = (-_ENTER, 0.0, float("-inf"))
    steps: list[tuple[int, int, int]] = []
    for value in scores:
        inside, came_in = max(
            (totals[_INSIDE], _INSIDE), (totals[_BEFORE], _BEFORE), (totals[_OUTSIDE] - _RETURN, _OUTSIDE), key=_total
        )
        outside, went_out = max((totals[_OUTSIDE], _OUTSIDE), (totals[_INSIDE] - _LEAVE, _INSIDE), key=_total)
        steps.append((_BEFORE, came_in, went_out))
        totals = (totals[_BEFORE] - value, inside + value, outside - value)
    state = max((_INSIDE, _OUTSIDE, _BEFORE), key=lambda end: totals[end])
    labels = []
    for step in reversed(steps):
        labels.append(state == _INSIDE)
        state = step[state]
    return labels[::-1]


def _total(option: tuple[float, int]) -> float:
    return option[0]
