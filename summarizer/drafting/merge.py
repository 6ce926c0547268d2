"""What several sentences of one article tell of one happening becomes one event with several quotes.

A plan and its details are one happening.

Only for drafts that were made sentence by sentence: a model that has seen the whole article has joined them itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.drafting.draft import Draft, DraftClaim, DraftEvent
from summarizer.language import Language, codes
from summarizer.language.states import is_state
from summarizer.schema import Certainty

_NOUN = re.compile(r"\b[A-ZÄÖÜ][\w’'-]{3,}")
_STEM = 6
_SHARED = 2
"""Nouns, actors and places aside, that two tellings of one happening share at least."""
_FIRMNESS: dict[Certainty, int] = {"certain": 3, "probable": 2, "possible": 1, "unknown": 0}


def merged(draft: Draft, language: Language) -> Draft:
    """`draft`, its events joined where kind, status and actors agree, nothing contradicts, and the words overlap."""
    groups: list[list[int]] = []
    for index, event in enumerate(draft.events):
        group = next((g for g in groups if all(_same(draft.events[i], event) for i in g)), None)
        if group is None and index and _goes_on(draft.events[index - 1], event, language):
            group = next(g for g in groups if index - 1 in g)
        if group is None:
            groups.append([index])
        else:
            group.append(index)
    place = {f"e{index + 1}": f"e{number}" for number, group in enumerate(groups, 1) for index in group}
    return Draft(
        events=[_joined([draft.events[i] for i in group]) for group in groups],
        claims=[_moved(claim, place) for claim in draft.claims],
        summary=draft.summary,
    )


def _moved(claim: DraftClaim, place: dict[str, str]) -> DraftClaim:
    return claim.model_copy(update={"about": list(dict.fromkeys(place[ref] for ref in claim.about))})


def _same(one: DraftEvent, other: DraftEvent) -> bool:
    if (one.type, one.status) != (other.type, other.status) or not one.actors or set(one.actors) != set(other.actors):
        return False
    if one.location and other.location and one.location != other.location and not _within(one.location, other.location):
        return False
    if one.when and other.when and one.when != other.when:
        return False
    return one.status == "planned" or len(_nouns(one) & _nouns(other)) >= _SHARED


def _within(one: str, other: str) -> bool:
    """Whether one of two places is a state and the other is none, so that it may lie there."""
    return any(is_state(one, code) != is_state(other, code) for code in codes())


def _goes_on(one: DraftEvent, other: DraftEvent, language: Language) -> bool:
    """Whether `other` follows in the next sentence, by "Diese …": same kind, same status, nobody else acting."""
    follows = other.quotes[0].sentence == one.quotes[-1].sentence + 1
    alike = (one.type, one.status) == (other.type, other.status) and set(other.actors) <= set(one.actors)
    return follows and alike and bool(language.goes_on.match(other.quotes[0].words))


def _nouns(event: DraftEvent) -> set[str]:
    named = " ".join([*event.actors, *event.recipients])
    words = {m.group()[:_STEM] for pointer in event.quotes for m in _NOUN.finditer(pointer.words)}
    return words - {m.group()[:_STEM] for m in _NOUN.finditer(named)}


def _joined(events: Sequence[DraftEvent]) -> DraftEvent:
    """The fullest telling leads: most figures, then most words."""
    if len(events) == 1:
        return events[0]
    fullest = max(events, key=lambda e: (len(e.figures), len(e.quotes[0].words)))
    order = [fullest, *(e for e in events if e is not fullest)]
    return fullest.model_copy(
        update={
            "certainty": max((e.certainty for e in events), key=_FIRMNESS.__getitem__),
            "recipients": list(dict.fromkeys(r for e in order for r in e.recipients)),
            "location": _most_specific([e.location for e in order if e.location]),
            "when": next((e.when for e in order if e.when), None),
            "figures": list(dict.fromkeys(f for e in order for f in e.figures)),
            "asserted_by": sorted({ref for e in events for ref in e.asserted_by}),
            "quotes": [quote for e in order for quote in e.quotes],
        }
    )


def _most_specific(places: Sequence[str]) -> str | None:
    inner = [place for place in places if not any(is_state(place, code) for code in codes())]
    return next(iter([*inner, *places]), None)
