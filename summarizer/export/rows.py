"""The rows that one record makes, table by table."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from summarizer.export.plover import plover
from summarizer.schema import Article, Claim, Event, Quantity, Quote, Record
from summarizer.schema.digest import Digest, Figure, Reading

Cell: TypeAlias = str | int | float | bool | date | datetime | list[str] | None
Row: TypeAlias = tuple[Cell, ...]
"""One cell a column, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Links:
    """What a digest says across articles, by item. An item that is no longer what the digest was made from has no
    link: the digest of an earlier pass adds nothing wrong."""

    happenings: dict[tuple[str, str, str, int], str] = field(default_factory=dict)
    """Id of the digest's event by article, event, title and place of its first quote."""
    series: dict[tuple[str, str], list[tuple[Figure, Reading]]] = field(default_factory=dict)
    """Figures and readings by article and item."""

    @classmethod
    def of(cls, digest: Digest) -> Links:
        """The links of a digest."""
        links = cls()
        for event in digest.events:
            for each in event.reports:
                links.happenings[each.article_id, each.event_id, each.title, each.quotes[0].start] = event.id
        for figure in digest.figures:
            for one in figure.readings:
                links.series.setdefault((one.article_id, one.item_id), []).append((figure, one))
        return links


def rows(record: Record, links: Links) -> Iterator[tuple[str, Row]]:
    """Name of the table and row, for every row of `record`."""
    name = record.article.id
    yield "articles", _article(record)
    for number, sentence in enumerate(record.summary, 1):
        yield "sentences", (f"{name}#s{number}", name, sentence.text, _refs(name, sentence.cites))
    for event in record.events:
        yield "events", _event(name, event, links)
        yield from _words(name, event, [("support", quote) for quote in event.quotes], links)
    for claim in record.claims:
        yield "claims", _claim(name, claim)
        parts = [("support", quote) for quote in claim.quotes]
        parts += [("speaker", claim.speaker.mention)] if claim.speaker else []
        parts += [("cue", claim.cue)] if claim.cue else []
        yield from _words(name, claim, parts, links)
    for number, each in enumerate(record.rejected, 1):
        draft = json.dumps(each.draft, ensure_ascii=False, sort_keys=True, default=str)
        yield "rejected", (f"{name}#r{number}", name, each.kind, each.reason.code, each.reason.sentence, draft)


def _article(record: Record) -> Row:
    article, made = record.article, record.provenance
    return (
        article.id,
        *_described(article),
        article.text,
        article.text_sha256,
        " ".join(sentence.text for sentence in record.summary) or None,
        len(record.events),
        len(record.claims),
        len(record.rejected),
        made.model,
        made.endpoint,
        made.program,
        made.created,
        made.requests,
        made.attempts,
        made.tokens.input,
        made.tokens.cached,
        made.tokens.output,
        made.cost,
        made.seconds,
    )


def _described(article: Article) -> Row:
    return (
        article.source,
        article.title,
        article.outlet,
        article.published,
        article.dateline,
        article.language,
        article.url,
    )


def _event(article_id: str, event: Event, links: Links) -> Row:
    when, codes = event.when, plover(event)
    return (
        f"{article_id}#{event.id}",
        article_id,
        event.title,
        event.type,
        event.status,
        event.certainty,
        list(event.actors),
        list(event.recipients),
        event.location,
        when.text if when else None,
        when.start if when else None,
        when.end if when else None,
        _refs(article_id, event.asserted_by),
        codes.event,
        codes.mode,
        codes.context,
        codes.quad,
        codes.lacks_recipient,
        links.happenings.get((article_id, event.id, event.title, event.quotes[0].start)),
    )


def _claim(article_id: str, claim: Claim) -> Row:
    return (
        f"{article_id}#{claim.id}",
        article_id,
        claim.speaker.name if claim.speaker else None,
        claim.speaker.role if claim.speaker else None,
        claim.cue.exact if claim.cue else None,
        claim.content,
        claim.attribution,
        claim.polarity,
        claim.certainty,
        _refs(article_id, claim.about),
    )


def _words(
    article_id: str, item: Event | Claim, parts: Sequence[tuple[str, Quote]], links: Links
) -> Iterator[tuple[str, Row]]:
    item_id = f"{article_id}#{item.id}"
    for number, (part, quote) in enumerate(parts, 1):
        place = quote.exact, quote.prefix, quote.suffix, quote.start, quote.end, quote.match
        yield "quotes", (f"{item_id}.q{number}", item_id, article_id, part, *place)
    read = {
        (reading.quantity, reading.quote): (figure, reading)
        for figure, reading in links.series.get((article_id, item.id), ())
        if reading.quote in item.quotes
    }
    for number, (quantity, quote) in enumerate(_figures(item, read), 1):
        quote_id = f"{item_id}.q{item.quotes.index(quote) + 1}"
        figure, reading = read.get((quantity, quote), (None, None))
        yield (
            "figures",
            (
                f"{item_id}.n{number}",
                item_id,
                article_id,
                quote_id,
                quantity.text,
                quantity.bound,
                quantity.value,
                quantity.low,
                quantity.high,
                quantity.unit,
                figure.id if figure else None,
                reading.status if reading else None,
                figure.verdict if figure else None,
            ),
        )


def _figures(item: Event | Claim, read: Collection[tuple[Quantity, Quote]]) -> list[tuple[Quantity, Quote]]:
    """The figures of an item, each with the quote that the digest reads it in or else the first that holds it; then
    those that the digest reads in its quotes besides."""
    own = []
    for quantity in item.quantities:
        holding = [quote for quote in item.quotes if quantity.text in quote.exact]
        own.append((quantity, next((quote for quote in holding if (quantity, quote) in read), holding[0])))
    return own + [each for each in read if each not in own]


def _refs(article_id: str, ids: Sequence[str]) -> list[str]:
    return [each if each == "article" else f"{article_id}#{each}" for each in ids]
