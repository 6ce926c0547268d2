"""The digest of a run against what people found across the labelled articles.

*Same events*: a found event stands for the labelled one it is matched with (see `matching`), so the groups of the
digest can be compared with those of the gold as clusters of mentions: MUC, B³, CEAF-e and their mean, CoNLL F1 (see
`coreference`). Events that nobody labelled and labelled ones that were missed are mentions of one side. Optional gold
that was missed is left out; once it is found it has to be grouped rightly. `conll_found` is the CoNLL F1 on the events
that both sides have: how well what there is has been grouped.

*Figures*: each labelled series is paired with at most one figure of the digest, by the readings they share, a reading
being known by its place in the text. `readings` is the F1 of the readings, `figures` the share of series half of whose
readings or more were found together, with the right verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from summarizer.evaluation.assignment import assign
from summarizer.evaluation.coreference import coreference
from summarizer.evaluation.gold import FigureSeries, Gold, GoldRun
from summarizer.evaluation.matching import match_events
from summarizer.evaluation.measures import Counts
from summarizer.evaluation.results import DigestResult
from summarizer.schema import Quote, Record, text_digest
from summarizer.schema.digest import Digest, Figure

Group: TypeAlias = frozenset[str]
"""Mentions: ids of labelled events, and of found ones that nobody labelled."""
Place: TypeAlias = tuple[str, int, str]
"""Article, offset and status of a figure."""

ENOUGH = 0.5
"""Share of the readings of a labelled series that a figure needs to be that series."""


def score_digest(
    digest: Digest | None, records: Mapping[str, Record], gold: Mapping[str, Gold], run: GoldRun
) -> DigestResult:
    """Score `digest` on the articles that are labelled and have a record of the labelled text.

    Args:
        digest: That of the run; None if it has none.
        records: Those of the run, by article id.
        gold: The labelled articles.
        run: What holds across them.
    """
    sha256 = text_digest(
        run.model_dump_json(exclude={part: {"__all__": {"notes"}} for part in ("same_event", "figures")})
    )
    scored = {
        name: records[name]
        for name, each in gold.items()
        if name in records and records[name].article.text_sha256 == each.text_sha256
    }
    if digest is None:
        return DigestResult(gold_sha256=sha256, unscored="the run has no digest.json", counts={}, faults=[])
    if stray := _stray(digest, scored):
        return DigestResult(gold_sha256=sha256, unscored=stray, counts={}, faults=[])
    partners = {name: _partners(gold[name], record) for name, record in scored.items()}
    key, response = list(_gold_groups(run, gold, partners)), list(_found_groups(digest, partners))
    both = frozenset().union(*key) & frozenset().union(*response)
    all_mentions = coreference(key, response)
    shared = coreference(*([kept for group in side if (kept := group & both)] for side in (key, response)))
    figures, wrong = _figures(digest, scored, gold, run.figures)
    counts: dict[str, Counts] = {
        "digest.muc": all_mentions.muc,
        "digest.b_cubed": all_mentions.b_cubed,
        "digest.ceaf_e": all_mentions.ceaf_e,
        "found.muc": shared.muc,
        "found.b_cubed": shared.b_cubed,
        "found.ceaf_e": shared.ceaf_e,
        **figures,
    }
    faults = [*_misgrouped(key, response, both), *wrong]
    return DigestResult(gold_sha256=sha256, unscored=None, counts=counts, faults=faults)


def _stray(digest: Digest, records: Mapping[str, Record]) -> str | None:
    """Why the digest is not that of these records, if it is not."""
    titles = {(name, event.id): event.title for name, record in records.items() for event in record.events}
    reports = {
        (each.article_id, each.event_id): each.title
        for event in digest.events
        for each in event.reports
        if each.article_id in records
    }
    return None if titles == reports else "digest.json was made from other records"


def _partners(gold: Gold, record: Record) -> dict[str, str]:
    """The labelled event that each found one is matched with."""
    pairs = match_events(record.article.text, gold.events, record.events).pairs
    return {record.events[pair.found].id: gold.events[pair.gold].id for pair in pairs}


def _gold_groups(run: GoldRun, gold: Mapping[str, Gold], partners: Mapping[str, Mapping[str, str]]) -> Iterator[Group]:
    there = {
        f"{name}#{event.id}"
        for name, met in partners.items()
        for event in gold[name].events
        if not event.optional or event.id in met.values()
    }
    for each in run.same_event:
        if members := there.intersection(each.members):
            there -= members
            yield frozenset(members)
    yield from (frozenset({alone}) for alone in sorted(there))


def _found_groups(digest: Digest, partners: Mapping[str, Mapping[str, str]]) -> Iterator[Group]:
    for event in digest.events:
        members = [
            f"{each.article_id}#{partners[each.article_id].get(each.event_id, f'{each.event_id} (not labelled)')}"
            for each in event.reports
            if each.article_id in partners
        ]
        if members:
            yield frozenset(members)


def _misgrouped(key: Sequence[Group], response: Sequence[Group], both: Group) -> Iterator[str]:
    """What is apart or together and should not be, among the events that both sides have."""
    for words, ours, theirs in (("kept apart", key, response), ("joined", response, key)):
        for group in ours:
            parts = [sorted(group & each) for each in theirs if group & each & both]
            if len(parts) > 1:
                yield f"{words}: " + " | ".join(" + ".join(part) for part in sorted(parts))


def _figures(
    digest: Digest, records: Mapping[str, Record], gold: Mapping[str, Gold], series: Sequence[FigureSeries]
) -> tuple[dict[str, Counts], list[str]]:
    series = [each for each in series if any(reading.ref.partition("#")[0] in records for reading in each.readings)]
    wanted = [_labelled(each, gold, records) for each in series]
    found = [_read(figure, records) for figure in digest.figures]
    shared = [[sum(not places.isdisjoint(read) for places in each) for read in found] for each in wanted]
    likeness = [
        [2 * n / (len(each) + len(read)) for n, read in zip(row, found, strict=True)]
        for each, row in zip(wanted, shared, strict=True)
    ]
    met = dict(assign(likeness))
    hits = right = 0
    faults: list[str] = []
    for number, each in enumerate(series):
        figure = digest.figures[met[number]] if number in met else None
        there = shared[number][met[number]] if number in met else 0
        hits += there
        right += bool(figure and there >= ENOUGH * len(wanted[number]) and figure.verdict == each.verdict)
        faults += _wrong(each, figure, len(wanted[number]) - there)
    predicted = sum(len(found[place]) for place in met.values())
    readings = (hits, predicted, hits, sum(map(len, wanted)))
    return {"digest.figures": (right, len(series)), "digest.readings": readings}, faults


def _wrong(series: FigureSeries, figure: Figure | None, missed: int) -> Iterable[str]:
    if figure is None:
        return [f"figure {series.id} ({series.label}): not found"]
    said = [f"{missed} readings missed"] if missed else []
    if figure.verdict != series.verdict:
        said.append(f"{figure.verdict or 'left open'} instead of {series.verdict}")
    return [f"figure {series.id} ({series.label}): {', '.join(said)}"] if said else []


def _labelled(series: FigureSeries, gold: Mapping[str, Gold], records: Mapping[str, Record]) -> list[frozenset[Place]]:
    """The readings of a labelled series in the articles that were scored: each with the places where it may stand."""
    readings = []
    for each in series.readings:
        name, _, item_id = each.ref.partition("#")
        if name in records:
            quotes = {event.id: event.quotes for event in gold[name].events}
            quotes |= {claim.id: claim.quotes for claim in gold[name].claims}
            readings.append(_places(name, quotes[item_id], each.text, each.status))
    return readings


def _read(figure: Figure, records: Mapping[str, Record]) -> frozenset[Place]:
    """The places of a figure of the digest."""
    return frozenset().union(
        *(
            _places(each.article_id, [each.quote], each.quantity.text, each.status)
            for each in figure.readings
            if each.article_id in records
        )
    )


def _places(name: str, quotes: Sequence[Quote], words: str, status: str) -> frozenset[Place]:
    """Where the figure ends: the words that bound it ("rund") may stand before it on one side only."""
    return frozenset(
        (name, quote.start + quote.exact.index(words) + len(words), status) for quote in quotes if words in quote.exact
    )
