"""One question about one sentence, with every answer to choose from listed: the small model's way.

The language proposes (who may be speaking, what kinds of action the words allow, whom it may concern), and the model
chooses. What it chooses is a stretch of the sentence or a label, so nothing can be invented, and an answer is a dozen
tokens. Where the grammar leaves one choice only, nothing is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from summarizer.language import Language
from summarizer.language.speech import Happening, Range, ReportedSpeech
from summarizer.language.states import is_state
from summarizer.schema import Attribution

_ENDED = re.compile(r"[.!?…:;][\"”“»«’‘)\]]*$")
"""A sentence ends in a mark; a line that does not is a heading."""
_LONGEST = 1500
"""Characters; no sentence of a newspaper is longer, and what grammar is read from must not grow without bound."""
_MARKS = '"„“”»«‚‘'
NOBODY = "nobody"
DOUBTFUL: frozenset[Attribution] = frozenset({"reported"})
"""Forms whose signs are as often signs of a deed ("forderte"), so that only a reader can tell."""
_MOST_CHOICES = 8


class Answer(BaseModel):
    """What every answer is an instance of; its fields are those of the question."""

    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Question:
    """What is asked of one sentence: who says it if `speech` is set, and what happens if `happening` is."""

    sentence: str
    speech: ReportedSpeech | None
    happening: Happening | None
    scope: Range
    """The stretch of the sentence that the happening is read from: the content clause of reported speech, or all."""
    doubtful: bool = False
    """Whether it may be that nobody says anything: no content clause, and nobody among the speakers is a person."""

    @property
    def opens_list(self) -> bool:
        """Whether the sentence announces what somebody says in a list that follows."""
        return self.speech is not None and not self.speech.content

    @property
    def worth_asking(self) -> bool:
        """Whether there is anything for the model to decide."""
        return self.happening is not None or len(self.who) > 1

    @property
    def who(self) -> list[str]:
        """Who may be saying it."""
        if not self.speech or not self.speech.speakers:
            return []
        return [*self._words(self.speech.speakers), *([NOBODY] if self.doubtful else [])]

    def answer_model(self, number: int) -> type[Answer]:
        """The form of the answer to question `number`: a model of what there is to choose in this very sentence."""
        fields: dict[str, Any] = {}
        if len(self.who) > 1:
            fields["says"] = (_one_of(self.who), Field())
        if self.happening:
            told: dict[str, Any] = {"type": (_one_of(self.happening.types), Field())}
            for name, choices in (("whom", self.happening.others), ("where", self.happening.places)):
                if choices:
                    told[name] = (_one_of(self._words(choices)) | None, Field())
            fields["event"] = (create_model(f"Happening{number}", __base__=Answer, **told) | None, Field())
        return create_model(f"Answer{number}", __base__=Answer, **fields)

    def agents(self) -> list[str]:
        """Who acts. That is grammar, and nothing to choose."""
        return self._words(self.happening.agents) if self.happening else []

    def _words(self, ranges: Sequence[Range]) -> list[str]:
        return list(dict.fromkeys(self.sentence[start:end] for start, end in ranges))[:_MOST_CHOICES]


def ask_about(sentence: str, language: Language) -> Question:
    """The question to ask about `sentence`, from what its grammar shows; none about headings and endless lines."""
    whole = (0, len(sentence))
    if len(sentence) > _LONGEST or not _ENDED.search(sentence):
        return Question(sentence, None, None, whole)
    frame = language.list_frame(sentence)
    if frame:
        return Question(sentence, frame, None, whole)
    speech = language.reported_speech(sentence)
    scope = whole
    if speech and speech.form in ("indirect", "direct"):
        scope = _without_marks(sentence, (speech.content[0][0], speech.content[-1][1]))
    happening = language.happening(sentence, scope)
    tells = bool(happening.types) and not happening.comment
    doubtful = speech is not None and speech.form in DOUBTFUL and not _names_person(sentence, speech.speakers, language)
    return Question(sentence, speech, happening if tells else None, scope, doubtful)


def _names_person(sentence: str, phrases: Sequence[Range], language: Language) -> bool:
    """Whether one of the phrases is a personal pronoun or a state, or names an office or people: courts are none."""
    said = [sentence[start:end] for start, end in phrases]
    nouns = [word.rpartition("-")[2] for phrase in said for word in phrase.split()]
    known = any(phrase.lower() in language.pronouns or is_state(phrase, language.code) for phrase in said)
    return known or any(kind.match(noun) for noun in nouns for kind in (language.roles, language.people))


def _without_marks(sentence: str, scope: Range) -> Range:
    start, end = scope
    return (
        (start + 1, end - 1)
        if end - start > 2 and not sentence[start].isalnum() and sentence[start] in _MARKS
        else scope
    )


def _one_of(choices: Sequence[str]) -> Any:
    return Literal[tuple(choices)]
