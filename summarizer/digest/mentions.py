"""What the digest keeps of a record: its items, and of each event what can be compared. No article text."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from summarizer import language as languages
from summarizer.digest import names
from summarizer.digest.names import Party, folded, party
from summarizer.digest.units import Units, units
from summarizer.grounding.inflection import forms
from summarizer.language.states import states
from summarizer.schema import Claim, Event, Quantity, Record
from summarizer.schema.digest import DigestArticle

_WORD = re.compile(r"[^\W\d_]{3,}")
_PLACE = re.compile(r"\w+")
_GRAM = 5
"""Letters of the pieces that words are compared by: German compounds share pieces ("Raketenprogramm")."""

Key = tuple[str, str]
"""Article and item: what orders everything, so that the order of the records changes nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place name, folded, and the state that it is, if it is one."""

    words: tuple[str, ...]
    nation: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of an event, comparable."""

    quantity: Quantity
    units: Units


@dataclass(slots=True, eq=False)
class Mention:
    """An event of one record."""

    key: Key
    event: Event
    published: date | None
    start: date | None
    end: date | None
    """First and last day on which it can have happened, where the text settles them."""
    language: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Place | None
    counts: tuple[Count, ...]
    states: frozenset[str]
    """States that title and quotes name."""
    words: frozenset[str]
    """Content words of title and quotes, folded, without numbers."""
    grams: frozenset[str] = frozenset()
    """Pieces of those words."""
    titled: dict[str, float] = field(default_factory=dict)
    """The share of each piece in what the title says: the rarer in the run, the larger; together 1. Set by `weigh`."""


@dataclass(slots=True, eq=False)
class Material:
    """What the records of a run hold for the digest."""

    articles: list[DigestArticle] = field(default_factory=list)
    languages: dict[str, str] = field(default_factory=dict)
    """Language by article id; the first we know for articles in another."""
    published: dict[str, date | None] = field(default_factory=dict)
    """Day of publication by article id."""
    mentions: list[Mention] = field(default_factory=list)
    claims: dict[Key, Claim] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)
    """The state of persons, by the last word of their name."""


def gather(records: Iterable[Record]) -> Material:
    """Read `records` one at a time, keep what the digest needs, and bring it into an order of its own."""
    material = Material()
    offices: Counter[tuple[str, str]] = Counter()
    for record in records:
        article = record.article
        material.articles.append(
            DigestArticle(
                id=article.id,
                title=article.title,
                outlet=article.outlet,
                published=article.published,
                source=article.source,
            )
        )
        language = article.language if article.language in languages.codes() else languages.codes()[0]
        material.languages[article.id] = language
        material.published[article.id] = article.published
        material.mentions += (mention(article.id, event, article.published, language) for event in record.events)
        material.claims |= {(article.id, claim.id): claim for claim in record.claims}
        offices += _offices(record, language)
    material.articles.sort(key=lambda article: article.id)
    material.mentions.sort(key=lambda each: sort_key(each.key))
    material.claims = dict(sorted(material.claims.items(), key=lambda item: sort_key(item[0])))
    material.offices = names.settled(offices)
    weigh(material.mentions)
    return material


def sort_key(key: Key) -> tuple[str, str, int]:
    """An order in which e2 comes before e10."""
    return key[0], key[1][0], int(key[1][1:])


def mention(article_id: str, event: Event, published: date | None, language: str) -> Mention:
    """What can be compared of an event."""
    text = "\n".join([event.title, *(quote.exact for quote in event.quotes)])
    words = content_words(text, language)
    return Mention(
        key=(article_id, event.id),
        event=event,
        published=published,
        start=event.when.start if event.when else None,
        end=event.when.end if event.when else None,
        language=language,
        actors=tuple(party(name, language) for name in event.actors),
        recipients=tuple(party(name, language) for name in event.recipients),
        place=_place(event.location, language) if event.location else None,
        counts=tuple(Count(quantity, units(quantity.unit, language)) for quantity in event.quantities),
        states=names.states(text, language),
        words=words,
        grams=frozenset(gram for word in words for gram in _pieces(word)),
    )


def content_words(text: str, language: str) -> frozenset[str]:
    """The words of a text that say something, folded to their stems; names of states are left out."""
    known = languages.get(language)
    found: set[str] = set()
    for word in set(_WORD.findall(text)):
        if word.lower() not in known.names.function_words and names.nation_of(word, language) is None:
            found.add(folded(min(forms(word, known), key=lambda form: (len(form), form))))
    return frozenset(found)


def weigh(mentions: Sequence[Mention]) -> None:
    """Set `titled` of all mentions: pieces count the more, the fewer events have them (inverse document frequency)."""
    having = Counter(gram for each in mentions for gram in each.grams)
    for each in mentions:
        weights: dict[str, float] = {}
        for word in content_words(each.event.title, each.language):
            pieces = _pieces(word)
            for gram in pieces:
                rare = math.log(1 + len(mentions) / having[gram]) ** 2 / len(pieces)
                weights[gram] = max(weights.get(gram, 0.0), rare)
        total = sum(weights.values()) or 1.0
        each.titled = {gram: weight / total for gram, weight in weights.items()}


def likeness(one: Mention, other: Mention) -> float:
    """How much of what either title says the other report says too, 0 to 1."""
    return (_told(one, other) + _told(other, one)) / 2


def _told(one: Mention, other: Mention) -> float:
    return sum(one.titled[gram] for gram in one.titled.keys() & other.grams)


def _pieces(word: str) -> tuple[str, ...]:
    return tuple(word[at : at + _GRAM] for at in range(max(1, len(word) - _GRAM + 1)))


def _place(location: str, language: str) -> Place:
    """A capital is a place here, and not its state."""
    if location in states(language):
        return Place((), names.nation_of(location, language))
    known = languages.get(language)
    words = (word for word in _PLACE.findall(location) if word.lower() not in known.names.function_words)
    return Place(tuple(folded(word) for word in words) or (folded(location),), None)


def _offices(record: Record, language: str) -> Counter[tuple[str, str]]:
    persons = [*(claim.speaker.name for claim in record.claims if claim.speaker)]
    persons += (name for event in record.events for name in [*event.actors, *event.recipients])
    texts = [record.article.text[span.start : span.end] for span in record.article.content]
    return names.offices_in(persons, texts, language)


def claims_of(event: Event, article_id: str, claims: Mapping[Key, Claim]) -> Iterator[Claim]:
    """The claims that assert an event."""
    yield from (claims[article_id, ref] for ref in event.asserted_by if ref != "article")
