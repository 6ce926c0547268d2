"""A summary in the source's own words, for drafts that bring none: the events an article tells first and with figures."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.schema import Event, SummarySentence

_SENTENCES = 4


def extracted(events: Sequence[Event]) -> list[SummarySentence]:
    """Up to four events' titles as sentences, each citing its event, in text order.

    News tells the most important first (the lead baseline of Nenkova 2005); a figure, a named actor and certainty weigh
    as much as an earlier place. Titles that repeat another's words are left out.
    """
    ranked = sorted(range(len(events)), key=lambda i: (-_weight(events[i], i, len(events)), i))
    chosen: list[int] = []
    for i in ranked:
        if len(chosen) < _SENTENCES and not any(_repeats(events[i], events[j]) for j in chosen):
            chosen.append(i)
    return [SummarySentence(text=_sentence(events[i].title), cites=[events[i].id]) for i in sorted(chosen)]


def _weight(event: Event, place: int, of: int) -> float:
    early = 1 - place / of
    return (
        early
        + 0.5 * bool(event.quantities)
        + 0.3 * bool(event.actors)
        + 0.3 * (event.status in ("occurred", "planned"))
    )


def _repeats(one: Event, other: Event) -> bool:
    first, second = set(one.title.lower().split()), set(other.title.lower().split())
    return len(first & second) > 0.6 * min(len(first), len(second))


def _sentence(title: str) -> str:
    return title if title.endswith((".", "!", "?", "…", "“", '"')) else f"{title}."
