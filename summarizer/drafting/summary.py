"""A summary in the source's own words, for drafts that bring none: what is told first, and what has figures."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.schema import Event, SummarySentence

_SENTENCES = 4


def extracted(events: Sequence[Event]) -> list[SummarySentence]:
    """Up to four events' own sentences, frame and all, each citing its event, in text order.

    News tells the most important first (the lead baseline of Nenkova 2005); a figure weighs as much as the first
    place, a named actor and a plan or deed less. Sentences that repeat another's words are left out.
    """
    ranked = sorted(range(len(events)), key=lambda i: (-_weight(events[i], i, len(events)), i))
    chosen: list[int] = []
    for i in ranked:
        if len(chosen) < _SENTENCES and not any(_repeats(events[i], events[j]) for j in chosen):
            chosen.append(i)
    return [SummarySentence(text=events[i].quotes[0].exact, cites=[events[i].id]) for i in sorted(chosen)]


def _weight(event: Event, place: int, of: int) -> float:
    early = 1 - place / of
    return (
        early
        + 1.0 * bool(event.quantities)
        + 0.3 * bool(event.actors)
        + 0.3 * (event.status in ("occurred", "planned"))
    )


def _repeats(one: Event, other: Event) -> bool:
    first, second = set(one.quotes[0].exact.lower().split()), set(other.quotes[0].exact.lower().split())
    return len(first & second) > 0.6 * min(len(first), len(second))
