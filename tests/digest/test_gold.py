"""The digest of the labelled articles, as if a perfect run had made their records, against what people found."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from summarizer.digest.build import digest
from summarizer.evaluation.coreference import Coreference, coreference
from summarizer.evaluation.gold import load_gold, load_gold_run
from summarizer.evaluation.measures import precision
from summarizer.reading import read
from summarizer.schema import Article, Claim, Event, Record, Span
from summarizer.schema.digest import Digest, Figure
from tests.digest.samples import a_record

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "evals" / "gold"
LEAST = 0.75
"""CoNLL F1 below which something has broken; 0.787 when this was written, 0.552 for no groups at all."""


@lru_cache(maxsize=1)
def records() -> list[Record]:
    articles = {found.id: found for found in read([ROOT / "seeds"]) if isinstance(found, Article)}
    made = []
    for name, gold in load_gold(GOLD).items():
        whole = Span(start=0, end=len(articles[name].text))  # the labels have headings too
        events = [Event(**event.model_dump()) for event in gold.events]
        claims = [Claim(**claim.model_dump()) for claim in gold.claims]
        made.append(a_record(articles[name].model_copy(update={"content": [whole]}), events, claims))
    return made


@lru_cache(maxsize=1)
def made() -> Digest:
    return digest(records(), "summarizer 0")


@lru_cache(maxsize=1)
def scored() -> Coreference:
    grouped = [group.members for group in load_gold_run(GOLD).same_event]
    members = {ref for group in grouped for ref in group}
    every = [f"{record.article.id}#{event.id}" for record in records() for event in record.events]
    found = [[f"{report.article_id}#{report.event_id}" for report in event.reports] for event in made().events]
    return coreference([*grouped, *([ref] for ref in every if ref not in members)], found)


def test_same_events_agree_with_people() -> None:
    conll = scored().conll
    assert conll is not None
    assert conll >= LEAST


def test_nothing_is_joined_that_people_keep_apart() -> None:
    assert precision(scored().muc) == 1


def test_figures_are_those_that_people_found() -> None:
    for series in load_gold_run(GOLD).figures:
        wanted = {(reading.ref, reading.text, reading.status) for reading in series.readings}
        found = max(made().figures, key=lambda figure: len(_readings(figure) & wanted))
        assert _readings(found) == wanted, series.label
        assert found.verdict == series.verdict, series.label


def test_every_event_and_claim_is_in_the_digest_once() -> None:
    events = [(report.article_id, report.event_id) for event in made().events for report in event.reports]
    assert sorted(events) == sorted((r.article.id, e.id) for r in records() for e in r.events)
    claims = [(claim.article_id, claim.claim_id) for speaker in made().speakers for claim in speaker.claims]
    assert sorted(claims) == sorted((r.article.id, c.id) for r in records() for c in r.claims)


def _readings(figure: Figure) -> set[tuple[str, str, str]]:
    return {(f"{each.article_id}#{each.item_id}", each.quantity.text, each.status) for each in figure.readings}
