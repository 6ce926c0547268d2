"""Readings of one quantity over articles and time.

Readings belong together when they count the same thing of the same happening. Across happenings they do so only where
one of them tells how many there are (a process, the old value of a change, a number that is there already) and parties,
unit and place agree: the number of those sent in autumn and of those present in summer is one story, the victims of two
attacks are not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from summarizer.digest.clustering import Pair, cluster, pairwise
from summarizer.digest.mentions import Key, Material, Mention, sort_key
from summarizer.digest.pairs import named, parties_match, same_place
from summarizer.digest.readings import Count, counts_of, counts_of_claim, lists, standing_counts
from summarizer.digest.units import relation
from summarizer.digest.verdicts import Judgement, agree, agrees_with_sum, judge, limits, overall
from summarizer.schema import Claim
from summarizer.schema.digest import Because, DigestEvent, Figure

_CLOSE = 0.2
"""Share of the words round two figures, above which they count the same."""
_CLOSER = 0.5
"""The same where the unit says little ("Prozent")."""
_WIDEST = 24
"""Readings that are all compared with each other; of more, only neighbours in number or time."""
_ORDER: tuple[Because, ...] = ("bound", "rounding", "sum", "part", "plan", "from_to", "later", "undated", "other_event")


def figures(events: Sequence[DigestEvent], groups: Sequence[Sequence[Mention]], material: Material) -> list[Figure]:
    """The quantities of which there are two readings or more, in the order of the happenings they belong to."""
    claims_about: defaultdict[Key, list[Claim]] = defaultdict(list)
    for (article_id, _), claim in material.claims.items():
        if claim.quantities and len(claim.about) == 1:
            claims_about[article_id, claim.about[0]].append(claim)
    series: list[list[Count]] = []
    mentioned: list[Count] = []
    for event, group in zip(events, groups, strict=True):
        counts = [count for each in group for count in _told(each, claims_about[each.key], event.id, material)]
        series += _of_one_event(counts)
        mentioned += [count for each in group for count in standing_counts(each, event.id, material)]
    places = {(count.key[0], count.at) for counts in series for count in counts}
    series += [[count] for count in mentioned if (count.key[0], count.at) not in places]
    series = _across_events(series, material.offices)
    titles = {event.id: event.title for event in events}
    told = [each for each in series if len(each) > 1]
    return [_figure(number, each, titles) for number, each in enumerate(told, 1)]


def _told(mention: Mention, claims: Sequence[Claim], event: str, material: Material) -> list[Count]:
    """The figures of an event and of the claims about it, each place in the text once."""
    counts = {count.at: count for count in counts_of(mention, event, material)}
    for claim in claims:
        for count in counts_of_claim(claim, mention, event, material):
            if not any(count.at == at or count.quantity == known.quantity for at, known in counts.items()):
                counts[count.at] = count
    return [counts[at] for at in sorted(counts)]


def _of_one_event(counts: Sequence[Count]) -> list[list[Count]]:
    """The readings of one happening, apart by what they count."""
    if not counts:
        return []
    by_article: defaultdict[str, list[Count]] = defaultdict(list)
    for each in counts:
        by_article[each.key[0]].append(each)
    sums = [run for own in by_article.values() for run in lists(own)]
    links = {
        (a, b): strength
        for a, b in _worth_comparing(counts)
        if (strength := _strength(counts[a], counts[b], by_article, sums)) > 0
    }
    groups = cluster(
        len(counts),
        links,
        lambda a, b: links.get((min(a, b), max(a, b)), 0.0),
        pairwise(lambda a, b: _apart(counts[a], counts[b])),
        threshold=1e-9,  # one link holds two groups together: parts of a sum have nothing else in common
    )
    return [[counts[place] for place in group] for group in groups]


def _worth_comparing(counts: Sequence[Count]) -> Iterator[Pair]:
    """All pairs; of very many readings, those next to each other in the order of what they count and how many."""
    if len(counts) <= _WIDEST:
        yield from combinations(range(len(counts)), 2)
        return

    def by_number(place: int) -> tuple[list[str], tuple[float, float], int]:
        return [min(stems) for stems in counts[place].units], limits(counts[place].quantity), place

    ordered = sorted(range(len(counts)), key=by_number)
    for at, one in enumerate(ordered):
        yield from ((min(one, other), max(one, other)) for other in ordered[at + 1 : at + _WIDEST // 2])


def _strength(
    one: Count, other: Count, by_article: Mapping[str, Sequence[Count]], sums: Sequence[Sequence[Count]]
) -> float:
    """How strongly two readings belong together; 0 where nothing shows it."""
    if one.changed_from is other.quantity or other.changed_from is one.quantity:
        return 3
    if any(_adds_up(run, one, other) or _adds_up(run, other, one) for run in sums):
        return 2
    related = relation(one.units, other.units)
    if related == "other":
        return 0
    agreement = agree(one.quantity, other.quantity)
    if related == "same" and agreement and agreement.verdict == "same":
        return 3 + _closeness(one, other)
    alone = not one.measure and all(_alone(each, by_article[each.key[0]]) for each in (one, other))
    if one.key[0] == other.key[0]:
        return 1.0 if agreement or related != "same" or one.speakers != other.speakers else 0
    close = _closeness(one, other)
    return 1 + close if alone or close > (_CLOSER if one.measure else _CLOSE) else 0


def _adds_up(run: Sequence[Count], part: Count, whole: Count) -> bool:
    return part in run and agrees_with_sum(run, whole)


def _alone(count: Count, own: Sequence[Count]) -> bool:
    """Whether its article tells no other number of the same thing, but for the other end of a change."""
    return all(
        each is count
        or relation(each.units, count.units) != "same"
        or each.changed_from is count.quantity
        or count.changed_from is each.quantity
        for each in own
    )


def _closeness(one: Count, other: Count) -> float:
    fewer = min(len(one.context), len(other.context))
    return len(one.context & other.context) / fewer if fewer else 0.0


def _apart(one: Count, other: Count) -> bool:
    """Two numbers of one article that cannot both be true count different things, unless different people say so or
    the text tells of a change."""
    if one.key[0] != other.key[0] or relation(one.units, other.units) != "same":
        return False
    change = one.changed_from is other.quantity or other.changed_from is one.quantity
    return not change and one.speakers == other.speakers and agree(one.quantity, other.quantity) is None


def _across_events(series: Sequence[list[Count]], offices: Mapping[str, str]) -> list[list[Count]]:
    """The series, those united that tell one level."""
    blocks: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, each in enumerate(series):
        first = each[0]
        if first.mention and first.mention.start is None and first.units and not first.measure:
            for key in {(unit, owner) for units in first.units for unit in units for owner in _owners(first)}:
                blocks[key].append(place)
    pairs = {pair for members in blocks.values() for pair in _near(members, series)}
    groups = cluster(
        len(series),
        pairs,
        lambda a, b: float(_one_level(series[a], series[b], offices)),
        pairwise(lambda a, b: False),
        threshold=1e-9,
    )
    return [[count for place in group for count in series[place]] for group in groups]


def _near(members: Sequence[int], series: Sequence[Sequence[Count]]) -> Iterator[Pair]:
    ordered = sorted(members, key=lambda place: (series[place][0].published or date.max, place))
    reach = len(ordered) if len(ordered) <= _WIDEST else _WIDEST // 2
    for at, one in enumerate(ordered):
        yield from ((min(one, other), max(one, other)) for other in ordered[at + 1 : at + reach])


def _one_level(ours: Sequence[Count], theirs: Sequence[Count], offices: Mapping[str, str]) -> bool:
    levels = any(_is_level(each) for each in (*ours, *theirs))
    return levels and any(_alike(a, b, offices) for a in ours for b in theirs)


def _owners(count: Count) -> frozenset[str]:
    """Whose it is that is counted: the states at the number itself, or else who acts."""
    if count.owners or not count.mention:
        return count.owners
    return frozenset(each.nation or each.words[-1] for each in count.mention.actors if each.nation or each.words)


def _is_level(count: Count) -> bool:
    """Whether it tells how many there are, and not how many came, went or fell."""
    told = count.mention is not None and count.mention.event.status == "ongoing"
    return told or count.standing or count.changed_from is not None


def _alike(one: Count, other: Count, offices: Mapping[str, str]) -> bool:
    ours, theirs = one.mention, other.mention
    if ours is None or theirs is None or relation(one.units, other.units) != "same":
        return False
    kinds = {ours.event.type, theirs.event.type}
    # By what act a level came about ("zu entsenden", "von … auf … zu erhöhen") does not matter, but an attack's grows
    # by victims.
    level = any(each.standing or each.changed_from for each in (one, other)) and "ASSAULT" not in kinds
    act = level or len(kinds) == 1
    return (
        act
        and _same_owner(one, other, ours, theirs, offices)
        and _same_side(ours, theirs, offices)
        and not (ours.place and theirs.place and same_place(ours.place, theirs.place) == "other")
    )


def _same_owner(one: Count, other: Count, ours: Mention, theirs: Mention, offices: Mapping[str, str]) -> bool:
    if one.owners or other.owners:
        return not _owners(one).isdisjoint(_owners(other))
    return parties_match(ours.actors, theirs.actors, offices) == "same"


def _same_side(ours: Mention, theirs: Mention, offices: Mapping[str, str]) -> bool:
    """Whether both serve one party; where one report has none, its words have to name that of the other."""
    served = parties_match(ours.recipients, theirs.recipients, offices)
    if served != "open":
        return served == "same"
    return bool(ours.recipients or theirs.recipients) and (
        all(named(each, theirs) for each in ours.recipients) and all(named(each, ours) for each in theirs.recipients)
    )


def _figure(number: int, counts: Iterable[Count], titles: Mapping[str, str]) -> Figure:
    ordered = sorted(counts, key=lambda each: (each.published or date.max, sort_key(each.key), each.at))
    judged = dict(_judgements(ordered))
    because = {each.because for each in judged.values()}
    return Figure(
        id=f"f{number}",
        label=titles[Counter(each.event for each in ordered if each.event).most_common(1)[0][0]],
        unit=next((each.quantity.unit for each in ordered if each.quantity.unit), None),
        readings=[each.reading() for each in ordered],
        verdict=overall(judged.values()),
        because=[each for each in _ORDER if each in because],
        conflicting=[pair for pair, each in judged.items() if each.verdict == "conflicting"],
    )


def _judgements(counts: Sequence[Count]) -> Iterator[tuple[Pair, Judgement]]:
    """How each two numbers go together: of readings that differ in their article only, the first stands for all."""
    by_article: defaultdict[str, list[Count]] = defaultdict(list)
    distinct: dict[tuple[object, ...], int] = {}
    for place, each in enumerate(counts):
        by_article[each.key[0]].append(each)
        distinct.setdefault(_signature(each), place)
    sums = [run for own in by_article.values() for run in lists(sorted(own, key=lambda each: each.at))]
    for a, b in combinations(distinct.values(), 2):
        one, other = counts[a], counts[b]
        if any(_adds_up(run, one, other) or _adds_up(run, other, one) for run in sums):
            yield (a, b), Judgement("compatible", "sum")
        elif judgement := judge(one, other):
            yield (a, b), judgement


def _signature(count: Count) -> tuple[object, ...]:
    quantity = count.quantity
    numbers = quantity.bound, quantity.value, quantity.low, quantity.high
    when = count.published or count.key[0]
    return count.units, numbers, count.status, count.event, when, count.changed_from is None
