"""A draft from small questions, one about each sentence that wears a sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from summarizer import language as languages
from summarizer.drafting.asking import answers_to
from summarizer.drafting.draft import Draft, DraftClaim, Drafted, DraftEvent, DraftSpeaker, Pointer
from summarizer.drafting.merge import merged
from summarizer.drafting.prompts import Prompt
from summarizer.drafting.question import NOBODY, Question, ask_about
from summarizer.drafting.speakers import named
from summarizer.endpoint.errors import ItemFailed
from summarizer.grounding.dates import find_dates
from summarizer.grounding.numbers import quantities
from summarizer.reading.sentences import Sentence
from summarizer.schema import Article, Reason, ReasonCode, Rejected

if TYPE_CHECKING:
    from summarizer.endpoint.stack import Endpoint

_ITEM = re.compile(r"[\s\S]{0,3}(?:^|\n|\s)[-–•*·]\s*")
_BULLET = 3
"""Characters before a sentence in which the mark of a list item stands, unless it is part of the sentence."""
_LONGEST_TITLE = 300
_REACH = 3
"""Sentences that a speaker stays the speaker of free indirect speech, and that a pronoun reaches back."""
_NEXT = 1
"""The same for quotations and hearsay that name nobody."""


async def draft_by_sentences(
    article: Article, sentences: Sequence[Sentence], endpoint: Endpoint, prompt: Prompt
) -> tuple[Draft, list[Rejected]]:
    """Ask about each sentence that wears a sign of a statement or a happening, and put the answers together.

    Returns:
        The draft, and what did not get into it: claims that the grammar proposed and the model declined, and sentences
        that it gave no usable answer about.

    Raises:
        EndpointError: what concerns the whole run, or every sentence that was asked about.
    """
    questions = questions_of(article, sentences)
    answers = await answers_to(questions, endpoint, prompt)
    failures = [given for given in answers if isinstance(given, ItemFailed)]
    if failures and len(failures) == sum(question.worth_asking for question in questions):
        raise failures[0]
    builder = _Builder(article)
    for sentence, question, given in zip(sentences, questions, answers, strict=True):
        if isinstance(given, ItemFailed):
            builder.reject(
                "event", Pointer(sentence=sentence.number, words=question.sentence), "invalid", given.message
            )
        else:
            builder.add(sentence, question, given)
    draft = Draft(events=builder.events, claims=builder.claims, summary=[])
    return merged(draft, languages.get(article.language)), builder.rejected


def questions_of(article: Article, sentences: Sequence[Sentence]) -> list[Question]:
    """What there is to ask about each sentence of `article`."""
    language = languages.get(article.language)
    return [ask_about(article.text[s.start : s.end], language) for s in sentences]


@dataclass(frozen=True)
class _Frame:
    """Who says what the items of a list tell."""

    speaker: DraftSpeaker | None
    cue: str | None


class _Builder:
    """Collects draft items, sentence by sentence, and remembers who spoke last."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._language = languages.get(article.language)
        self._body = " ".join(article.text[span.start : span.end] for span in article.content)
        self._last: tuple[int, DraftSpeaker] | None = None
        self._frame: _Frame | None = None
        self.events: list[DraftEvent] = []
        self.claims: list[DraftClaim] = []
        self.rejected: list[Rejected] = []

    def reject(self, kind: Literal["event", "claim"], draft: Drafted, code: ReasonCode, why: str) -> None:
        self.rejected.append(Rejected(kind=kind, draft=draft.model_dump(), reason=Reason(code=code, sentence=why)))

    def add(self, sentence: Sentence, question: Question, given: dict[str, Any]) -> None:
        number = sentence.number
        if question.opens_list:
            self._frame = _Frame(self._speaker(number, question, _says(question, given)), _cue(question))
            return
        item = _ITEM.match(self._article.text, max(0, sentence.start - _BULLET))
        if not item and question.sentence.rstrip().endswith((".", "!", "?")):
            self._frame = None
        event = self._event(number, question, given["event"]) if given.get("event") else None
        if question.speech:
            claim = self._claim(number, question, given)
        else:
            claim = self._listed_claim(number, question) if item and self._frame else None
        if claim:
            self.claims.append(claim.model_copy(update={"about": [f"e{len(self.events) + 1}"] if event else []}))
            if event and (claim.attribution != "reported" or event.type not in _SPEECH_ACTS):
                event = event.model_copy(update={"asserted_by": [f"c{len(self.claims)}"]})
        if event:
            self.events.append(event)

    def _listed_claim(self, number: int, question: Question) -> DraftClaim | None:
        """An item of a list that somebody's words open ("Der Verband stellte fest:")."""
        if self._frame is None or self._frame.speaker is None:
            return None
        words = _without_bullet(question.sentence).rstrip(". ")
        return DraftClaim(
            speaker=self._frame.speaker,
            cue=self._frame.cue,
            content=words,
            attribution="indirect",
            polarity="positive",
            certainty="certain",
            about=[],
            quotes=[Pointer(sentence=number, words=words)],
        )

    def _claim(self, number: int, question: Question, given: dict[str, Any]) -> DraftClaim | None:
        speech = question.speech
        assert speech is not None  # noqa: S101 - the caller has looked
        text = question.sentence
        says = _says(question, given)
        speaker = self._speaker(number, question, says)
        if speech.form == "indirect_free_indirect" and speaker is None:
            return None
        pieces = [text[start:end] for start, end in speech.content]
        claim = DraftClaim(
            speaker=speaker,
            cue=_cue(question),
            content=" ".join(pieces),
            attribution=speech.form,
            polarity="negative" if speech.negative else "positive",
            certainty=speech.certainty,
            about=[],
            quotes=[Pointer(sentence=number, words=piece) for piece in pieces],
        )
        if says == NOBODY:
            who = " / ".join(text[slice(*each)] for each in speech.speakers)
            why = f"The sentence reads as if {who} said this; the model finds that nobody does."
            self.reject("claim", claim, "not_stated", why)
            return None
        if speaker:
            self._last = (number, speaker)
        return claim

    def _speaker(self, number: int, question: Question, says: str | None) -> DraftSpeaker | None:
        if says and says != NOBODY:
            found = named(says, self._body, self._language)
            mention = Pointer(sentence=number, words=says)
            if says.lower() in self._language.pronouns and self._last and number - self._last[0] <= _REACH:
                return self._last[1].model_copy(update={"mention": mention})
            return DraftSpeaker(name=found.name, mention=mention, role=found.role)
        speech = question.speech
        if speech is None or not speech.earlier_speaker or self._last is None:
            return None
        reach = _NEXT if speech.form in ("direct", "free_indirect") else _REACH
        return self._last[1] if number - self._last[0] <= reach else None

    def _name(self, phrase: str) -> str:
        return named(phrase, self._body, self._language).name

    def _event(self, number: int, question: Question, told: dict[str, Any]) -> DraftEvent:
        happening = question.happening
        assert happening is not None  # noqa: S101 - an event is only answered where one was asked for
        told_in = " ".join(question.sentence[slice(*each)] for each in happening.told)
        dates = find_dates(told_in, self._article.language, self._article.published)
        saying = question.speech is not None and question.speech.form == "reported" and told["type"] not in _SPEECH_ACTS
        actors = [] if saying else question.agents()
        denied = bool(question.speech and question.speech.negative) and told["type"] != "REJECT"  # that was done
        return DraftEvent(
            title=_title(_without_bullet(question.sentence)),
            type=told["type"],
            status="denied" if denied else happening.statuses[0],
            certainty=happening.certainty,
            actors=[self._name(actor) for actor in actors],
            recipients=[self._name(told["whom"])] if told.get("whom") and told["type"] != "MOBILIZE" else [],
            location=told.get("where"),
            when=dates[0].when.text if len(dates) == 1 else None,
            figures=[quantity.text for quantity in quantities(told_in, self._article.language)],
            asserted_by=["article"],
            quotes=[Pointer(sentence=number, words=_without_bullet(question.sentence))],
        )


_SPEECH_ACTS = frozenset(
    {"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE", "PROTEST", "CONSULT"}
)
"""Types that are done by saying: of any other, whoever tells of it does not do it."""


def _says(question: Question, given: dict[str, Any]) -> str | None:
    """Who the model says is speaking, or the only one whom the sentence lets speak."""
    sole = question.who[0] if len(question.who) == 1 else None
    chosen: str | None = given.get("says", sole)
    return chosen


def _without_bullet(sentence: str) -> str:
    return sentence.lstrip("-–•*· ")


def _cue(question: Question) -> str | None:
    return question.sentence[slice(*question.speech.cue)] if question.speech and question.speech.cue else None


def _title(clause: str) -> str:
    """The clause itself, shortened between two words where it is too long for a title."""
    bare = clause.strip().rstrip(".")
    return bare if len(bare) <= _LONGEST_TITLE else bare[: _LONGEST_TITLE - 2].rsplit(" ", 1)[0] + " …"
