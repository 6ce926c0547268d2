"""Happenings of the digest: the reports of each, and where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from summarizer.digest.mentions import Key, Material, Mention, claims_of, likeness, sort_key
from summarizer.digest.names import Party
from summarizer.digest.pairs import parties_match, same_place
from summarizer.schema import Claim
from summarizer.schema.digest import Citation, Differing, DigestEvent, Disagreement, Report, Side

_Value = TypeVar("_Value")


def in_order(groups: Iterable[list[Mention]]) -> list[list[Mention]]:
    """The groups by date, the undated after them by day of publication."""
    return sorted(groups, key=lambda group: (*_days(group)[:1], _published(group), sort_key(group[0].key)))


def digest_event(number: int, group: Sequence[Mention], material: Material) -> DigestEvent:
    """The happening that the reports of `group` tell, with id `d<number>`."""
    start, end = period(group)
    return DigestEvent(
        id=f"d{number}",
        title=_closest(group).event.title,
        type=_most([each.event.type for each in group]),
        status=_most([each.event.status for each in group]),
        start=start,
        end=end,
        reports=[_report(each, material.claims) for each in group],
        disagreements=list(_disagreements(group, material)),
    )


def period(group: Sequence[Mention]) -> tuple[date | None, date | None]:
    """The days that all dated reports allow."""
    starts = [each.start for each in group if each.start]
    ends = [each.end for each in group if each.end]
    return max(starts, default=None), min(ends, default=None)


def citation(mention: Mention) -> Citation:
    """The words that a report should be shown with."""
    return Citation(article_id=mention.key[0], item_id=mention.key[1], quote=mention.event.quotes[0])


def _days(group: Sequence[Mention]) -> tuple[date, date]:
    start, end = period(group)
    return start or date.max, end or date.max


def _published(group: Sequence[Mention]) -> date:
    return min((each.published for each in group if each.published), default=date.max)


def _most(values: Sequence[_Value]) -> _Value:
    return Counter(values).most_common(1)[0][0]


def _closest(group: Sequence[Mention]) -> Mention:
    return max(group, key=lambda each: sum(likeness(each, other) for other in group[:_COMPARED]))


_COMPARED = 50
"""Reports that a title is compared with, so that a happening told by thousands costs no more."""


def _report(mention: Mention, claims: Mapping[Key, Claim]) -> Report:
    event, article_id = mention.event, mention.key[0]
    named = [claim.speaker.name for claim in claims_of(event, article_id, claims) if claim.speaker]
    fields = ("title", "type", "status", "certainty", "actors", "recipients", "location", "when", "quantities")
    return Report(
        article_id=article_id,
        event_id=event.id,
        published=mention.published,
        asserted_by=event.asserted_by,
        speakers=list(dict.fromkeys(named)),
        quotes=event.quotes,
        **{name: getattr(event, name) for name in fields},
    )


def _disagreements(group: Sequence[Mention], material: Material) -> Iterable[Disagreement]:
    offices = material.offices

    def parties_differ(one: Sequence[Party], other: Sequence[Party]) -> bool:
        return parties_match(one, other, offices) == "other"

    if len(group) == 1:
        return
    yield from _differing("status", group, lambda m: m.event.status, lambda m: m.event.status, _unequal)
    yield from _differing("actors", group, lambda m: m.actors, lambda m: ", ".join(m.event.actors), parties_differ)
    yield from _differing(
        "recipients", group, lambda m: m.recipients, lambda m: ", ".join(m.event.recipients), parties_differ
    )
    yield from _differing(
        "location", group, lambda m: m.place, lambda m: m.event.location, lambda a, b: same_place(a, b) == "other"
    )
    yield from _differing(
        "asserted_by", group, lambda m: "article" in m.event.asserted_by, lambda m: _voice(m, material.claims), _unequal
    )


def _differing(
    field: Differing,
    group: Sequence[Mention],
    value: Callable[[Mention], _Value | None],
    shown: Callable[[Mention], str | None],
    differ: Callable[[_Value, _Value], bool],
) -> Iterable[Disagreement]:
    """The reports, apart by values that differ; nothing if they agree. Empty values take no side."""
    sides: list[tuple[_Value, str, list[Citation]]] = []
    for each in group:
        found, words = value(each), shown(each)
        if found is None or not words:
            continue
        side = next((sources for known, _, sources in sides if not differ(known, found)), None)
        if side is None:
            sides.append((found, words, [citation(each)]))
        else:
            side.append(citation(each))
    if len(sides) > 1:
        yield Disagreement(field=field, sides=[Side(value=words, sources=sources) for _, words, sources in sides])


def _unequal(one: object, other: object) -> bool:
    return one != other


def _voice(mention: Mention, claims: Mapping[Key, Claim]) -> str:
    """Who vouches for the report: the article, or those it names; "claims" where it names nobody."""
    if "article" in mention.event.asserted_by:
        return "article"
    named = [claim.speaker.name for claim in claims_of(mention.event, mention.key[0], claims) if claim.speaker]
    return ", ".join(dict.fromkeys(named)) or "claims"
