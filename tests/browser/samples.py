"""The labelled seeds as a report: overlapping quotes, sums, changes, disagreements, many statements."""

from __future__ import annotations

from functools import lru_cache

from summarizer.report.material import Material
from summarizer.schema import Claim, Event, Record
from tests.digest.test_gold import made, records
from tests.report.samples import a_run


@lru_cache
def seeds() -> Material:
    """The seeds with their labels, as if a perfect run had made them."""
    return Material(a_run(), made(), records)


def items(record: Record) -> list[Event | Claim]:
    """Events and claims."""
    return [*record.events, *record.claims]


def words(href: str) -> str:
    """What an address `#t<article>-<start>-<end>` of that report leads to, on one line."""
    article, start, end = map(int, href.partition("#t")[2].split("-"))
    return one_line(records()[article - 1].article.text[start:end])


def one_line(text: str) -> str:
    """Text without line breaks, which stand between paragraphs."""
    return text.replace("\n", "")
