"""The tables of an export: their columns, in order, with type and meaning.

Columns are added freely; one is renamed, retyped or dropped only with a new major version of the schema. Every table
has one key, unique in a run, and tables are joined by `article_id`, `item_id` (`<article id>#<event or claim id>`, the
form in which a digest cites claims) and `quote_id`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "number", "boolean", "date", "timestamp", "list"]
"""`list`: of texts. `timestamp`: UTC."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; any may be null but the key."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table; its first column is its key."""

    name: str
    meaning: str
    columns: tuple[Column, ...]


def _table(name: str, meaning: str, *columns: tuple[str, Kind, str]) -> Table:
    return Table(name, meaning, tuple(Column(*each) for each in columns))


ARTICLES = _table(
    "articles",
    "One row an article, with what its record says of it as a whole.",
    ("article_id", "text", "Key."),
    ("source", "text", "File it was read from, or file and line."),
    ("title", "text", "Headline."),
    ("outlet", "text", "Who published it."),
    ("published", "date", "Day of publication."),
    ("dateline", "text", "Dateline as printed."),
    ("language", "text", "ISO 639 code."),
    ("url", "text", "Address, where it is known."),
    ("text", "text", "The whole text: what all offsets count in, in Unicode code points."),
    ("text_sha256", "text", "SHA-256 of the text in UTF-8."),
    ("summary", "text", "The sentences of the summary, in one string."),
    ("events", "integer", "How many events the record has."),
    ("claims", "integer", "How many claims."),
    ("rejected", "integer", "How many drafts were refused."),
    ("model", "text", "Model that was asked."),
    ("endpoint", "text", "Where it was asked."),
    ("program", "text", "Program and version that made the record."),
    ("created", "timestamp", "When."),
    ("requests", "integer", "Answers used, from the model or the cache."),
    ("attempts", "integer", "Requests sent to the model."),
    ("tokens_input", "integer", "Tokens of the prompts, cached ones included."),
    ("tokens_cached", "integer", "Those of them that the server took from its own cache."),
    ("tokens_output", "integer", "Tokens of the answers."),
    ("cost", "number", "US dollars; null where no price is known."),
    ("seconds", "number", "Time spent on the article."),
)
SENTENCES = _table(
    "sentences",
    "One row a sentence of a summary.",
    ("sentence_id", "text", "Key: `<article_id>#s<number>`."),
    ("article_id", "text", "Its article."),
    ("text", "text", "The sentence."),
    ("cites", "list", "`item_id`s of the events and claims it rests on."),
)
EVENTS = _table(
    "events",
    "One row an event of an article.",
    ("item_id", "text", "Key: `<article_id>#e<number>`."),
    ("article_id", "text", "Its article."),
    ("title", "text", "What happened, in one line."),
    ("type", "text", "PLOVER type of the action itself, or OTHER."),
    ("status", "text", "occurred, ongoing, planned, hypothetical, denied or cancelled."),
    ("certainty", "text", "certain, probable, possible or unknown."),
    ("actors", "list", "Who does it, as named in the article."),
    ("recipients", "list", "To or for whom."),
    ("location", "text", "Where, as named in the article."),
    ("when_text", "text", "When, in the words of the quote."),
    ("when_start", "date", "First day that the words allow."),
    ("when_end", "date", "Last day that the words allow."),
    ("asserted_by", "list", "Who vouches for it: `article`, or `item_id`s of claims."),
    ("plover_event", "text", "PLOVER category by the manual's rules; null where they settle none."),
    ("plover_mode", "text", "PLOVER mode, where the rules settle it."),
    ("plover_context", "text", "PLOVER's special context: future, hypothetical or negation."),
    ("plover_quad", "text", "Quad category of `plover_event`."),
    ("plover_lacks_recipient", "boolean", "Whether `plover_event` requires a recipient and the article names none."),
    ("happening_id", "text", "Event of the digest that it is a report of: rows that share it tell one happening."),
)
CLAIMS = _table(
    "claims",
    "One row a claim of an article.",
    ("item_id", "text", "Key: `<article_id>#c<number>`."),
    ("article_id", "text", "Its article."),
    ("speaker", "text", "Who says it; null when nobody is named."),
    ("speaker_role", "text", "Office or function, in the article's words."),
    ("cue", "text", 'Words that mark it as said ("laut", "betonte").'),
    ("content", "text", "What is said."),
    ("attribution", "text", "direct, indirect, reported, free_indirect or indirect_free_indirect."),
    ("polarity", "text", "positive or negative."),
    ("certainty", "text", "How sure the speaker is presented to be."),
    ("about", "list", "`item_id`s of the events it speaks of."),
)
QUOTES = _table(
    "quotes",
    "One row a stretch of an article that an item rests on.",
    ("quote_id", "text", "Key: `<item_id>.q<number>`."),
    ("item_id", "text", "Its event or claim."),
    ("article_id", "text", "Its article."),
    ("part", "text", "support: the words it rests on; speaker: those that name the speaker; cue: those that mark it."),
    ("exact", "text", "The words, verbatim."),
    ("prefix", "text", "The text just before them."),
    ("suffix", "text", "The text just after them."),
    ("start", "integer", "Offset of the first code point in the article's text."),
    ("end", "integer", "Offset after the last code point."),
    ("match", "text", "How the model's wording led there: exact, whitespace, typography or pointer."),
)
FIGURES = _table(
    "figures",
    "One row a figure of an event or claim, those included that the digest finds in its quotes besides.",
    ("figure_id", "text", "Key: `<item_id>.n<number>`."),
    ("item_id", "text", "Its event or claim."),
    ("article_id", "text", "Its article."),
    ("quote_id", "text", "The quote that it stands in."),
    ("text", "text", "The figure, verbatim."),
    ("bound", "text", "exact, approximate, at_least, at_most or range."),
    ("value", "number", "The number, where it is exact or approximate."),
    ("low", "number", "Lower bound, inclusive."),
    ("high", "number", "Upper bound, inclusive."),
    ("unit", "text", "What is counted, in the article's words."),
    ("series_id", "text", "Figure of the digest that it is a reading of: rows that share it count the same."),
    ("series_status", "text", "is or planned, as the digest reads it."),
    ("series_verdict", "text", "same, compatible, updated or conflicting; null where the digest leaves it open."),
)
REJECTED = _table(
    "rejected",
    "One row a draft that the checks refused.",
    ("rejected_id", "text", "Key: `<article_id>#r<number>`."),
    ("article_id", "text", "Its article."),
    ("kind", "text", "event, claim or summary."),
    ("code", "text", "Why, machine-readable."),
    ("reason", "text", "Why, for people."),
    ("draft", "text", "What the model said, as JSON."),
)
TABLES = (ARTICLES, SENTENCES, EVENTS, CLAIMS, QUOTES, FIGURES, REJECTED)


def markdown() -> str:
    """All tables with their columns, for the documentation."""
    parts = []
    for table in TABLES:
        rows = "\n".join(f"| `{each.name}` | {each.kind} | {each.meaning} |" for each in table.columns)
        parts.append(f"### {table.name}\n\n{table.meaning}\n\n| column | type | |\n|---|---|---|\n{rows}")
    return "\n\n".join(parts)
