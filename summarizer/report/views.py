"""What the templates show that does not stand in the contract word for word."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.report.addresses import Addresses
from summarizer.report.chart import WIDTHS, Chart, chart, equation, transition
from summarizer.report.figures import at_odds, changes, sums
from summarizer.report.index import Facets, Index
from summarizer.report.safe import flat
from summarizer.report.segments import Mark
from summarizer.report.texts import Texts
from summarizer.schema import Claim, Event, Record, Rejected
from summarizer.schema.digest import Citation, Digest, DigestEvent, Figure, Reading

_AROUND = 60
"""Characters of a quote shown before and after its figure."""
_MARKS = " \n.,;:\"'„“”‚‘’»«"
_VALUE = 80
"""Characters shown of a value that a refused draft gave."""


@dataclass(frozen=True, slots=True)
class Row:
    """A reading of a figure."""

    reading: Reading
    value: str
    href: str
    name: str
    """All of it in one line, for those who hear the picture."""
    before: str
    found: str
    """The figure as it stands in the quote."""
    after: str
    odd: bool


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure with its picture."""

    id: str
    unit: str
    label: str
    verdict: str
    because: list[str]
    explained: list[str]
    """Its sums and changes in figures."""
    rows: list[Row]
    charts: list[tuple[Chart, str]]
    legend: list[str]
    facets: Facets


def figure_view(figure: Figure, at: Addresses, index: Index, texts: Texts) -> FigureView:
    """A figure for the page `at` speaks of."""
    odd = at_odds(figure)
    drawn = [chart(figure, dict(at.numbers), texts, width) for width in WIDTHS]
    charts = [(each, size) for each, size in zip(drawn, ("wide", "narrow"), strict=True) if each]
    lines = [equation(figure, each, texts) for each in sums(figure)]
    lines += [transition(figure, each, texts) for each in changes(figure)]
    return FigureView(
        id=figure.id,
        unit=figure.unit or texts("ui.figures_plain"),
        label=figure.label,
        verdict=figure.verdict or "open",
        because=[*figure.because],
        explained=lines,
        rows=[_row(each, at, texts, odd=place in odd) for place, each in enumerate(figure.readings)],
        charts=charts,
        legend=_legend(charts[0][0]) if charts else [],
        facets=index.of_figure(figure),
    )


def apart(sources: Sequence[Citation]) -> list[Citation]:
    """Citations without those whose words lie inside another's, and without repetition."""
    distinct = list({(each.article_id, each.quote.start, each.quote.end): each for each in sources}.values())
    return [each for each in distinct if not any(_inside(each, other) for other in distinct)]


def side_value(field: str, value: str, texts: Texts) -> str:
    """A side of a disagreement: names as they are, words of the contract in the reader's language."""
    words = {"status": texts.names("status"), "asserted_by": texts.names("side")}.get(field, {})
    return str(words.get(value, value))


def undated_events(digest: Digest) -> list[DigestEvent]:
    """Happenings without a date: those that most articles report come first."""
    events = {event.id: event for event in digest.events}
    return sorted((events[ref] for ref in digest.timeline.undated), key=lambda event: -len(event.reports))


def statements(record: Record) -> list[tuple[str, Any]]:
    """Events and claims in the order of their words."""
    found = [("event", each) for each in record.events] + [("claim", each) for each in record.claims]
    return sorted(found, key=lambda each: (each[1].quotes[0].start, each[0] == "claim"))


def marks(record: Record, cited: Iterable[tuple[int, int]]) -> list[Mark]:
    """The words that statements rest on, and those that the digest cites."""
    items: list[Event | Claim] = [*record.events, *record.claims]
    own = [Mark(quote.start, quote.end, item.id) for item in items for quote in item.quotes]
    known = {(mark.start, mark.end) for mark in own}
    return own + [Mark(start, end, None) for start, end in cited if (start, end) not in known]


