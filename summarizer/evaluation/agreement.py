"""How far two passes over the same articles agree: on the items, and on the labels of items both have.

Items are matched as in scoring (`matching`), so their agreement is an F1; chance plays no part in finding spans
(Hripcsak and Rothschild 2005). Labels of matched items are compared beyond chance: Cohen's kappa (1960) and, robust
against coders who use the labels unequally often, Krippendorff's alpha for nominal data (2018, ch. 12).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.evaluation.gold import Gold, GoldClaim, GoldEvent
from summarizer.evaluation.matching import Matching, match_claims, match_events, same_date
from summarizer.evaluation.measures import Counts, total, value
from summarizer.evaluation.names import same_name, shared_names

EVENT_LABELS = ("type", "status", "certainty", "optional", "key")
CLAIM_LABELS = ("attribution", "polarity", "certainty", "optional")


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """Agreement on one label over all matched items; kappa and alpha None where there is nothing to compare."""

    label: str
    items: int
    observed: float | None
    """Share of items with the same label."""
    kappa: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing to settle."""

    article_id: str
    what: str
    """`events e3/e4 status`, or `claims -/c2` where one pass has no such item."""
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two passes side by side."""

    articles: int
    event_f1: float | None
    event_f1_compulsory: float | None
    """Leaving out items that their own pass marks optional, and optional partners of compulsory ones."""
    claim_f1: float | None
    claim_f1_compulsory: float | None
    labels: tuple[LabelAgreement, ...]
    differences: tuple[Difference, ...]


def agreement(one: Mapping[str, Gold], other: Mapping[str, Gold], texts: Mapping[str, str]) -> Agreement:
    """Compare two passes; articles by id, `texts` their texts. Articles that only one pass has are left out."""
    shared = sorted(one.keys() & other.keys())
    differences: list[Difference] = []
    labels: dict[str, list[tuple[Hashable, Hashable]]] = {}
    counts: dict[str, list[Counts]] = {name: [] for name in ("events", "events!", "claims", "claims!")}
    for name in shared:
        for side in _sides(one[name], other[name], texts[name]):
            counts[side.kind].append(_counts(len(side.ours), len(side.theirs), len(side.matching.pairs)))
            counts[f"{side.kind}!"].append(_compulsory(side))
            for pair in side.matching.pairs:
                for label in side.labels:
                    both = getattr(side.ours[pair.gold], label), getattr(side.theirs[pair.found], label)
                    labels.setdefault(f"{side.kind}.{label}", []).append(both)
            differences += [Difference(name, *found) for found in _differences(side)]
    return Agreement(
        articles=len(shared),
        event_f1=value(total(counts["events"])),
        event_f1_compulsory=value(total(counts["events!"])),
        claim_f1=value(total(counts["claims"])),
        claim_f1_compulsory=value(total(counts["claims!"])),
        labels=tuple(_label_agreement(label, pairs) for label, pairs in labels.items()),
        differences=tuple(differences),
    )


def cohens_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """(observed - expected) / (1 - expected), expected from each coder's own frequencies; None if expected is 1."""
    size = len(pairs)
    ours, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(ours[label] * theirs[label] for label in ours) / size**2 if size else 1.0
    return None if expected == 1 else (sum(a == b for a, b in pairs) / size - expected) / (1 - expected)


def krippendorffs_alpha(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """1 - observed / expected disagreement, nominal data, two coders, nothing missing; None if none is expected."""
    pooled = Counter(label for pair in pairs for label in pair)
    size = sum(pooled.values())
    expected = size**2 - sum(count**2 for count in pooled.values())
    if not expected:
        return None
    return 1 - (size - 1) * 2 * sum(a != b for a, b in pairs) / expected


class _Side(NamedTuple):
    """The events or the claims of two passes over one article."""

    kind: str
    ours: Sequence[GoldEvent] | Sequence[GoldClaim]
    theirs: Sequence[GoldEvent] | Sequence[GoldClaim]
    matching: Matching
    labels: Sequence[str]


def _sides(a: Gold, b: Gold, text: str) -> tuple[_Side, _Side]:
    return (
        _Side("events", a.events, b.events, match_events(text, a.events, b.events), EVENT_LABELS),
        _Side("claims", a.claims, b.claims, match_claims(text, a.claims, b.claims), CLAIM_LABELS),
    )


def _label_agreement(label: str, pairs: Sequence[tuple[Hashable, Hashable]]) -> LabelAgreement:
    observed = sum(a == b for a, b in pairs) / len(pairs) if pairs else None
    return LabelAgreement(label, len(pairs), observed, cohens_kappa(pairs), krippendorffs_alpha(pairs))


def _counts(ours: int, theirs: int, shared: int) -> Counts:
    return shared, theirs, shared, ours


def _compulsory(side: _Side) -> Counts:
    ours, theirs, match = side.ours, side.theirs, side.matching
    kept = [pair for pair in match.pairs if not (ours[pair.gold].optional or theirs[pair.found].optional)]
    only_ours = sum(not ours[i].optional for i in match.missed)
    only_theirs = sum(not theirs[j].optional for j in match.extra)
    return _counts(len(kept) + only_ours, len(kept) + only_theirs, len(kept))


def _differences(side: _Side) -> Iterator[tuple[str, str, str]]:
    ours, theirs, kind = side.ours, side.theirs, side.kind
    yield from ((f"{kind} {ours[i].id}/-", ours[i].quotes[0].exact, "") for i in side.matching.missed)
    yield from ((f"{kind} -/{theirs[j].id}", "", theirs[j].quotes[0].exact) for j in side.matching.extra)
    for pair in side.matching.pairs:
        a, b = ours[pair.gold], theirs[pair.found]
        values = [(label, str(getattr(a, label)), str(getattr(b, label))) for label in side.labels]
        unequal = [(label, x, y) for label, x, y in values if x != y] + _unequal_fields(a, b)
        if not pair.strict:
            unequal.append(("quotes", _words(a), _words(b)))
        yield from ((f"{kind} {a.id}/{b.id} {label}", x, y) for label, x, y in unequal)


def _words(item: GoldEvent | GoldClaim) -> str:
    return " | ".join(quote.exact for quote in item.quotes)


def _unequal_fields(a: GoldEvent | GoldClaim, b: GoldEvent | GoldClaim) -> list[tuple[str, str, str]]:
    """Fields without a fixed set of labels that differ: name, and both values for people to read."""
    unequal = []
    if isinstance(a, GoldEvent) and isinstance(b, GoldEvent):
        for field in ("actors", "recipients"):
            x, y = getattr(a, field), getattr(b, field)
            if not len(x) == len(y) == shared_names(x, y):
                unequal.append((field, ", ".join(x), ", ".join(y)))
        if not (a.location is b.location or (a.location and b.location and same_name(a.location, b.location))):
            unequal.append(("location", str(a.location), str(b.location)))
        if not (a.when is b.when or (a.when and b.when and same_date(a.when, b.when))):
            unequal.append(("when", str(a.when), str(b.when)))
    if isinstance(a, GoldClaim) and isinstance(b, GoldClaim):
        names = [claim.speaker.name if claim.speaker else None for claim in (a, b)]
        if names[0] != names[1] and not (names[0] and names[1] and same_name(names[0], names[1])):
            unequal.append(("speaker", str(names[0]), str(names[1])))
    figures = [sorted((q.text, q.bound) for q in item.quantities) for item in (a, b)]
    if figures[0] != figures[1]:
        unequal.append(("quantities", str(figures[0]), str(figures[1])))
    return unequal
