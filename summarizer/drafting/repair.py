"""A second chance for a single refused item: one short question about it and nothing else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict, create_model

from summarizer.drafting.draft import Drafted
from summarizer.drafting.ground import Refusal
from summarizer.drafting.prompts import Prompt
from summarizer.drafting.shown import shown
from summarizer.endpoint.errors import ItemFailed

if TYPE_CHECKING:
    from summarizer.endpoint.stack import Endpoint

_ANSWER_TOKENS = 800

D = TypeVar("D", bound=Drafted)


class Repaired(BaseModel):
    """Base of the answer: the item mended, or null where the article does not say it."""

    model_config = ConfigDict(extra="forbid")


async def repaired(draft: D, refusal: Refusal, sentences: str, endpoint: Endpoint, prompt: Prompt) -> D | None:
    """Ask once for a mended `draft`; None if the model gives it up or answers nonsense.

    Args:
        draft: The item as the model drafted it.
        refusal: Why it was refused.
        sentences: Those that the item points at and their neighbours, numbered.
        endpoint: Who to ask.
        prompt: The template, with places `sentences`, `item` and `reason`.

    Raises:
        EndpointError: only what concerns the whole run.
    """
    try:
        answer = await endpoint.ask(
            messages=prompt.messages(
                sentences=sentences,
                item=shown(draft.model_dump_json()),
                reason=shown(refusal.reason.sentence),
            ),
            response_model=answer_form(type(draft)),
            max_tokens=_ANSWER_TOKENS,
            reasks=0,
        )
    except ItemFailed:
        return None
    mended: D | None = getattr(answer, "item", None)
    return mended


@cache
def answer_form(item: type[Drafted]) -> type[Repaired]:
    """What the answer about an item of this kind must look like."""
    answered: Any = item | None
    return create_model("Repaired", __base__=Repaired, item=(answered, ...))
