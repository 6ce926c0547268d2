"""Whether it was right to refuse what the checks refused.

A refused draft is traced to the gold by the words it points at: the longest of its wordings that stand in the
article. If they lie in a compulsory gold item that the record lacks, refusing lost something and was wrong. If they lie
in no gold item, or in one that was found all the same, it was right. If no wording of three words can be found
in the article, or the item is optional, nobody can tell: unscored. So it is for summary sentences, which have no gold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from summarizer.evaluation.gold import GoldClaim, GoldEvent
from summarizer.evaluation.matching import SOFT, Matching, spans
from summarizer.evaluation.measures import Counts
from summarizer.evaluation.overlap import Tokens
from summarizer.evaluation.results import Refusal
from summarizer.grounding.locate import locate
from summarizer.schema import Rejected

Verdict = Literal["right", "wrong", "unscored"]

_FEWEST_WORDS = 3


def judge(
    text: str, rejected: Rejected, gold: Sequence[GoldEvent] | Sequence[GoldClaim], matching: Matching
) -> Refusal:
    """Judge one refusal; `gold` are the labelled items of its kind, `matching` how the record's items met them."""
    wordings = sorted(set(_strings(rejected.draft)), key=lambda wording: (-len(wording), wording))
    verdict: Verdict = "unscored"
    if rejected.kind != "summary":
        verdict = _verdict(text, wordings, gold, matching)
    return Refusal(
        kind=rejected.kind,
        reason=rejected.reason.code,
        wording=wordings[0] if wordings else rejected.reason.sentence,
        verdict=verdict,
    )


def counts(refusals: Sequence[Refusal]) -> Counts:
    """Right refusals out of those that could be judged."""
    judged = [refusal for refusal in refusals if refusal.verdict != "unscored"]
    return float(sum(refusal.verdict == "right" for refusal in judged)), float(len(judged))


def _verdict(
    text: str, wordings: Sequence[str], gold: Sequence[GoldEvent] | Sequence[GoldClaim], matching: Matching
) -> Verdict:
    quote = next((q for w in wordings if len(w.split()) >= _FEWEST_WORDS and (q := locate(text, w))), None)
    if quote is None:
        return "unscored"
    tokens = Tokens.of(text)
    pointed = tokens.touched([(quote.start, quote.end)])
    shares = [len(pointed & tokens.touched(spans(item.quotes))) / max(1, len(pointed)) for item in gold]
    met = [number for number, share in enumerate(shares) if share >= SOFT]
    missed = [number for number in met if number in matching.missed]
    if any(not gold[number].optional for number in missed):
        return "wrong"
    return "unscored" if missed else "right"


def _strings(draft: Any) -> Iterator[str]:
    if isinstance(draft, str):
        yield draft
    elif isinstance(draft, dict):
        for value in draft.values():
            yield from _strings(value)
    elif isinstance(draft, list):
        for value in draft:
            yield from _strings(value)
