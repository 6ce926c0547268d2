"""Claims scored on the German news quotation corpus (Petersen-Frey and Biemann 2024, arXiv 2404.16764).

The simplified track: nested quotations are left out of the gold; *Message* is the quotation's words, *Source* the
speaker's at this place, *Joint* both. Within an article quotations are paired one to one, by the Hungarian algorithm
on the F1 of the message's tokens. Precision is the mean, over predicted quotations, of the share of their tokens that
the partner has too; recall the same over gold; a quotation without a partner scores 0; an empty source enters
neither mean on its side. As in the corpus' own script, equal types decide between pairs of (nearly) equal F1, and
Joint pools the values of both parts before averaging. Unlike there, pairs without a token in common are no pairs: the
script scores their sources as if the quotations had met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from summarizer.evaluation.assignment import assign
from summarizer.evaluation.bootstrap import Interval, interval
from summarizer.evaluation.corpus import TYPES, Quotation, QuotedArticle
from summarizer.evaluation.measures import Counts, precision, recall, total, value
from summarizer.evaluation.overlap import Tokens, token_f1
from summarizer.schema import Attribution

_SAME_TYPE = 0.01
"""Added to the F1 of a pair of one type: the tie-breaker of the corpus' script."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: P, R and F1 from 0 to 1, None where there was nothing to score."""

    name: str
    gold: int
    predicted: int
    precision: float | None
    recall: float | None
    f1: float | None
    interval: Interval | None
    """95 %, of the F1, by bootstrap over articles."""


@dataclass(frozen=True, slots=True)
class Table:
    """Scores on the corpus. A row by type takes recall over gold and precision over predictions of that type."""

    articles: int
    missing: tuple[str, ...]
    """Articles without a prediction; they count as if nothing had been found in them."""
    message: Row
    source: Row
    joint: Row
    type_of_matched: Row
    """How often paired quotations have the same type (a share, shown as F1)."""
    by_type: tuple[Row, ...]
    """Message, by type."""


def score(articles: Sequence[QuotedArticle], predictions: Mapping[str, Sequence[Quotation]]) -> Table:
    """Score `predictions`, quotations by article id, on the simplified track."""
    counted = [_counts(article, predictions.get(article.id, ())) for article in articles]

    def row(name: str) -> Row:
        column = [counts[name] for counts in counted]
        summed = total(column)
        predicted, gold = (int(summed[1]), int(summed[-1])) if summed else (0, 0)
        return Row(name, gold, predicted, precision(summed), recall(summed), value(summed), interval(column))

    return Table(
        articles=len(articles),
        missing=tuple(article.id for article in articles if article.id not in predictions),
        message=row("message"),
        source=row("source"),
        joint=row("joint"),
        type_of_matched=row("type_of_matched"),
        by_type=tuple(row(name) for name in TYPES),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """A quotation as sets of token numbers."""

    type: Attribution
    message: frozenset[int]
    source: frozenset[int]


def _counts(article: QuotedArticle, predicted: Sequence[Quotation]) -> dict[str, Counts]:
    """The counts of every row for one article."""
    gold, found = _words(article, article.quotations), _words(article, predicted)
    pairs = assign([[_similarity(g, f) for f in found] for g in gold])
    partner_of_gold = {i: found[j] for i, j in pairs}
    partner_of_found = {j: gold[i] for i, j in pairs}
    exact = [_shares(f, partner_of_found.get(j)) for j, f in enumerate(found)]
    complete = [_shares(g, partner_of_gold.get(i)) for i, g in enumerate(gold)]

    def means(of_found: Iterable[float | None], of_gold: Iterable[float | None]) -> Counts:
        precise = [share for share in of_found if share is not None]
        recalled = [share for share in of_gold if share is not None]
        return sum(precise), len(precise), sum(recalled), len(recalled)

    rows = {
        "message": means((m for m, _ in exact), (m for m, _ in complete)),
        "source": means((s for _, s in exact), (s for _, s in complete)),
        "joint": means((x for both in exact for x in both), (x for both in complete for x in both)),
        "type_of_matched": (sum(gold[i].type == found[j].type for i, j in pairs), len(pairs)),
    }
    for name in TYPES:
        rows[name] = means(
            (m for f, (m, _) in zip(found, exact, strict=True) if f.type == name),
            (m for g, (m, _) in zip(gold, complete, strict=True) if g.type == name),
        )
    return rows


def _words(article: QuotedArticle, quotations: Sequence[Quotation]) -> list[_Words]:
    tokens = Tokens(article.tokens)
    return [_Words(q.type, tokens.touched(q.quote), tokens.touched(q.speaker)) for q in quotations]


def _similarity(gold: _Words, found: _Words) -> float:
    f1 = token_f1(gold.message, found.message)
    return f1 + _SAME_TYPE if f1 and gold.type == found.type else f1


def _shares(item: _Words, partner: _Words | None) -> tuple[float | None, float | None]:
    """The shares of the item's message and source that its partner has; None for a part the item does not have."""

    def share(own: frozenset[int], other: frozenset[int]) -> float | None:
        return len(own & other) / len(own) if own else None

    nothing: frozenset[int] = frozenset()
    return (
        share(item.message, partner.message if partner else nothing),
        share(item.source, partner.source if partner else nothing),
    )
