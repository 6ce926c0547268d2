"""English verbs and adverbs of time, intention, possibility and doubt."""

from __future__ import annotations

import re

from summarizer.schema import Certainty, Status

_CANCELLED = re.compile(r"\b(?:cancel(?:l?ed)|called off|scrapped|suspended|abandoned)\b")
_DENIED = re.compile(
    r"\b(?:denie[ds]|deny|has not|have not|had not|did not|does not|was not|were not|never|hasn[’']t|didn[’']t|haven[’']t)\b"
)
_CONSIDERED = re.compile(r"\b(?:could|might|may|would|consider(?:s|ing|ed)|weigh(?:s|ing)|if)\b")
_PLANNED = re.compile(
    r"\b(?:will|plan(?:s|ned|ning)?|intend(?:s|ed)?|going to|set to|due to|aims? to|wants? to|scheduled|is to|are to)\b"
)
_ONGOING = re.compile(r"\b(?:is|are|has been|have been)\s+\w+ing\b|\b(?:currently|continues?)\b")
_OCCURRED = re.compile(
    r"\b(?:has|have|had|was|were)\b|\b\w+ed\b|\b(?:met|sent|took|gave|went|came|won|lost|said|made|struck|hit|fell|began|left|held|told|shot|fought|signed)\b"
)
_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|said to|believed to|purportedly|claim(?:s|ed)?|rumou?rs?)\b|\baccording to reports\b"
)
_PROBABLE = re.compile(r"\b(?:probably|likely|apparently|presumably|expected|should)\b")
_POSSIBLE = re.compile(r"\b(?:could|might|may|perhaps|possibly|possible)\b")


def statuses(clause: str) -> tuple[Status, ...]:
    """The statuses a clause's own verbs allow, likeliest first."""
    for pattern, status in (
        (_CANCELLED, "cancelled"),
        (_DENIED, "denied"),
        (_CONSIDERED, "hypothetical"),
        (_PLANNED, "planned"),
        (_ONGOING, "ongoing"),
        (_OCCURRED, "occurred"),
    ):
        if pattern.search(clause):
            return (status,)  # type: ignore[return-value]
    return ("ongoing", "occurred")


def certainty(clause: str, status: Status) -> Certainty:
    """How firmly the clause presents its happening (FactBank)."""
    if _HEARSAY.search(clause):
        return "unknown"
    if status == "hypothetical":
        return "possible"
    return "probable" if _PROBABLE.search(clause) else "certain"


def content_certainty(content: str, cue: str) -> Certainty:
    """How sure the speaker of a statement is presented to be."""
    if cue.startswith(("fear", "concern", "suspicion")) or _POSSIBLE.search(content):
        return "possible"
    if cue.startswith(("believ", "think", "thought", "expect", "estimat")) or _PROBABLE.search(content):
        return "probable"
    return "certain"
