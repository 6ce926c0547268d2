"""Two scored runs side by side: which metrics moved beyond noise, and which items made them move.

Every metric is compared on the articles both runs have, by paired bootstrap over them. Fields are compared on the
items both runs found: a run that finds harder items as well is not blamed for getting their labels wrong. The digest
has one score for the whole run, which no resampling of articles gives an interval: a metric of it has moved when the
change is larger than a fixed share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from summarizer.evaluation.bootstrap import Interval, paired_interval
from summarizer.evaluation.fields import right
from summarizer.evaluation.measures import Counts, total, value
from summarizer.evaluation.results import ArticleResult, DigestResult, Item, Result

Movement = Literal["worse", "better", "within noise", "same", "new", "unscored"]
"""`new`: the older run did not score it yet."""
Change = Literal["newly missed", "newly false", "now wrong", "newly found", "no longer false", "now right"]

REPORTED = frozenset({"refusals.right", "summary.names_quoted"})
"""Metrics that are shown but judge nobody: fewer refusals leave the doubtful ones, and nouns are not names."""
REPORTED_OF_DIGEST = frozenset({"digest.muc", "digest.b_cubed", "digest.ceaf_e"})
"""What CoNLL F1 is the mean of."""
DIGEST_NOISE = 0.05
"""Change of a metric of the digest that is taken for noise: less than one figure more or less in a run of twenty."""
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Row:
    """One metric in two runs, 0 to 1; None where it was not scored."""

    metric: str
    before: float | None
    after: float | None
    interval: Interval | None
    """95 %, of `after - before`, paired by article."""
    movement: Movement
    judges: bool
    """Whether getting worse stops the gate."""

    @property
    def difference(self) -> float | None:
        """`after - before`."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Changed:
    """One item that the two runs see differently."""

    article_id: str
    change: Change
    item: str
    """Id in the gold, or the kind of what is not in the gold."""
    title: str
    detail: str
    """The quote, or the fields."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows and changes, what got worse first."""

    articles: tuple[str, ...]
    rows: tuple[Row, ...]
    changes: tuple[Changed, ...]

    @property
    def worse(self) -> tuple[Row, ...]:
        """The metrics that judge and are worse beyond noise."""
        return tuple(row for row in self.rows if row.judges and row.movement == "worse")


def compare(before: Result, after: Result) -> Comparison:
    """Compare two runs on the articles that both have scored against the same labels."""
    old, new = ({article.article_id: article for article in run.articles} for run in (before, after))
    shared = [name for name in old if name in new and old[name].gold_sha256 == new[name].gold_sha256]
    pairs = [(old[name], new[name]) for name in shared]
    changes = [change for one, other in pairs for change in _changes(one, other)]
    order: list[Movement] = ["worse", "better", "within noise", "same", "new", "unscored"]
    found = [*_rows(pairs), *_digest_rows(before.digest, after.digest)]
    rows = sorted(found, key=lambda row: (order.index(row.movement), not row.judges, row.difference or 0.0))
    changes.sort(key=lambda change: change.change in ("newly found", "no longer false", "now right"))
    return Comparison(tuple(shared), tuple(rows), tuple(changes))


def _rows(pairs: list[tuple[ArticleResult, ArticleResult]]) -> Iterator[Row]:
    counts: list[tuple[Mapping[str, Counts], Mapping[str, Counts]]] = []
    for old, new in pairs:
        both = old.found.keys() & new.found.keys()
        counts.append((old.metrics(both), new.metrics(both)))
    metrics = dict.fromkeys(name for sides in counts for side in sides for name in side)
    known = {name for side, _ in counts for name in side}
    for metric in metrics:
        if metric not in known:
            now = value(total(side[metric] for _, side in counts if metric in side))
            yield Row(metric, None, now, None, "new", metric not in REPORTED)
            continue
        scored = [(a[metric], b[metric]) for a, b in counts if metric in a and metric in b]
        before, after = [a for a, _ in scored], [b for _, b in scored]
        interval = paired_interval(before, after)
        old_value, new_value = value(total(before)), value(total(after))
        yield Row(
            metric, old_value, new_value, interval, _movement(old_value, new_value, interval), metric not in REPORTED
        )


def _movement(before: float | None, after: float | None, interval: Interval | None) -> Movement:
    if before is None or after is None or interval is None:
        return "unscored"
    if interval.high < -_ROUNDING:
        return "worse"
    if interval.low > _ROUNDING:
        return "better"
    return "same" if abs(after - before) <= _ROUNDING else "within noise"


def _digest_rows(before: DigestResult | None, after: DigestResult | None) -> Iterator[Row]:
    now = after.values() if after else {}
    was = before.values() if before and after and before.gold_sha256 == after.gold_sha256 else {}
    for metric, new in now.items():
        old = was.get(metric)
        movement: Movement = "unscored"
        if old is not None and new is not None:
            moved = abs(new - old) > DIGEST_NOISE
            movement = ("better" if new > old else "worse") if moved else "within noise"
            movement = "same" if abs(new - old) <= _ROUNDING else movement
        elif new is not None:
            movement = "new"
        yield Row(metric, old, new, None, movement, metric not in REPORTED_OF_DIGEST)


def _changes(old: ArticleResult, new: ArticleResult) -> Iterator[Changed]:
    def of(change: Change, name: str, item: Item) -> Changed:
        return Changed(old.article_id, change, name, item.title, item.exact)

    yield from (of("newly missed", name, item) for name, item in new.missed.items() if name in old.found)
    yield from (of("newly found", name, item) for name, item in old.missed.items() if name in new.found)
    known, still = ({(item.kind, item.start) for item in side.false} for side in (old, new))
    yield from (of("newly false", item.kind, item) for item in new.false if (item.kind, item.start) not in known)
    yield from (of("no longer false", item.kind, item) for item in old.false if (item.kind, item.start) not in still)
    for name, item in new.found.items():
        if item.optional or name not in old.found:
            continue
        for change, was, now in (("now wrong", True, False), ("now right", False, True)):
            flips = [
                field
                for field, counts in item.fields.items()
                if field in old.found[name].fields
                and (right(old.found[name].fields[field]), right(counts)) == (was, now)
            ]
            if flips:
                yield Changed(old.article_id, change, name, item.title, ", ".join(flips))  # type: ignore[arg-type]
