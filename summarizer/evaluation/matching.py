"""Which found item is which labelled one: one to one, by the Hungarian algorithm on a similarity from 0 to 1.

Similarity is 0.6 times the overlap of the quotes plus 0.4 times the mean agreement of the labels that tell items of
one sentence apart: type, actors and date of events; speaker and form of claims. Overlap is the F1 of the words
quoted. An event may be told in several sentences and is found if one of them is, so its overlap is that of the
nearest two single quotes, if that is greater. Only pairs whose overlap reaches 0.5 can match (*soft*): at that
point a whole sentence still meets the clause that makes up a third of it. A soft pair is *strict* if the spans are the
same but for punctuation at their ends: all spans of a claim; of an event, every span found must be one of the gold's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from summarizer.evaluation.assignment import assign
from summarizer.evaluation.names import same_name, shared_names
from summarizer.evaluation.overlap import Bounds, Tokens, token_f1
from summarizer.schema import Claim, Event, Quote, When

SOFT = 0.5
WORDING = 0.6

Item = TypeVar("Item", Event, Claim)


class Pair(NamedTuple):
    """Positions of two matched items in their lists, with the overlap of their quotes (0 to 1)."""

    gold: int
    found: int
    overlap: float
    strict: bool


@dataclass(frozen=True, slots=True)
class Matching:
    """All pairs in gold order, and the positions left over on either side."""

    pairs: tuple[Pair, ...]
    missed: tuple[int, ...]
    extra: tuple[int, ...]


def match_events(text: str, gold: Sequence[Event], found: Sequence[Event]) -> Matching:
    """Match the events of one article; `text` is the article both quote from."""
    return _match(gold, found, _EventOverlap(text), _event_labels, _strict_event)


def match_claims(text: str, gold: Sequence[Claim], found: Sequence[Claim]) -> Matching:
    """Match the claims of one article; `text` is the article both quote from."""
    tokens = Tokens.of(text)

    def overlap(one: Claim, other: Claim) -> float:
        return token_f1(tokens.touched(spans(one.quotes)), tokens.touched(spans(other.quotes)))

    return _match(gold, found, overlap, _claim_labels, _strict_claim)


def spans(quotes: Sequence[Quote]) -> list[Bounds]:
    """The bounds of quotes, in their order."""
    return [(quote.start, quote.end) for quote in quotes]


def trimmed(quote: Quote) -> Bounds:
    """The bounds of a quote without the white space and punctuation at its ends."""
    inner = [n for n, char in enumerate(quote.exact) if char.isalnum()]
    return (quote.start + inner[0], quote.start + inner[-1] + 1) if inner else (quote.start, quote.end)


def same_date(one: When, other: When) -> bool:
    """Whether two time expressions resolve to the same days, or, where neither resolves, share their wording."""
    if one.start or one.end or other.start or other.end:
        return (one.start, one.end) == (other.start, other.end)
    return same_name(one.text, other.text)


def _match(
    gold: Sequence[Item],
    found: Sequence[Item],
    overlap: Callable[[Item, Item], float],
    labels: Callable[[Item, Item], float],
    strict: Callable[[Item, Item], bool],
) -> Matching:
    overlaps = [[overlap(g, f) for f in found] for g in gold]
    similarity = [
        [WORDING * o + (1 - WORDING) * labels(g, f) if o >= SOFT else 0.0 for f, o in zip(found, row, strict=True)]
        for g, row in zip(gold, overlaps, strict=True)
    ]
    pairs = tuple(Pair(i, j, overlaps[i][j], strict(gold[i], found[j])) for i, j in assign(similarity))
    taken_gold, taken_found = {pair.gold for pair in pairs}, {pair.found for pair in pairs}
    return Matching(
        pairs,
        missed=tuple(i for i in range(len(gold)) if i not in taken_gold),
        extra=tuple(j for j in range(len(found)) if j not in taken_found),
    )


class _EventOverlap:
    """Overlap of two events of one article."""

    def __init__(self, text: str) -> None:
        self._tokens = Tokens.of(text)

    def __call__(self, one: Event, other: Event) -> float:
        ours, theirs = ([self._tokens.touched([span]) for span in spans(event.quotes)] for event in (one, other))
        whole = token_f1(frozenset().union(*ours), frozenset().union(*theirs))
        return max(whole, *(token_f1(a, b) for a in ours for b in theirs))


def _event_labels(one: Event, other: Event) -> float:
    agreement = [float(one.type == other.type)]
    if one.actors or other.actors:
        shared = shared_names(one.actors, other.actors)
        agreement.append(2 * shared / (len(one.actors) + len(other.actors)))
    if one.when or other.when:
        agreement.append(float(bool(one.when and other.when and same_date(one.when, other.when))))
    return sum(agreement) / len(agreement)


def _claim_labels(one: Claim, other: Claim) -> float:
    if one.speaker and other.speaker:
        speaker = same_name(one.speaker.name, other.speaker.name)
    else:
        speaker = one.speaker is other.speaker
    return (speaker + (one.attribution == other.attribution)) / 2


def _strict_event(gold: Event, found: Event) -> bool:
    return {trimmed(quote) for quote in found.quotes} <= {trimmed(quote) for quote in gold.quotes}


def _strict_claim(gold: Claim, found: Claim) -> bool:
    return {trimmed(quote) for quote in found.quotes} == {trimmed(quote) for quote in gold.quotes}
