"""What a model is asked to fill in: compact, pointing at sentences by number, never at offsets."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from summarizer.schema import Attribution, Certainty, EventType, Polarity, Status

Short = Annotated[str, Field(min_length=1, max_length=300)]
EventRef = Annotated[str, Field(pattern=r"^e[1-9][0-9]{0,2}$")]
ClaimRef = Annotated[str, Field(pattern=r"^c[1-9][0-9]{0,2}$")]


class Drafted(BaseModel):
    """Base of all draft models: what is not asked for is an error, so that a model's slips are seen."""

    model_config = ConfigDict(extra="forbid")


class Pointer(Drafted):
    """Where the words stand: the number of the sentence as shown, and the words copied from it."""

    sentence: int
    words: str = Field(min_length=1, max_length=2000)


class DraftEvent(Drafted):
    """An event as the model tells it."""

    title: Short
    type: EventType
    status: Status
    certainty: Certainty
    actors: list[Short]
    recipients: list[Short]
    location: Short | None
    when: Short | None
    figures: list[Short]
    asserted_by: list[Literal["article"] | ClaimRef]
    quotes: list[Pointer] = Field(min_length=1)


class DraftSpeaker(Drafted):
    """A speaker as the model names it: the full name, and the words used in the sentence."""

    name: Short
    mention: Pointer
    role: Short | None


class DraftClaim(Drafted):
    """A claim as the model tells it."""

    speaker: DraftSpeaker | None
    cue: Short | None
    content: str = Field(min_length=1, max_length=2000)
    attribution: Attribution
    polarity: Polarity
    certainty: Certainty
    about: list[EventRef]
    quotes: list[Pointer] = Field(min_length=1)


class DraftSentence(Drafted):
    """A sentence of the summary and what it rests on."""

    text: str = Field(min_length=1, max_length=600)
    cites: list[EventRef | ClaimRef]


class Draft(Drafted):
    """All that the model found in a window. Events are e1, e2, … and claims c1, c2, … in the order given."""

    events: list[DraftEvent]
    claims: list[DraftClaim]
    summary: list[DraftSentence]
