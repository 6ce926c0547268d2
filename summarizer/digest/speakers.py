"""Who says what, across articles, and who denies it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from summarizer.digest.mentions import Key, Material, content_words, sort_key
from summarizer.digest.names import Party, party
from summarizer.schema import Claim
from summarizer.schema.digest import ClaimReport, Contradiction, DigestSpeaker

_SHARED = 0.4
"""Share of the shorter content's words that a claim and its denial have in common."""
_FEWEST = 2
"""Words they have in common at least."""


def speakers(material: Material, home: Mapping[Key, str]) -> list[DigestSpeaker]:
    """Everybody who claims something, those with most claims first, claims without a speaker last.

    Args:
        material: The items of the run.
        home: The happening of the digest that each event belongs to.
    """
    by_name: defaultdict[Party | None, list[Key]] = defaultdict(list)
    for key, claim in material.claims.items():
        by_name[party(claim.speaker.name, material.languages[key[0]]) if claim.speaker else None].append(key)
    full = _fullest([each for each in by_name if each])
    grouped: defaultdict[Party | None, list[Key]] = defaultdict(list)
    for each, keys in by_name.items():
        grouped[full[each] if each else None] += keys
    made = [_speaker(sorted(keys, key=sort_key), material, home) for keys in grouped.values()]
    return sorted(made, key=lambda each: (each.name is None, -len(each.claims), each.name or ""))


def contradictions(material: Material, home: Mapping[Key, str]) -> list[Contradiction]:
    """Claims about one happening of which one affirms what the other denies, told by the words they share."""
    about: defaultdict[str, list[Key]] = defaultdict(list)
    for key, claim in material.claims.items():
        for event in _about(key[0], claim, home):
            about[event].append(key)
    found: list[Contradiction] = []
    for event, keys in about.items():
        for opposed in _opposed(keys, material):
            sides = [claim_report(key, material, home) for key in opposed]
            found.append(Contradiction(event=event, claim=sides[0], denial=sides[1]))
    return found


def claim_report(key: Key, material: Material, home: Mapping[Key, str]) -> ClaimReport:
    """A claim as its record has it, with the happenings of the digest that it is about."""
    claim = material.claims[key]
    return ClaimReport(
        article_id=key[0],
        claim_id=claim.id,
        published=material.published[key[0]],
        speaker=claim.speaker.name if claim.speaker else None,
        content=claim.content,
        attribution=claim.attribution,
        polarity=claim.polarity,
        certainty=claim.certainty,
        about=_about(key[0], claim, home),
        quotes=claim.quotes,
    )


def _about(article_id: str, claim: Claim, home: Mapping[Key, str]) -> list[str]:
    return list(dict.fromkeys(home[article_id, event] for event in claim.about))


def _fullest(parties: Sequence[Party]) -> dict[Party, Party]:
    """Each name's fullest form: "Selenskyj" is "Wolodymyr Selenskyj" if nobody else of that last name speaks."""
    endings: defaultdict[tuple[str | None, tuple[str, ...]], set[Party]] = defaultdict(set)
    for each in parties:
        for at in range(1, len(each.words)):
            endings[each.nation, each.words[at:]].add(each)
            endings[None, each.words[at:]].add(each)
    full: dict[Party, Party] = {}
    for each in sorted(parties, key=lambda each: -len(each.words)):
        longer = {full[one] for one in endings.get((each.nation, each.words), ()) if one in full}
        full[each] = next(iter(longer)) if each.words and len(longer) == 1 else each
    return full


def _speaker(keys: Sequence[Key], material: Material, home: Mapping[Key, str]) -> DigestSpeaker:
    said_by = [speaker for key in keys if (speaker := material.claims[key].speaker)]
    names = Counter(speaker.name for speaker in said_by)
    ordered = [name for name, _ in names.most_common()]
    return DigestSpeaker(
        name=max(ordered, key=lambda name: (len(name.split()), names[name], -len(name)), default=None),
        names=ordered,
        roles=list(dict.fromkeys(speaker.role for speaker in said_by if speaker.role)),
        claims=[claim_report(key, material, home) for key in keys],
    )


def _opposed(keys: Sequence[Key], material: Material) -> Iterator[tuple[Key, Key]]:
    by_polarity = {
        polarity: [key for key in keys if material.claims[key].polarity == polarity]
        for polarity in ("positive", "negative")
    }
    if not by_polarity["negative"]:
        return
    words = {key: content_words(material.claims[key].content, material.languages[key[0]]) for key in keys}
    for claim, denial in product(by_polarity["positive"], by_polarity["negative"]):
        shared = len(words[claim] & words[denial])
        if shared >= _FEWEST and shared >= _SHARED * min(len(words[claim]), len(words[denial])):
            yield claim, denial
