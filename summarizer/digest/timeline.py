"""Happenings in the order of their dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from summarizer.digest.mentions import Mention
from summarizer.schema.digest import Citation, DigestEvent, Timeline, TimelineEntry

_AHEAD = frozenset({"planned", "hypothetical", "cancelled"})


def timeline(events: Sequence[DigestEvent], groups: Sequence[Sequence[Mention]]) -> Timeline:
    """The timeline of `events`, each told by the reports in the group at its place; both in order of date."""
    dated: list[TimelineEntry] = []
    undated: list[str] = []
    for event, group in zip(events, groups, strict=True):
        if event.start is None:
            undated.append(event.id)
        else:
            dated.append(
                TimelineEntry(
                    event=event.id,
                    start=event.start,
                    end=event.end,
                    planned=all(each.event.status in _AHEAD for each in group),
                    source=_source(group),
                )
            )
    return Timeline(dated=dated, undated=undated)


def _source(group: Sequence[Mention]) -> Citation:
    """The words that tell the date most exactly."""
    best = min((each for each in group if each.start), key=_length)
    when = best.event.when
    quotes = best.event.quotes
    telling = next((quote for quote in quotes if when and when.text in quote.exact), quotes[0])
    return Citation(article_id=best.key[0], item_id=best.key[1], quote=telling)


def _length(mention: Mention) -> int:
    return ((mention.end or date.max) - (mention.start or date.min)).days
