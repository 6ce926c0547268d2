"""Every figure of the run, once for each article and place, with all that tells what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from summarizer import language as languages
from summarizer.digest.mentions import Key, Material, Mention, claims_of, content_words
from summarizer.digest.names import states
from summarizer.digest.units import Units, is_measure, relation, units
from summarizer.grounding.numbers import find_numbers
from summarizer.schema import Claim, Quantity, Quote, When
from summarizer.schema.digest import Reading

_CONTEXT = 60
"""Code points on either side of a figure that tell what it counts."""
_AHEAD = frozenset({"planned", "hypothetical", "cancelled"})
_BETWEEN = 4
"""Words that may stand between the old and the new value."""
_CLAUSE = re.compile(r"[,;:–]\s|\.\s")
_JOINED = 40
"""Code points between two figures of one list ("1.000 Minenräumer und 5.000 Bauarbeiter")."""


@dataclass(frozen=True, slots=True, eq=False)
class Count:
    """A figure where it stands."""

    key: Key
    event: str | None
    """The happening of the digest."""
    mention: Mention | None
    quantity: Quantity
    units: Units
    measure: bool
    status: Literal["is", "planned"]
    owners: frozenset[str]
    """States that the words between the number and what it counts name ("3.000 nordkoreanische Soldaten")."""
    standing: bool
    """Whether the report only mentions it, as a number that there is already."""
    changed_from: Quantity | None
    """The old value, where this is the new one of a change that the same words tell."""
    speakers: tuple[str, ...]
    published: date | None
    when: When | None
    quote: Quote
    at: int
    """Offset in the article."""
    context: frozenset[str]
    """Words of the clause round it, without what it counts."""

    def reading(self) -> Reading:
        """The figure as the digest shows it."""
        return Reading(
            article_id=self.key[0],
            item_id=self.key[1],
            event=self.event,
            quantity=self.quantity,
            status=self.status,
            speakers=list(self.speakers),
            published=self.published,
            when=self.when,
            quote=self.quote,
        )


def counts_of(mention: Mention, event: str, material: Material) -> list[Count]:
    """The figures of an event, in the order of the text."""
    placed = [
        (place, each.quantity) for each in mention.counts if (place := _place(each.quantity, mention.event.quotes))
    ]
    placed.sort(key=lambda item: item[0][1])
    ahead = mention.event.status in _AHEAD
    changes = _changes([(quote, at, quantity) for (quote, at), quantity in placed], mention.language)
    made = []
    for number, ((quote, at), quantity) in enumerate(placed):
        old = number in changes  # the value before the change: a fact, whatever is planned
        made.append(
            Count(
                key=mention.key,
                event=event,
                mention=mention,
                quantity=quantity,
                units=units(quantity.unit, mention.language),
                measure=is_measure(quantity.unit, mention.language),
                status="planned" if ahead and not old else "is",
                owners=_owners(quote, at - quote.start, quantity, mention.language),
                standing=False,
                changed_from=next((placed[o][1] for o, new in changes.items() if new == number), None),
                speakers=_speakers(mention, at, material.claims),
                published=mention.published,
                when=mention.event.when,
                quote=quote,
                at=at,
                context=_context(quote, at - quote.start, quantity, mention),
            )
        )
    return made


def counts_of_claim(claim: Claim, about: Mention, event: str, material: Material) -> list[Count]:
    """The figures of a claim about an event, as readings of that event."""
    article_id = about.key[0]
    language = about.language
    return [
        Count(
            key=(article_id, claim.id),
            event=event,
            mention=about,
            quantity=quantity,
            units=units(quantity.unit, language),
            measure=is_measure(quantity.unit, language),
            status="planned" if about.event.status in _AHEAD else "is",
            owners=_owners(place[0], place[1] - place[0].start, quantity, language),
            standing=False,
            changed_from=None,
            speakers=(claim.speaker.name,) if claim.speaker else (),
            published=material.published[article_id],
            when=about.event.when,
            quote=place[0],
            at=place[1],
            context=_context(place[0], place[1] - place[0].start, quantity, about),
        )
        for quantity in claim.quantities
        if (place := _place(quantity, claim.quotes))
    ]


def standing_counts(mention: Mention, event: str, material: Material) -> list[Count]:
    """The figures that the words of a report mention as there already, whoever's they are, beside its own: "Neben den
    bereits 10.000 nordkoreanischen Soldaten schickt Nordkorea 6.000 Arbeiter"."""
    language = mention.language
    own = {each.quantity.text for each in mention.counts}
    known = languages.get(language).numbers
    made = []
    for quote in mention.event.quotes:
        for number in find_numbers(quote.exact, language):
            quantity = number.quantity()
            if quantity is None or not quantity.unit or number.text in own or is_measure(quantity.unit, language):
                continue
            owners = _owners(quote, number.start, quantity, language)
            if not owners or not known.standing.search(quote.exact[: number.start]):
                continue
            made.append(
                Count(
                    key=mention.key,
                    event=event,
                    mention=mention,
                    quantity=quantity,
                    units=units(quantity.unit, language),
                    measure=False,
                    status="is",
                    owners=owners,
                    standing=True,
                    changed_from=None,
                    speakers=_speakers(mention, quote.start + number.start, material.claims),
                    published=mention.published,
                    when=None,
                    quote=quote,
                    at=quote.start + number.start,
                    context=_context(quote, number.start, quantity, mention),
                )
            )
    return made


