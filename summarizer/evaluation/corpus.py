"""The German news quotation corpus (Petersen-Frey and Biemann 2024, arXiv 2404.16764): its articles and quotations.

One article a line of JSON: `id`, `title`, `text`, `tokens` ([start, end) in code points of `text`) and `annotations`
with `type`, `nested` and the spans of `quote` and `speaker`. Its licence (CC BY-NC-SA 4.0) keeps it out of this
project: the path comes from whoever has it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from summarizer.evaluation.overlap import Bounds
from summarizer.schema import Article, Attribution, Record, Span, text_digest

TYPES: tuple[Attribution, ...] = get_args(Attribution)
_TYPE_OF: dict[str, Attribution] = {name.replace("_", ""): name for name in TYPES}
_DAY_IN_TITLE = re.compile(r"\s*\((\d{4}-\d\d-\d\d)\)$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: its type and the stretches of text (code points, end-exclusive) it covers."""

    type: Attribution
    quote: tuple[Bounds, ...]
    speaker: tuple[Bounds, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotedArticle:
    """One article of the corpus with its tokens and its quotations, nested ones left out."""

    id: str
    title: str
    text: str
    tokens: tuple[Bounds, ...]
    quotations: tuple[Quotation, ...]


def read_corpus(path: Path) -> list[QuotedArticle]:
    """The articles of a JSONL file of the corpus, in the file's order.

    Raises:
        ValueError: a line that is not of the corpus' format, named with its number.
    """
    articles = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                articles.append(_article(json.loads(line)))
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{path}:{number}: not an article of the quotation corpus: {error!r}") from error
    return articles


def sample(articles: Sequence[QuotedArticle], size: int = 40) -> list[QuotedArticle]:
    """A fixed sample, the same for every run and machine: the articles whose ids have the smallest SHA-256."""
    order = sorted((hashlib.sha256(article.id.encode()).hexdigest(), article.id) for article in articles)
    chosen = {name for _, name in order[:size]}
    return [article for article in articles if article.id in chosen]


def to_article(quoted: QuotedArticle) -> Article:
    """The article as the program takes it, all of it body; the day in the title becomes its day of publication."""
    day = _DAY_IN_TITLE.search(quoted.title)
    return Article(
        id=f"wikinews-{quoted.id}",
        source=f"quotations#{quoted.id}",
        text_sha256=text_digest(quoted.text),
        title=_DAY_IN_TITLE.sub("", quoted.title) or None,
        published=date.fromisoformat(day[1]) if day else None,
        language="de",
        text=quoted.text,
        content=[Span(start=0, end=len(quoted.text))],
    )


def to_line(quoted: QuotedArticle) -> str:
    """The article as one line of JSON for `summarizer run`, without its quotations."""
    return to_article(quoted).model_dump_json(include={"id", "title", "published", "text"})


def quotations_of(record: Record) -> list[Quotation]:
    """A record's claims as quotations: quotes become the message, the speaker's local mention the source."""
    return [
        Quotation(
            type=claim.attribution,
            quote=tuple((quote.start, quote.end) for quote in claim.quotes),
            speaker=((claim.speaker.mention.start, claim.speaker.mention.end),) if claim.speaker else (),
        )
        for claim in record.claims
    ]


def predictions_from(articles: Sequence[QuotedArticle], records: Iterable[Record]) -> dict[str, list[Quotation]]:
    """Quotations by corpus id, for those `articles` that a record has the very text of, whatever its id there."""
    by_text = {record.article.text_sha256: record for record in records}
    found = ((article.id, by_text.get(text_digest(article.text))) for article in articles)
    return {corpus_id: quotations_of(record) for corpus_id, record in found if record}


def _article(line: dict[str, Any]) -> QuotedArticle:
    def spans(of: Iterable[Sequence[int]]) -> tuple[Bounds, ...]:
        return tuple((start, end) for start, end in of)

    return QuotedArticle(
        id=line["id"],
        title=line["title"],
        text=line["text"],
        tokens=spans(line["tokens"]),
        quotations=tuple(
            Quotation(_TYPE_OF[each["type"].lower()], spans(each["quote"]), spans(each["speaker"]))
            for each in line["annotations"]
            if not each["nested"]
        ),
    )