def cited_words(digest: Digest) -> dict[str, set[tuple[int, int]]]:
    """Everything that a link of the digest may lead to, by article."""
    found: dict[str, set[tuple[int, int]]] = {article.id: set() for article in digest.articles}
    citations = [each for sentence in digest.overview for each in sentence.sources]
    citations += [entry.source for entry in digest.timeline.dated]
    citations += [
        each
        for event in digest.events
        for at_odds in event.disagreements
        for side in at_odds.sides
        for each in side.sources
    ]
    for each in citations:
        found[each.article_id].add((each.quote.start, each.quote.end))
    for reading in (reading for figure in digest.figures for reading in figure.readings):
        found[reading.article_id].add((reading.quote.start, reading.quote.end))
    said = [claim for speaker in digest.speakers for claim in speaker.claims]
    said += [claim for pair in digest.contradictions for claim in (pair.claim, pair.denial)]
    for claim in said:
        found[claim.article_id].update((quote.start, quote.end) for quote in claim.quotes)
    for report in (report for event in digest.events for report in event.reports):
        found[report.article_id].update((quote.start, quote.end) for quote in report.quotes)
    return found


def speaker_names(record: Record, texts: Texts) -> dict[str, str]:
    """Claim id to the name of who says it."""
    return {each.id: each.speaker.name if each.speaker else texts("ui.nobody") for each in record.claims}


def classes(items: Iterable[str]) -> str:
    """Classes of words on which these items rest."""
    kinds = {item[0] for item in items}
    return "".join(f" {kind}" for kind in ("e", "c") if kind in kinds)


def same(one: str, other: str) -> bool:
    """Whether two wordings differ in nothing but the marks round them."""
    return one.strip(_MARKS) == other.strip(_MARKS)


def draft(rejected: Rejected) -> str:
    """What a refused draft said, in one line."""
    said: Mapping[str, Any] = rejected.draft
    parts = []
    for name, value in said.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        if value not in (None, "", [], {}):
            parts.append(f"{name}: {text if len(text) <= _VALUE else text[: _VALUE - 1] + '…'}")
    return " · ".join(parts)


def _inside(one: Citation, other: Citation) -> bool:
    return (
        one is not other
        and one.article_id == other.article_id
        and other.quote.start <= one.quote.start
        and one.quote.end <= other.quote.end
    )


def _row(reading: Reading, at: Addresses, texts: Texts, *, odd: bool) -> Row:
    quote, words = reading.quote.exact, reading.quantity.text
    start = quote.find(words) if words in quote else len(quote)
    end = start + len(words)
    before, after = quote[:start], quote[end:]
    value = texts.quantity(reading.quantity)
    day = texts.day(reading.published) if reading.published else texts("ui.undated")
    article = f"{texts('ui.article')} {at.numbers[reading.article_id]}"
    parts = [value, texts(f"reading.{reading.status}"), ", ".join(reading.speakers), article, day]
    return Row(
        reading=reading,
        value=value,
        href=at.words(reading.article_id, reading.quote),
        name=flat("; ".join(part for part in parts if part)),
        before=before if len(before) <= _AROUND else "…" + before[-_AROUND:].partition(" ")[2],
        found=quote[start:end],
        after=after if len(after) <= _AROUND else after[:_AROUND].rpartition(" ")[0] + " …",
        odd=odd,
    )


def _legend(drawn: Chart) -> list[str]:
    """What the signs in a picture mean: only those that are in it."""
    shapes = {point.shape for point in drawn.points}
    signs = {
        "reported": any(not point.planned for point in drawn.points),
        "planned": any(point.planned for point in drawn.points),
        "bound_legend": bool(shapes & {"up", "down"}),
        "range_legend": "range" in shapes,
        "sum_legend": "part" in shapes,
        "change_legend": bool(drawn.arrows),
        "conflict_legend": any(point.conflicting for point in drawn.points),
    }
    return [name for name, there in signs.items() if there]
