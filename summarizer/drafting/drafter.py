"""An article in, its grounded statements out: draft, ground, one repair an item, refuse the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from summarizer.drafting.article_draft import draft_by_windows
from summarizer.drafting.draft import Draft, DraftClaim, DraftEvent, DraftSentence, Pointer
from summarizer.drafting.ground import Ground, Refusal
from summarizer.drafting.prompts import Prompt, load
from summarizer.drafting.repair import repaired
from summarizer.drafting.sentence_draft import draft_by_sentences
from summarizer.drafting.shown import numbered
from summarizer.drafting.summary import extracted
from summarizer.drafting.together import together
from summarizer.reading.sentences import split
from summarizer.schema import Article, Claim, Event, PromptRef, Rejected, SummarySentence

if TYPE_CHECKING:
    from summarizer.endpoint.stack import Endpoint

Window = Literal["article", "sentence"]
NAMES: dict[Window, tuple[str, ...]] = {"article": ("article", "repair"), "sentence": ("sentence", "repair")}
"""Prompt templates that each way of asking needs."""

D = TypeVar("D", DraftEvent, DraftClaim)
P = TypeVar("P", Event, Claim)


@dataclass
class Statements:
    """What one article says, as it goes into its record."""

    events: list[Event] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    summary: list[SummarySentence] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    prompts: list[PromptRef] = field(default_factory=list)


@dataclass(frozen=True)
class Drafter:
    """Draws statements out of articles with one model."""

    endpoint: Endpoint
    prompts_folder: Path
    window: Window

    async def statements(self, article: Article) -> Statements:
        """Everything `article` says that stands the checks, and what did not.

        Raises:
            EndpointError: the model could not be asked about this article, or about any.
            PromptError: a template is missing or broken.
        """
        prompts = {name: prompt(self.prompts_folder, name, article.language) for name in NAMES[self.window]}
        work = _Work(article, self.endpoint, prompts["repair"])
        if self.window == "article":
            draft = await draft_by_windows(article, work.sentences, self.endpoint, prompts["article"])
        else:
            draft, rejected = await draft_by_sentences(article, work.sentences, self.endpoint, prompts["sentence"])
            work.found.rejected += rejected
        await work.ground(draft)
        work.found.prompts = [each.ref for each in prompts.values()]
        return work.found


@lru_cache(maxsize=32)
def prompt(folder: Path, name: str, language: str) -> Prompt:
    """The template, read once a run."""
    return load(folder, name, language)


class _Work:
    """One article on its way from draft to statements."""

    def __init__(self, article: Article, endpoint: Endpoint, repair_prompt: Prompt) -> None:
        self.article = article
        self.sentences = split(article.text, article.content, article.language)
        self.found = Statements()
        self._ground = Ground(article, self.sentences)
        self._endpoint = endpoint
        self._repair_prompt = repair_prompt

    async def ground(self, draft: Draft) -> None:
        """Fill `found` from `draft`: ids are given anew, references follow, and what nothing vouches for is refused."""
        claims = await self._all(draft.claims, lambda d: self._ground.claim(d, 1), _claim_pointers)
        events = await self._all(draft.events, lambda d: self._ground.event(d, 1), _event_pointers)
        claim_ids = _renumbered("c", claims)
        vouched = [event and self._vouched(event, claim_ids, d) for event, d in zip(events, draft.events, strict=True)]
        event_ids = _renumbered("e", vouched)
        self.found.events = [
            event.model_copy(update={"id": event_ids[f"e{n}"]}) for n, event in enumerate(vouched, 1) if event
        ]
        self.found.claims = [
            claim.model_copy(
                update={"id": claim_ids[f"c{n}"], "about": [event_ids[ref] for ref in claim.about if ref in event_ids]}
            )
            for n, claim in enumerate(claims, 1)
            if claim
        ]
        self._summarise(draft.summary, claim_ids | event_ids)

    async def _all(
        self, drafts: Sequence[D], ground: Callable[[D], P], pointers: Callable[[D], list[Pointer]]
    ) -> list[P | None]:
        """Each of `drafts` grounded, or None; all that are refused are mended at the same time."""
        items: list[P | None] = []
        refused: list[tuple[int, Refusal]] = []
        for at, draft in enumerate(drafts):
            try:
                items.append(ground(draft))
            except Refusal as refusal:
                items.append(None)
                refused.append((at, refusal))
        if refused:
            mended = await together(self._mended(drafts[at], why, ground, pointers(drafts[at])) for at, why in refused)
            for (at, _), item in zip(refused, mended, strict=True):
                items[at] = item
        return items

    async def _mended(self, draft: D, why: Refusal, ground: Callable[[D], P], pointers: Sequence[Pointer]) -> P | None:
        near = self._near({pointer.sentence for pointer in pointers})
        mended = await repaired(draft, why, near, self._endpoint, self._repair_prompt)
        try:
            if mended is not None:
                return ground(mended)
        except Refusal:
            pass
        self._reject("event" if isinstance(draft, DraftEvent) else "claim", draft, why)
        return None

    def _near(self, pointed: set[int]) -> str:
        """The sentences pointed at, with one neighbour on each side; the beginning where the pointers lead nowhere."""
        near = [s for s in self.sentences if any(abs(s.number - number) <= 1 for number in pointed)]
        return numbered(self.article.text, near or self.sentences[:3])

    def _vouched(self, event: Event, claim_ids: dict[str, str], draft: DraftEvent) -> Event | None:
        vouchers = ["article" if ref == "article" else claim_ids.get(ref) for ref in event.asserted_by]
        kept = [ref for ref in vouchers if ref]
        if not kept:
            self._reject("event", draft, Refusal("cites_nothing", "The claims that vouch for it were refused."))
            return None
        return event if kept == event.asserted_by else event.model_copy(update={"asserted_by": kept})

    def _summarise(self, drafted: Sequence[DraftSentence], ids: dict[str, str]) -> None:
        every: list[Event | Claim] = [*self.found.events, *self.found.claims]
        items = {item.id: item for item in every}
        for sentence in drafted:
            cited = [items[ids[ref]] for ref in sentence.cites if ref in ids]
            try:
                self.found.summary.append(self._ground.summary(sentence, cited))
            except Refusal as refusal:
                self._reject("summary", sentence, refusal)
        if not self.found.summary:
            self.found.summary = extracted(self.found.events)

    def _reject(
        self,
        kind: Literal["event", "claim", "summary"],
        draft: DraftEvent | DraftClaim | DraftSentence,
        refusal: Refusal,
    ) -> None:
        self.found.rejected.append(Rejected(kind=kind, draft=draft.model_dump(), reason=refusal.reason))


def _event_pointers(draft: DraftEvent) -> list[Pointer]:
    return draft.quotes


def _claim_pointers(draft: DraftClaim) -> list[Pointer]:
    return [*draft.quotes, *([draft.speaker.mention] if draft.speaker else [])]


def _renumbered(letter: str, items: Sequence[Event | Claim | None]) -> dict[str, str]:
    """Ids of the draft to ids of the record, for the items that are left."""
    left = [number for number, item in enumerate(items, 1) if item]
    return {f"{letter}{old}": f"{letter}{new}" for new, old in enumerate(left, 1)}
