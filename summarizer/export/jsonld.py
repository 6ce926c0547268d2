"""Records as linked data: JSON-LD 1.1 in the terms of schema.org, quotes as W3C Web Annotations.

An article is a NewsArticle, an event an Event, a claim a Claim. Each quote is an Annotation of the shape of the Web
Annotation Data Model: its body is the item that rests on it, its target the article, with a TextQuoteSelector and a
TextPositionSelector. What schema.org has no term for keeps the contract's own name. The context stands in the
document, so nothing has to be fetched to read it.

Articles are named by the digest of their text (RFC 6920) with their id, items and quotes by a fragment of that.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from summarizer.export.plover import plover
from summarizer.schema import SCHEMA_VERSION, Article, Claim, Event, Quantity, Quote, Record

OWN = f"urn:summarizer:schema:record:{SCHEMA_VERSION}#"
"""Namespace of the contract's own terms."""
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "own": OWN,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    **{name: {"@type": "xsd:date"} for name in ("datePublished", "startDate", "endDate")},
    **{name: {"@type": "@id"} for name in ("url", "eventStatus", "subjectOf", "appearance", "about")},
    **{
        name: f"own:{name}"
        for name in (
            *("action", "recipient", "status", "certainty", "when", "plover", "ploverContext"),
            *("attribution", "polarity", "quantity", "bound", "match"),
        )
    },
    "assertedBy": {"@id": "own:assertedBy", "@type": "@id"},
    **{name: f"oa:{name}" for name in ("Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector")},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@id"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": "oa:hasTarget",
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": "oa:hasSelector",
    **{name: f"oa:{name}" for name in ("exact", "prefix", "suffix")},
    **{name: {"@id": f"oa:{name}", "@type": "xsd:nonNegativeInteger"} for name in ("start", "end")},
}
_EVENT_STATUS = {"planned": "schema:EventScheduled", "cancelled": "schema:EventCancelled"}
"""schema.org knows only whether an event takes place as announced."""


class JsonLd:
    """One document with the nodes of all records, written as they come to a file that is not closed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        head = json.dumps(CONTEXT, ensure_ascii=False, indent=1)
        self._file.write(f'{{"@context": {head},\n"@graph": ['.encode())
        self._between = b"\n"

    def write(self, record: Record) -> int:
        """Add the nodes of a record and return their number."""
        made = list(nodes(record))
        for node in made:
            self._file.write(self._between + json.dumps(node, ensure_ascii=False).encode())
            self._between = b",\n"
        return len(made)

    def close(self) -> None:
        """Write the end of the document."""
        self._file.write(b"\n]}\n")


def iri(article: Article) -> str:
    """The name of an article: what its text is, and its id in the run."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(article.text_sha256)).rstrip(b"=").decode()
    return f"ni:///sha-256;{digest}?id={article.id}"


def nodes(record: Record) -> Iterator[dict[str, Any]]:
    """The nodes of a record: the article, then each item followed by its annotations."""
    name = iri(record.article)
    yield _article(record, name)
    for event in record.events:
        yield _event(event, name)
        yield from _annotations(event.id, [("oa:identifying", quote) for quote in event.quotes], name)
    for claim in record.claims:
        yield _claim(claim, name, record.article.language)
        marks = [("oa:identifying", quote) for quote in claim.quotes]
        marks += [("oa:highlighting", mark) for mark in _marks(claim)]
        yield from _annotations(claim.id, marks, name)


def _article(record: Record, name: str) -> dict[str, Any]:
    article = record.article
    return _filled(
        id=name,
        type="NewsArticle",
        headline=article.title,
        datePublished=article.published.isoformat() if article.published else None,
        publisher=_filled(type="Organization", name=article.outlet),
        inLanguage=article.language,
        url=article.url,
        text=article.text,
        abstract=" ".join(sentence.text for sentence in record.summary),
    )


def _event(event: Event, article: str) -> dict[str, Any]:
    when, codes = event.when, plover(event)
    return _filled(
        id=f"{article}#{event.id}",
        type="Event",
        name=event.title,
        subjectOf=article,
        actor=[{"name": each} for each in event.actors],
        recipient=[{"name": each} for each in event.recipients],
        location=event.location,
        startDate=when.start.isoformat() if when and when.start else None,
        endDate=when.end.isoformat() if when and when.end else None,
        when=when.text if when else None,
        eventStatus=_EVENT_STATUS.get(event.status),
        action=event.type,
        status=event.status,
        certainty=event.certainty,
        quantity=[_quantity(each) for each in event.quantities],
        plover=codes.event,
        ploverContext=codes.context,
        assertedBy=[article if ref == "article" else f"{article}#{ref}" for ref in event.asserted_by],
    )


def _claim(claim: Claim, article: str, language: str) -> dict[str, Any]:
    speaker = claim.speaker
    return _filled(
        id=f"{article}#{claim.id}",
        type="Claim",
        text=claim.content,
        inLanguage=language,
        appearance=article,
        author=_filled(name=speaker.name, description=speaker.role) if speaker else None,
        about=[f"{article}#{ref}" for ref in claim.about],
        attribution=claim.attribution,
        polarity=claim.polarity,
        certainty=claim.certainty,
        quantity=[_quantity(each) for each in claim.quantities],
    )


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return _filled(
        type="QuantitativeValue",
        name=quantity.text,
        value=quantity.value,
        minValue=quantity.low,
        maxValue=quantity.high,
        unitText=quantity.unit,
        bound=quantity.bound,
    )


def _marks(claim: Claim) -> Iterator[Quote]:
    """The words that name the speaker, and those that mark the claim as said."""
    if claim.speaker:
        yield claim.speaker.mention
    if claim.cue:
        yield claim.cue


def _annotations(item: str, marks: list[tuple[str, Quote]], article: str) -> Iterator[dict[str, Any]]:
    for number, (motivation, quote) in enumerate(marks, 1):
        yield {
            "id": f"{article}#{item}.q{number}",
            "type": "Annotation",
            "motivation": motivation,
            "body": f"{article}#{item}",
            "match": quote.match,
            "target": {
                "type": "SpecificResource",
                "source": article,
                "selector": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": quote.exact,
                        "prefix": quote.prefix,
                        "suffix": quote.suffix,
                    },
                    {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
                ],
            },
        }


def _filled(**properties: Any) -> dict[str, Any]:
    """The properties that say something. A number may be 0."""
    kept = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {} if kept.keys() <= {"type"} else kept