def lists(counts: Sequence[Count]) -> Iterator[list[Count]]:
    """Runs of exact figures of one sentence that follow each other closely and count different things: their sum is
    a figure too."""
    run: list[Count] = []
    for each in counts:
        if run and not _continues(run, each):
            if len(run) > 1:
                yield run
            run = []
        if each.quantity.value is not None and each.units and not each.measure:
            run = [*run, each]
    if len(run) > 1:
        yield run


def _continues(run: Sequence[Count], each: Count) -> bool:
    last = run[-1]
    return (
        each.quote == last.quote
        and each.at - last.at <= _JOINED
        and each.quantity.value is not None
        and all(relation(each.units, one.units) == "other" for one in run)
    )


def _place(quantity: Quantity, quotes: Sequence[Quote]) -> tuple[Quote, int] | None:
    """The first quote that holds the figure, and its offset in the article."""
    figure = re.compile(rf"(?<![\w.,]){re.escape(quantity.text)}(?!\w|[.,]\d)")
    for quote in quotes:
        if match := figure.search(quote.exact):
            return quote, quote.start + match.start()
    return None


def _changes(placed: Sequence[tuple[Quote, int, Quantity]], language: str) -> dict[int, int]:
    """Places of old values, with the place of the new one: "von bisher 14.000 auf bis zu 30.000"."""
    words = languages.get(language).numbers
    found: dict[int, int] = {}
    for number, ((quote, at, old), (next_quote, next_at, _)) in enumerate(pairwise(placed)):
        if quote != next_quote:
            continue
        start = at - quote.start
        before = quote.exact[:start].lower().split()[-_BETWEEN:]
        between = quote.exact[start + len(old.text) : next_at - quote.start].lower().split()
        if words.change_from & set(before) and words.change_to & set(between) and len(between) <= _BETWEEN:
            found[number] = number + 1
    return found


def _owners(quote: Quote, at: int, quantity: Quantity, language: str) -> frozenset[str]:
    """The states named between a figure at `at` in its quote and what it counts."""
    after = quote.exact[at + len(quantity.text) :]
    between = after[: after.find(quantity.unit)] if quantity.unit and quantity.unit in after else ""
    return states(between, language) if len(between) <= _CONTEXT else frozenset()


def _speakers(mention: Mention, at: int, claims: Mapping[Key, Claim]) -> tuple[str, ...]:
    """Who says the words at offset `at`."""
    saying = (
        claim.speaker.name
        for claim in claims_of(mention.event, mention.key[0], claims)
        if claim.speaker and any(quote.start <= at < quote.end for quote in claim.quotes)
    )
    return tuple(dict.fromkeys(saying))


def _context(quote: Quote, at: int, quantity: Quantity, mention: Mention) -> frozenset[str]:
    """Who, where and when are the same for all figures of a happening, so they tell nothing of one."""
    end = at + len(quantity.text)
    before = _CLAUSE.split(quote.exact[max(0, at - _CONTEXT) : at])[-1]
    after = _CLAUSE.split(quote.exact[end : end + _CONTEXT])[0]
    event = mention.event
    shared = [quantity.unit, event.location, event.when.text if event.when else None, *event.actors, *event.recipients]
    told = content_words(" ".join(each for each in shared if each), mention.language)
    return content_words(f"{before} {after}", mention.language) - told
