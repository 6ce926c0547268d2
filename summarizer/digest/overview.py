"""The story in a few sentences, all of them the articles' own."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from summarizer import language as languages
from summarizer.digest.mentions import Key, Mention, content_words, sort_key
from summarizer.digest.pairs import is_trend
from summarizer.schema import Claim, Quote
from summarizer.schema.digest import MOST_SENTENCES, Citation, DigestEvent, Figure, OverviewSentence

_LONGEST = 400
"""Code points of a sentence that an overview can bear."""
_REPEATS = 0.5
"""Share of a sentence's words that an earlier one may have said."""


def overview(
    events: Sequence[DigestEvent],
    groups: Sequence[Sequence[Mention]],
    figures: Sequence[Figure],
    claims: Mapping[Key, Claim],
) -> list[OverviewSentence]:
    """Up to eight sentences on the happenings that most articles report, in the order of `events`.

    What many articles tell, what has figures, and what stands early in its article is told first (the lead baseline of
    Nenkova 2005); a sentence that repeats another's words is left out (Carbonell and Goldstein 1998). Every sentence is
    a whole quote, so it says nothing that an article does not say.
    """
    told = {each.event for figure in figures for each in figure.readings}
    ranked = sorted(range(len(events)), key=lambda place: (-_weight(groups[place], events[place].id in told), place))
    chosen: dict[int, tuple[Mention, Quote]] = {}
    said: list[frozenset[str]] = []
    for place in ranked:
        if len(chosen) == MOST_SENTENCES:
            break
        for mention, quote in _sentences(groups[place]):
            words = content_words(quote.exact, mention.language)
            if words and not any(len(words & other) > _REPEATS * min(len(words), len(other)) for other in said):
                chosen[place] = mention, quote
                said.append(words)
                break
    return [_sentence(events[place].id, *chosen[place], claims) for place in sorted(chosen)]


def _weight(group: Sequence[Mention], has_figure: bool) -> float:
    early = max(1 / int(each.key[1][1:]) for each in group)
    firm = any(each.event.status in ("occurred", "ongoing", "planned") for each in group)
    named = any(each.event.actors for each in group)
    trend = all(is_trend(each) for each in group)
    return 2 * math.log2(len(group)) + early + has_figure + 0.5 * firm + 0.5 * named - 2 * trend


def _sentences(group: Sequence[Mention]) -> Iterator[tuple[Mention, Quote]]:
    """The quotes that can stand alone: whole sentences that do not go on about another, the firmest report's first."""
    certain_first = sorted(group, key=lambda each: (each.event.certainty != "certain", sort_key(each.key)))
    for mention in certain_first:
        known = languages.get(mention.language)
        for quote in mention.event.quotes:
            words = quote.exact
            whole = words[:1].isupper() and words.rstrip('“”"»«’‘')[-1:] in (".", "!")
            if whole and len(words) <= _LONGEST and not known.goes_on.match(words):
                yield mention, quote


def _sentence(event: str, mention: Mention, quote: Quote, claims: Mapping[Key, Claim]) -> OverviewSentence:
    """The sentence, citing its happening and the claims whose words it holds."""
    article_id, item_id = mention.key
    held = [
        claim
        for ref in mention.event.asserted_by
        if ref != "article" and (claim := claims[article_id, ref])
        if any(quote.start <= each.start and each.end <= quote.end for each in claim.quotes)
    ]
    return OverviewSentence(
        text=quote.exact,
        cites=[event, *(f"{article_id}#{claim.id}" for claim in held)],
        sources=[
            Citation(article_id=article_id, item_id=item_id, quote=quote),
            *(Citation(article_id=article_id, item_id=claim.id, quote=claim.quotes[0]) for claim in held),
        ],
    )
