"""Several questions in one request: the instructions and examples before them are counted once, not for each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pydantic import Field, create_model

from summarizer.drafting.prompts import Prompt
from summarizer.drafting.question import Answer, Question
from summarizer.drafting.shown import listed
from summarizer.drafting.together import together
from summarizer.endpoint.errors import ItemFailed

if TYPE_CHECKING:
    from summarizer.endpoint.stack import Endpoint

TOGETHER = 8
"""Questions of one request at most."""
_ANSWER_TOKENS = 120
"""Of one question."""

Given = dict[str, Any] | ItemFailed


async def answers_to(questions: Sequence[Question], endpoint: Endpoint, prompt: Prompt) -> list[Given]:
    """What the model answers to each question, in order: an empty answer where there was nothing to ask.

    Questions that get no usable answer together are asked again in halves, down to each one alone, so that one that
    the model cannot deal with costs no other its answer.

    Raises:
        EndpointError: what concerns the whole run.
    """
    asked = [question for question in questions if question.worth_asking]
    groups = await together(_ask(group, endpoint, prompt) for group in _even(asked, TOGETHER))
    given = iter([answer for group in groups for answer in group])
    return [next(given) if question.worth_asking else {} for question in questions]


async def _ask(questions: Sequence[Question], endpoint: Endpoint, prompt: Prompt) -> list[Given]:
    forms: dict[str, Any] = {str(n): (each.answer_model(n), Field()) for n, each in enumerate(questions, 1)}
    try:
        said = await endpoint.ask(
            messages=prompt.messages(sentences=listed([question.sentence for question in questions])),
            response_model=create_model("Answers", __base__=Answer, **forms),
            max_tokens=_ANSWER_TOKENS * len(questions),
        )
    except ItemFailed as failed:
        if len(questions) == 1:
            return [failed]
        halves = await together(_ask(half, endpoint, prompt) for half in _even(questions, (len(questions) + 1) // 2))
        return [answer for half in halves for answer in half]
    return list(said.model_dump().values())


def _even(questions: Sequence[Question], most: int) -> list[Sequence[Question]]:
    """The questions in order, in as few groups of at most `most` as will hold them, of sizes that differ by one."""
    groups = -(-len(questions) // most)
    edges = [len(questions) * n // groups for n in range(groups + 1)] if groups else []
    return [questions[start:end] for start, end in pairwise(edges)]
