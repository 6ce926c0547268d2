"""From drafted items to published ones: every quote located, every statement checked, the rest refused with a reason.

Calls no model. A statement made of the source's own words can be wrong only in its labels; one in the model's own words
must pass every check against its quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from pydantic import ValidationError

from summarizer.drafting.draft import DraftClaim, DraftEvent, DraftSentence, Pointer
from summarizer.grounding.checks import check
from summarizer.grounding.dates import find_dates
from summarizer.grounding.locate import locate, stands_in
from summarizer.grounding.names import missing_names
from summarizer.grounding.numbers import Number, find_numbers, quantities
from summarizer.grounding.pointing import resolve
from summarizer.reading.sentences import Sentence
from summarizer.schema import Article, Claim, Event, Quantity, Quote, Reason, ReasonCode, Speaker, SummarySentence, When

Item = TypeVar("Item", Event, Claim)


class Refusal(Exception):  # noqa: N818 - not an error of the program but its verdict
    """A drafted item that may not be published."""

    def __init__(self, code: ReasonCode, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = Reason(code=code, sentence=sentence)


@dataclass(frozen=True)
class Ground:
    """The article that drafts are held against."""

    article: Article
    sentences: Sequence[Sentence]

    def event(self, draft: DraftEvent, number: int) -> Event:
        """The event `e<number>`, asserted by what the draft says; ids of claims are those of the draft.

        Raises:
            Refusal: a pointer leads nowhere, or a statement does not follow from its quote.
        """
        quotes = self._quotes(draft.quotes)
        exact = [quote.exact for quote in quotes]
        self._check(draft.title, exact)
        for name in [*draft.actors, *draft.recipients, *([draft.location] if draft.location else [])]:
            self._check_name(name)
        return self._built(
            Event,
            id=f"e{number}",
            title=draft.title,
            type=draft.type,
            status=draft.status,
            certainty=draft.certainty,
            actors=_unique(draft.actors),
            recipients=_unique(draft.recipients),
            location=draft.location,
            when=self._when(draft.when, exact),
            quantities=self._figures(draft.figures, exact),
            asserted_by=_unique(draft.asserted_by) or ["article"],
            quotes=quotes,
        )

    def claim(self, draft: DraftClaim, number: int) -> Claim:
        """The claim `c<number>`; ids in `about` are those of the draft.

        Raises:
            Refusal: a pointer leads nowhere, the speaker is not in the article, or the content does not follow.
        """
        quotes = self._quotes(draft.quotes)
        exact = [quote.exact for quote in quotes]
        self._check(draft.content, _and_joined(exact))
        speaker = None
        if draft.speaker:
            mention = self._pointed(draft.speaker.mention)
            if mention is None:
                raise Refusal(
                    "speaker_not_in_article", f"The speaker {draft.speaker.mention.words!r} does not stand there."
                )
            self._check_name(draft.speaker.name)
            if draft.speaker.role:
                self._check_name(draft.speaker.role)
            speaker = Speaker(name=draft.speaker.name, mention=mention, role=draft.speaker.role)
        return self._built(
            Claim,
            id=f"c{number}",
            speaker=speaker,
            cue=self._cue(draft),
            content=draft.content,
            attribution=draft.attribution,
            polarity=draft.polarity,
            certainty=draft.certainty,
            about=_unique(draft.about),
            quantities=[q for words in exact for q in quantities(words, self.article.language)],
            quotes=quotes,
        )

    def summary(self, draft: DraftSentence, cited: Sequence[Event | Claim]) -> SummarySentence:
        """A summary sentence that rests on `cited`, which have their final ids.

        Raises:
            Refusal: it cites nothing that was published, or does not follow from what it cites.
        """
        if not cited:
            raise Refusal("cites_nothing", "It cites nothing that passed the checks.")
        exact = [quote.exact for item in cited for quote in item.quotes]
        self._check(draft.text, _and_joined(exact))
        return SummarySentence(text=draft.text, cites=_unique(item.id for item in cited))

    def _quotes(self, pointers: Sequence[Pointer]) -> list[Quote]:
        found: list[Quote] = []
        for pointer in pointers:
            quote = self._pointed(pointer)
            if quote is None:
                raise Refusal("quote_not_found", f"No one place in the body reads {_short(pointer.words)!r}.")
            if quote not in found:
                found.append(quote)
        return found

    def _pointed(self, pointer: Pointer) -> Quote | None:
        """Where a pointer leads: the words in the stated sentence, the stretch there that they mean, or the words as
        they stand in one other place of the body."""
        text = self.article.text
        stated = self._by_number.get(pointer.sentence)
        if stated and (found := resolve(text, (stated.start, stated.end), pointer.words)):
            return found
        body = [(span.start, span.end) for span in self.article.content]
        elsewhere = locate(text, pointer.words, within=body)
        if elsewhere is None:
            return None
        rest = [(max(start, elsewhere.end), end) for start, end in body if end > elsewhere.end]
        return None if rest and locate(text, pointer.words, within=rest) else elsewhere

    @cached_property
    def _by_number(self) -> dict[int, Sentence]:
        return {sentence.number: sentence for sentence in self.sentences}

    def _cue(self, draft: DraftClaim) -> Quote | None:
        if not draft.cue:
            return None
        numbers = {pointer.sentence for pointer in draft.quotes}
        if draft.speaker:
            numbers.add(draft.speaker.mention.sentence)
        for sentence in (self._by_number[number] for number in sorted(numbers & self._by_number.keys())):
            found = locate(self.article.text, draft.cue, within=(sentence.start, sentence.end))
            if found:
                return found
        return None

    def _check(self, statement: str, exact: Sequence[str]) -> None:
        reason = check(statement, exact, self._named_in, self.article.language, self.article.published)
        if reason:
            raise Refusal(reason.code, reason.sentence)

    def _check_name(self, name: str) -> None:
        missing = missing_names(name, self._named_in, self.article.language)
        if missing:
            raise Refusal("name_not_in_article", f"The article does not name {', '.join(missing)}.")

    @cached_property
    def _named_in(self) -> str:
        """Title and body: a name that stands in the boilerplate only is none of the article's."""
        body = [self.article.text[span.start : span.end] for span in self.article.content]
        return "\n".join([self.article.title or "", *body])

    def _figures(self, figures: Sequence[str], exact: Sequence[str]) -> list[Quantity]:
        """The quotes' own readings of the figures that the draft names."""
        stated = [q for words in exact for q in quantities(words, self.article.language)]
        kept: list[Quantity] = []
        for figure in figures:
            matching = [q for q in stated if _one_in_the_other(q.text, figure) or self._reads(figure, q)]
            if not matching:
                raise Refusal("number_not_in_quote", f"The figure {figure!r} does not stand in the quote.")
            kept += [q for q in matching if q not in kept]
        return kept

    def _reads(self, figure: str, quantity: Quantity) -> bool:
        return any(_amounts(quantity) == _amounts(n) for n in find_numbers(figure, self.article.language))

    def _when(self, text: str | None, exact: Sequence[str]) -> When | None:
        """The quotes' own time expression that the draft names; what it means is ours to tell."""
        if not text:
            return None
        for words in exact:
            for mention in find_dates(words, self.article.language, self.article.published):
                if _one_in_the_other(mention.when.text, text):
                    return mention.when
        raise Refusal("date_not_in_quote", f"The time {text!r} does not stand in the quote.")

    @staticmethod
    def _built(model: type[Item], **fields: object) -> Item:
        try:
            return model.model_validate(fields)
        except ValidationError as error:
            first = error.errors()[0]
            raise Refusal("invalid", f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def _amounts(number: Number | Quantity) -> frozenset[float]:
    """The numbers alone: the bound is the quote's to tell."""
    return frozenset(each for each in (number.value, number.low, number.high) if each is not None)


def _one_in_the_other(one: str, other: str) -> bool:
    return stands_in(one, other) or stands_in(other, one)


def _and_joined(exact: Sequence[str]) -> Sequence[str]:
    """The quotes and, where they are several, all of them as one."""
    return [*exact, " ".join(exact)] if len(exact) > 1 else exact


def _unique(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:80] + "…"
