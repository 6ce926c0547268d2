"""What a language can say about reported speech and about happenings, as proposals that a model decides on."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.schema import Attribution, Certainty, EventType, Status

Range = tuple[int, int]
"""Start and end of a stretch of a sentence, in code points, end-exclusive."""


@dataclass(frozen=True, slots=True)
class ReportedSpeech:
    """A stretch of a sentence that wears the marks of somebody else's words."""

    form: Attribution
    content: tuple[Range, ...]
    """The content clause, in as many pieces as the frame cuts it into."""
    cue: Range | None
    speakers: tuple[Range, ...]
    """Noun phrases of the frame that can be the speaker, likeliest first; empty when nobody is named."""
    earlier_speaker: bool
    """Whether the speaker is to be looked for in the sentences before."""
    certainty: Certainty
    negative: bool
    """Whether the cue denies the content ("bestreitet")."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What the grammar of a clause says about the happening it may report."""

    types: tuple[EventType, ...]
    """The types that its words of action allow, the first word first; () where nothing is done."""
    told: tuple[Range, ...]
    """The clauses with the words of action: figures and times elsewhere in the sentence belong to something else."""
    statuses: tuple[Status, ...]
    """The statuses that the clause's verbs allow, likeliest first."""
    certainty: Certainty
    comment: bool
    """Whether the clause only weighs, interprets or looks ahead, and so reports no happening."""
    agents: tuple[Range, ...]
    """Noun phrases that can be who acts, likeliest first."""
    others: tuple[Range, ...]
    """Noun phrases that can be to or for whom."""
    places: tuple[Range, ...]
    """Noun phrases that can be where."""
