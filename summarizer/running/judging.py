"""A model that settles which doubtful pairs of reports tell one happening."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from summarizer.drafting.prompts import Prompt, load
from summarizer.drafting.shown import shown
from summarizer.drafting.together import together
from summarizer.endpoint.errors import ItemFailed
from summarizer.running.pipeline import allowance, endpoint_options
from summarizer.settings import Settings

if TYPE_CHECKING:
    import httpx2

    from summarizer.digest.mentions import Mention
    from summarizer.endpoint.stack import Endpoint

PROMPT = "same_event"
MOST = 500
"""Pairs that are asked about, the most doubtful first."""
FEWEST = 5
"""Answers from which on a model that gives one and the same to all is taken to tell nothing apart, as small models do:
then the rules decide."""
_LONGEST = 1_000
"""Characters of the quotes of a report that a question shows."""
_TOKENS = 20


class SameEvent(BaseModel):
    """The answer to one question."""

    model_config = ConfigDict(extra="forbid")

    answer: Literal["same", "different"]


class ModelJudge:
    """Asks the model of the settings about each pair, once; usable as `summarizer.digest.doubtful.Judge`.

    Raises (when called):
        EndpointError: The model cannot be asked at all. A single pair that it gives no usable answer about stays open.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        notice: Callable[[str], None] | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """
        Args:
            settings: Which model, and how it is asked.
            notice: Told in words what is being waited for.
            transport: Stands in for the network, in tests.
        """
        self.settings = settings
        self._notice = notice
        self._transport = transport
        self.doubtful = self.same = self.different = self.unanswered = 0
        self.constant = False

    def __call__(self, pairs: Sequence[tuple[Mention, Mention]]) -> list[bool | None]:
        """Whether each pair tells one happening; None where that stays open."""
        self.doubtful = len(pairs)
        answers = asyncio.run(self._ask_all(pairs[:MOST]))
        self.same, self.different = answers.count(True), answers.count(False)
        self.unanswered = answers.count(None)
        self.constant = self.same + self.different >= FEWEST and 0 in (self.same, self.different)
        if self.constant:
            return [None] * len(pairs)
        return answers + [None] * (len(pairs) - len(answers))

    def account(self) -> str:
        """What was asked and answered, in one line."""
        asked = min(self.doubtful, MOST)
        line = f"{self.doubtful} doubtful pairs, {asked} asked about: {self.same} same, {self.different} different"
        if self.unanswered:
            line += f", {self.unanswered} without a usable answer"
        if self.constant:
            return line + "; one answer to all tells nothing apart, so the rules decide"
        return line + (f"; {self.doubtful - asked} left to the rules" if self.doubtful > asked else "")

    async def _ask_all(self, pairs: Sequence[tuple[Mention, Mention]]) -> list[bool | None]:
        from summarizer.endpoint.stack import open_endpoint  # noqa: PLC0415 - loads the LLM libraries

        settings = self.settings
        options = endpoint_options(settings, allowance(settings))
        async with open_endpoint(options, transport=self._transport, progress=self._loading) as endpoint:
            return await together(self._ask(endpoint, one, other) for one, other in pairs)

    async def _ask(self, endpoint: Endpoint, one: Mention, other: Mention) -> bool | None:
        prompt = load(self.settings.prompts_dir, PROMPT, one.language)
        try:
            said = await endpoint.ask(
                messages=_messages(prompt, one, other), response_model=SameEvent, max_tokens=_TOKENS
            )
        except ItemFailed:
            return None
        return said.answer == "same"

    def _loading(self, done: int, of: int) -> None:
        if self._notice:
            self._notice(f"weights: {done / 1e6:,.0f} of {of / 1e6:,.0f} MB")


def _messages(prompt: Prompt, one: Mention, other: Mention) -> list[dict[str, str]]:
    values: dict[str, str] = {}
    for side, mention in (("a", one), ("b", other)):
        quotes = " ".join(quote.exact for quote in mention.event.quotes)
        values[f"published_{side}"] = mention.published.isoformat() if mention.published else "?"
        values[f"title_{side}"] = shown(mention.event.title)
        values[f"quotes_{side}"] = shown(quotes)[:_LONGEST]
    return prompt.messages(**values)
