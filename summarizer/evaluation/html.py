"""The gate's answer as one page: article, gold, what was found and what was refused, side by side.

The page stands alone: no script, nothing loaded from anywhere, held to that by a content security policy that names
its style sheet by hash. All text goes through Jinja's escaping.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from summarizer.evaluation import tables
from summarizer.evaluation.fields import right
from summarizer.evaluation.gate import Verdict
from summarizer.evaluation.gold import Gold
from summarizer.evaluation.matching import Item, Matching, match_claims, match_events
from summarizer.evaluation.results import ArticleResult, Refusal
from summarizer.schema import Claim, Event, Record

_PACKAGE = "summarizer.evaluation"


@dataclass(frozen=True, slots=True)
class _Card:
    """One item of one side."""

    id: str
    anchor: str
    partner: str | None
    state: str
    labels: str
    title: str
    facts: list[tuple[str, str, bool]]
    """Name and value of a field, and whether it differs from the partner's."""
    quotes: list[str]
    notes: str | None


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the text that the same quotes cover."""

    text: str
    gold: bool
    found: bool
    label: str


@dataclass(frozen=True, slots=True)
class _View:
    id: str
    title: str
    parts: list[_Part]
    gold: list[_Card]
    found: list[_Card]
    refusals: list[Refusal]


def to_html(verdict: Verdict, gold: Mapping[str, Gold], records: Mapping[str, Record]) -> str:
    """The page; `records` are those of the run, by article id."""
    style = resources.files(_PACKAGE).joinpath("templates/eval.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=PackageLoader(_PACKAGE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    grids = [tables.scores(verdict.result), tables.digest(verdict.result), tables.usage(verdict.result)]
    if verdict.comparison:
        grids = [tables.comparison(verdict.comparison), *grids]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("eval.html.j2").render(
        verdict=verdict,
        grids=grids,
        changes=tables.changes(verdict.comparison) if verdict.comparison else [],
        digest_faults=verdict.result.digest.faults if verdict.result.digest else [],
        articles=[_view(gold[a.article_id], records[a.article_id], a) for a in verdict.result.articles],
        style=Markup(style),  # noqa: S704  our own file, and its hash must match what the browser reads
        style_hash=f"sha256-{digest}",
    )


def _view(gold: Gold, record: Record, result: ArticleResult) -> _View:
    text = record.article.text
    events = match_events(text, gold.events, record.events)
    claims = match_claims(text, gold.claims, record.claims)
    labelled_events, found_events = _cards(gold.events, record.events, events, result)
    labelled_claims, found_claims = _cards(gold.claims, record.claims, claims, result)
    return _View(
        id=gold.article_id,
        title=record.article.title or gold.article_id,
        parts=_parts(text, gold, record),
        gold=labelled_events + labelled_claims,
        found=found_events + found_claims,
        refusals=result.refusals,
    )


def _cards(
    gold: Sequence[Item], found: Sequence[Item], matching: Matching, result: ArticleResult
) -> tuple[list[_Card], list[_Card]]:
    """The cards of both sides, in the order of their lists."""
    article = result.article_id
    partner_of_gold = {pair.gold: found[pair.found] for pair in matching.pairs}
    partner_of_found = {pair.found: gold[pair.gold] for pair in matching.pairs}

    def card(side: str, item: Item, partner: Item | None, wrong: set[str]) -> _Card:
        other = "found" if side == "gold" else "gold"
        alone = "missed" if side == "gold" else "false"
        if getattr(item, "optional", False) and not partner:
            alone = "left out"
        return _Card(
            id=item.id,
            anchor=f"{article}-{side}-{item.id}",
            partner=f"{article}-{other}-{partner.id}" if partner else None,
            state="matched" if partner else alone,
            labels=_labels(item),
            title=item.title if isinstance(item, Event) else item.content,
            facts=[(name, value, name in wrong) for name, value in _facts(item)],
            quotes=[quote.exact for quote in item.quotes],
            notes=getattr(item, "notes", None),
        )

    def wrong(gold_id: str) -> set[str]:
        fields = result.found[gold_id].fields if gold_id in result.found else {}
        return {name for name, counts in fields.items() if not right(counts)}

    ours = [card("gold", g, partner_of_gold.get(i), wrong(g.id)) for i, g in enumerate(gold)]
    met = [(f, partner_of_found.get(j)) for j, f in enumerate(found)]
    return ours, [card("found", f, g, wrong(g.id) if g else set()) for f, g in met]


def _labels(item: Event | Claim) -> str:
    marks = [mark for mark in ("optional", "key") if getattr(item, mark, False)]
    return " · ".join(["event" if isinstance(item, Event) else "claim", *marks])


def _facts(item: Event | Claim) -> list[tuple[str, str]]:
    quantities = "; ".join(f"{q.text} {q.unit or ''} ({q.bound})" for q in item.quantities)
    if isinstance(item, Event):
        when = f"{item.when.text} ({item.when.start or '?'} to {item.when.end or '?'})" if item.when else ""
        facts = [
            ("type", item.type),
            ("status", item.status),
            ("certainty", item.certainty),
            ("actors", ", ".join(item.actors)),
            ("recipients", ", ".join(item.recipients)),
            ("location", item.location or ""),
            ("when", when),
            ("quantities", quantities),
            ("asserted_by", ", ".join(item.asserted_by)),
        ]
    else:
        facts = [
            ("speaker", item.speaker.name if item.speaker else ""),
            ("attribution", item.attribution),
            ("polarity", item.polarity),
            ("certainty", item.certainty),
            ("quantities", quantities),
            ("cue", item.cue.exact if item.cue else ""),
            ("about", ", ".join(item.about)),
        ]
    return [(name, value or "–") for name, value in facts]


def _parts(text: str, gold: Gold, record: Record) -> list[_Part]:
    """The text cut where any quote begins or ends."""
    marks: list[tuple[int, int, str, str]] = []
    for side, events, claims in (("gold", gold.events, gold.claims), ("found", record.events, record.claims)):
        marks += [(q.start, q.end, side, item.id) for item in events for q in item.quotes]
        marks += [(q.start, q.end, side, item.id) for item in claims for q in item.quotes]
    cuts = sorted({0, len(text), *(mark[0] for mark in marks), *(mark[1] for mark in marks)})
    parts = []
    for start, end in pairwise(cuts):
        here = [(side, name) for a, b, side, name in marks if a <= start and end <= b]
        sides = {side for side, _ in here}
        label = ", ".join(dict.fromkeys(f"{side} {name}" for side, name in here))
        parts.append(_Part(text[start:end], "gold" in sides, "found" in sides, label))
    return parts
