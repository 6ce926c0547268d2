"""Answers kept for good, and given again where the model that gave them is not at hand.

A cache saves what it can and asks for the rest; a recording is all there is. It therefore keeps every answer, the
unusable ones too: what a truncated answer led to is part of what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from summarizer.endpoint.cache import cache_key
from summarizer.endpoint.errors import FatalForRun
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

NOT_RECORDED = "not_recorded"
"""Code of the error for a question that has no answer in the recording."""
_SHOWN = 120
"""Characters of a question that are kept for people."""


class Origin(BaseModel):
    """The endpoint that was recorded: what the keys of its answers depend on, beside the questions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str
    endpoint: str
    """As displayed: no credentials."""
    identity: str
    """As in the keys of the cache."""
    local: bool
    """Whether it was an embedded model."""
    context_tokens: int

    @property
    def replayed(self) -> str:
        """The endpoint of a replay, as displayed."""
        return f"recording of {self.endpoint}"


class Answer(BaseModel):
    """A line of a recording."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: str
    """The start of the question, for people."""
    key: str
    """As in the cache."""
    choices: list[dict[str, Any]]
    """Of the chat completion. What else it holds (times, ids, tokens) differs each time and answers nothing."""


class Recorder:
    """Keeps every answer of one endpoint."""

    def __init__(self) -> None:
        self.origin: Origin | None = None
        """None until the endpoint is open."""
        self.answers: dict[str, Answer] = {}
        """By key."""

    def over(self, create: Create, origin: Origin) -> Create:
        """Keep what `create` answers. Belongs directly below the cache, whose keys it uses."""
        self.origin = origin

        async def recorded(**body: Any) -> ChatCompletion:
            answer = await create(**body)
            key = cache_key(body, origin.identity)
            choices = answer.model_dump(mode="json", exclude_unset=True, warnings=False)["choices"]
            self.answers[key] = Answer(asked=_asked(body), key=key, choices=choices)
            return answer

        return recorded


def replaying(answers: Mapping[str, Answer], identity: str, on_hit: Callable[[], None]) -> Create:
    """Answer from a recording and from nothing else.

    Args:
        answers: By key.
        identity: Of the endpoint that was recorded.
        on_hit: Called for every answer.

    Raises (on use):
        FatalForRun: with the code `NOT_RECORDED`.
    """

    async def replayed(**body: Any) -> ChatCompletion:
        from openai.types.chat import ChatCompletion  # noqa: PLC0415 - costs half a second at start

        answer = answers.get(cache_key(body, identity))
        if answer is None:
            raise FatalForRun(
                f"The recording has no answer to “{_asked(body)}”.", "Record the answers again.", NOT_RECORDED
            )
        on_hit()
        return ChatCompletion.construct(choices=answer.choices)

    return replayed


def _asked(body: dict[str, Any]) -> str:
    words = " ".join(body["messages"][-1]["content"].split())
    return words if len(words) <= _SHOWN else words[:_SHOWN] + " …"
