"""One question about one sentence, with every answer to choose from listed: the small model's way.

The language proposes (who may be speaking, which status the verbs allow, who may be acting), the model chooses. What it
chooses is a stretch of the sentence or a label, so nothing can be invented, and an answer is a dozen tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model

from summarizer.language import Language
from summarizer.language.speech import Happening, Range, ReportedSpeech
from summarizer.schema import EventType

NOBODY = "nobody"
_MOST_CHOICES = 12
_MOST_PARTIES = 3


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Question:
    """What is asked of one sentence. Without `speech` it is not asked who says it, without `happening` not what."""

    sentence: str
    speech: ReportedSpeech | None
    happening: Happening | None
    scope: Range
    """The stretch of the sentence that the happening is read from: the content clause of reported speech, or all."""

    @property
    def worth_asking(self) -> bool:
        """Whether the sentence wears any sign of a statement or a happening."""
        return self.speech is not None or self.happening is not None

    def answer_model(self) -> type[BaseModel]:
        """The answer's form: a Pydantic model whose choices are those of this very sentence."""
        fields: dict[str, Any] = {}
        if self.speech:
            says = tuple(dict.fromkeys([*self._words(self.speech.speakers), NOBODY]))
            fields["says"] = (_one_of(says), Field())
        if self.happening:
            fields["event"] = (_event_model(self) | None, Field())
        return create_model("Answer", __base__=_Closed, **fields)

    def _words(self, ranges: Sequence[Range]) -> list[str]:
        return [self.sentence[start:end] for start, end in ranges][:_MOST_CHOICES]

    def parties(self) -> tuple[list[str], list[str], list[str]]:
        """Phrases to choose from for who acts, to or for whom, and where."""
        if self.happening is None:
            return [], [], []
        found = (self.happening.agents, self.happening.others, self.happening.places)
        who, whom, where = ([w for w in dict.fromkeys(self._words(each)) if w.strip()] for each in found)
        return who, whom, where


def ask_about(sentence: str, language: Language) -> Question:
    """The question to ask about `sentence`, from what its grammar shows."""
    speech = language.reported_speech(sentence)
    scope = (0, len(sentence))
    if speech and speech.form == "indirect":
        scope = (speech.content[0][0], speech.content[-1][1])
    happening = language.happening(sentence, scope)
    return Question(sentence, speech, None if happening.comment else happening, scope)


def _event_model(question: Question) -> type[BaseModel]:
    who, whom, where = question.parties()
    fields: dict[str, Any] = {
        "type": (_one_of(get_args(EventType)), Field()),
        "who": (_some_of(who), Field()),
        "whom": (_some_of(whom), Field()),
        "where": ((_one_of(where) | None) if where else None, Field()),
    }
    return create_model("Happening", __base__=_Closed, **fields)


def _one_of(choices: Sequence[str]) -> Any:
    return Literal[tuple(choices)]


def _some_of(choices: Sequence[str]) -> Any:
    """A list of choices. With nothing to choose from the list has to be empty."""
    from typing import Annotated  # noqa: PLC0415

    if not choices:
        return Annotated[list[Literal["-"]], Field(max_length=0)]
    return Annotated[list[_one_of(choices)], Field(max_length=_MOST_PARTIES)]
