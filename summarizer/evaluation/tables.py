"""Scores as tables: for the terminal, and as Markdown for the pages that quote them. Numbers are per cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table as RichTable

from summarizer.evaluation.agreement import Agreement
from summarizer.evaluation.bootstrap import Interval, interval
from summarizer.evaluation.compare import Comparison
from summarizer.evaluation.measures import Counts, precision, recall, total, value
from summarizer.evaluation.quotations import Row
from summarizer.evaluation.quotations import Table as QuotationTable
from summarizer.evaluation.results import Result

UNSCORED = "unscored"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as text: the first column is left-aligned, the others right-aligned."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def rich(self) -> RichTable:
        """For the terminal."""
        table = RichTable(title=self.title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
        for number, name in enumerate(self.header):
            table.add_column(name, justify="right" if number else "left", no_wrap=True)
        for row in self.rows:
            table.add_row(*row)
        return table

    def markdown(self) -> str:
        """As a GitHub table, without the title."""
        ruler = ("---",) + ("---:",) * (len(self.header) - 1)
        lines = [self.header, ruler, *self.rows]
        return (
            "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines) + "\n"
        )


def percent(number: float | None, *, sign: bool = False) -> str:
    """ "48.1" for 0.481; `unscored` for None."""
    return UNSCORED if number is None else f"{100 * number:{'+' if sign else ''}.1f}"


def span(found: Interval | None, *, sign: bool = False) -> str:
    """ "42.0 to 54.1"; empty for None."""
    return f"{percent(found.low, sign=sign)} to {percent(found.high, sign=sign)}" if found else ""


def scores(result: Result) -> Grid:
    """Every metric of a run with its 95 % interval."""
    articles = [article.metrics() for article in result.articles]
    names = dict.fromkeys(name for article in articles for name in article)
    rows = []
    for name in names:
        column = [article[name] for article in articles if name in article]
        rows.append((name, *_cells(column)))
    title = f"{result.model}, {len(result.articles)} articles"
    return Grid(title, ("metric", "precision", "recall", "F1 or share", "95 %", "of"), tuple(rows))


def digest(result: Result) -> Grid:
    """The metrics of the digest: one number a run, so without an interval. No rows where nothing is labelled."""
    rows: list[tuple[str, ...]] = []
    if result.digest:
        counts = result.digest.counts
        for name, number in result.digest.values().items():
            of = counts.get(name)
            parts = (percent(precision(of)), percent(recall(of))) if of and len(of) == 4 else ("", "")
            rows.append((name, *parts, percent(number), f"{of[-1]:.0f}" if of else ""))
    title = "Digest" + (f": {result.digest.unscored}" if result.digest and result.digest.unscored else "")
    return Grid(title, ("metric", "precision", "recall", "F1 or share", "of"), tuple(rows))


def usage(result: Result) -> Grid:
    """What the run took."""
    used = result.usage
    cost = UNSCORED if used.cost is None else f"{used.cost:.4f}"
    cells = (used.requests, used.attempts, used.tokens.input, used.tokens.cached, used.tokens.output)
    header = ("", "answers", "attempts", "tokens in", "cached", "tokens out", "US $", "seconds")
    return Grid("Cost", header, (("run", *map(str, cells), cost, f"{used.seconds:.1f}"),))


def comparison(found: Comparison) -> Grid:
    """Every metric of two runs, what got worse first."""
    rows = tuple(
        (
            row.metric,
            percent(row.before),
            percent(row.after),
            "" if row.difference is None else percent(row.difference, sign=True),
            span(row.interval, sign=True),
            row.movement if row.judges else f"({row.movement})",
        )
        for row in found.rows
    )
    title = f"{len(found.articles)} articles of both; fields on items both found; in brackets: shown, not judged"
    return Grid(title, ("metric", "before", "now", "change", "95 %", ""), rows)


def changes(found: Comparison) -> list[str]:
    """The items that two runs see differently, one line each, the bad news first."""
    lines = []
    for each in found.changes:
        detail = f" | {_short(each.detail)}" if each.detail != each.title else ""
        lines.append(f"{each.change}: {each.article_id}#{each.item} {_short(each.title)}{detail}")
    return lines


def quotations(table: QuotationTable) -> Grid:
    """Scores on the quotation corpus."""

    def cells(row: Row) -> tuple[str, ...]:
        numbers = (percent(row.precision), percent(row.recall), percent(row.f1))
        return (row.name.replace("_", " "), *numbers, span(row.interval), str(row.gold), str(row.predicted))

    kept = [table.message, table.source, table.joint, *table.by_type]
    title = f"German news quotations, simplified track, {table.articles} articles"
    return Grid(title, ("", "precision", "recall", "F1", "95 %", "gold", "predicted"), tuple(map(cells, kept)))


def agreement(found: Agreement) -> Grid:
    """Two passes over the same articles: F1 of items; Cohen's kappa and Krippendorff's alpha of labels."""
    items = [
        ("events, F1", found.event_f1),
        ("events, F1, compulsory", found.event_f1_compulsory),
        ("claims, F1", found.claim_f1),
        ("claims, F1, compulsory", found.claim_f1_compulsory),
    ]
    rows = [(name, percent(f1), "", "", "") for name, f1 in items]
    rows += [
        (label.label, percent(label.observed), _kappa(label.kappa), _kappa(label.alpha), str(label.items))
        for label in found.labels
    ]
    title = f"Agreement of two passes, {found.articles} articles"
    return Grid(title, ("", "per cent", "kappa", "alpha", "items"), tuple(rows))


def _cells(column: Sequence[Counts]) -> tuple[str, ...]:
    summed = total(column)
    size = f"{summed[-1]:.0f}" if summed else "0"
    parts = ("", "")
    if summed and len(summed) == 4:
        parts = (percent(precision(summed)), percent(recall(summed)))
    return (*parts, percent(value(summed)), span(interval(column)), size)


def _kappa(number: float | None) -> str:
    return UNSCORED if number is None else f"{number:.2f}"


def _short(text: str, length: int = 80) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
