"""Ask for an object, get an object: instructor fills, validates and re-asks; we bound what it does."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pydantic import BaseModel

from summarizer.endpoint.errors import KEPT_ANSWER, EndpointError, Nonsense, Refused, Truncated
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

T = TypeVar("T", bound=BaseModel)

Message = dict[str, str]

_FORMS_KEPT = 64
_LEFT_BY_INSTRUCTOR = ("_raw_response", "_total_usage")


class Ask(Protocol):
    """The way the rest of the program asks a model."""

    async def __call__(  # noqa: PLR0913 - all of them belong to one question
        self,
        *,
        messages: list[Message],
        response_model: type[T],
        max_tokens: int,
        reasks: int = 1,
        temperature: float = 0.0,
        seed: int | None = None,
        extra: dict[str, Any] | None = None,
    ) -> T:
        """Return a valid `response_model`, re-asking at most `reasks` times after an invalid answer.

        Args:
            messages: Sent as they are; nothing in them is treated as a template.
            response_model: Its JSON schema is what the server is bound to.
            max_tokens: Most tokens of one answer.
            reasks: Each shows the model its last invalid answer and what was wrong with it, and nothing older.
            temperature: 0 for the likeliest answer.
            seed: For servers that honour one.
            extra: Further fields of the request body.

        Raises:
            Truncated: the answer reached `max_tokens`.
            Refused: the model refused, or a content filter cut the answer off.
            Nonsense: no valid answer within the re-asks; holds the start of the last one.
            EndpointError: whatever the stack raises.
        """
        ...


def asking(create: Create, model: str) -> Ask:
    """Let instructor ask `model` through `create`."""
    # It logs whole answers, the article's words among them, at error level.
    logging.getLogger("instructor").setLevel(logging.CRITICAL)

    usable = _usable_only(create)

    async def ask(  # noqa: PLR0913
        *,
        messages: list[Message],
        response_model: type[T],
        max_tokens: int,
        reasks: int = 1,
        temperature: float = 0.0,
        seed: int | None = None,
        extra: dict[str, Any] | None = None,
    ) -> T:
        from instructor.core.exceptions import InstructorRetryException  # noqa: PLC0415 - costs a second at start

        body: dict[str, Any] = {"model": model, "max_tokens": max_tokens, "temperature": temperature, **(extra or {})}
        if seed is not None:
            body["seed"] = seed
        form, response_format = _form(response_model)
        body |= {"messages": [*messages], "response_format": response_format, "asked": len(messages)}
        try:
            filled: T = await ready()(usable, form, (), body, max_retries=reasks)
        except InstructorRetryException as failed:
            cause = failed.__cause__
            error = cause if isinstance(cause, EndpointError) else _nonsense(failed, response_model)
        else:
            for name in _LEFT_BY_INSTRUCTOR:
                vars(filled).pop(name, None)
            return filled
        raise error

    return ask


@cache
def ready() -> Callable[..., Awaitable[Any]]:
    """What fills a form. Imports all that asking needs, which takes seconds: for whoever is waiting anyway."""
    from instructor import Mode, Provider  # noqa: PLC0415
    from instructor.core.retry import retry_async  # noqa: PLC0415
    from instructor.v2.core.registry import mode_registry  # noqa: PLC0415

    from summarizer.endpoint import connections  # noqa: F401, PLC0415

    mode_registry.get_handlers(Provider.OPENAI, Mode.JSON_SCHEMA)
    # Neither a client of instructor's nor what its `patch` gives: for every question they walk the form three times
    # more, and prepare what `_form` has prepared.
    return partial(retry_async, mode=Mode.JSON_SCHEMA, strict=False)


@lru_cache(maxsize=_FORMS_KEPT)
def _form(response_model: type[T]) -> tuple[Any, dict[str, Any]]:
    """What instructor is given for `response_model`, and what the server is bound to: made once.

    Answers are instances of our class.

    Given the model itself, instructor derives a class from it and describes that anew for every question, which takes
    many times longer than sending it, and returns instances of the derived class, which equal none of ours.
    """
    from instructor import ResponseSchema  # noqa: PLC0415

    schema = response_model.model_json_schema()

    class Form(ResponseSchema):
        @classmethod
        def model_json_schema(cls, *_: Any, **__: Any) -> dict[str, Any]:
            return schema

        @classmethod
        def model_validate_json(cls, json_data: str | bytes | bytearray, **how: Any) -> Any:
            return response_model.model_validate_json(json_data, **how)

    name = Form.__name__ = response_model.__name__
    return Form, {"type": "json_schema", "json_schema": {"name": name, "schema": schema}}


def _usable_only(create: Create) -> Create:
    """Stop answers that no re-ask can mend, and forget all but the last failed attempt.

    Of the messages the first `asked` are the question.

    instructor adds two messages an attempt, the answer and what was wrong with it: left alone, the prompt would grow
    until it no longer fits.
    """

    async def usable(**body: Any) -> ChatCompletion:
        asked, messages = body.pop("asked"), body.pop("messages")
        attempt = [{**each, "content": _start(each["content"])} for each in messages[asked:][-2:]]
        answer = await create(**body, messages=[*messages[:asked], *attempt])
        choice = answer.choices[0]
        said = choice.message.content or ""
        if choice.finish_reason == "length":
            raise Truncated(
                "The answer reached its token limit.",
                "Use smaller windows or allow more tokens.",
                "truncated",
                _start(said),
            )
        refusal = getattr(choice.message, "refusal", None)
        if refusal or choice.finish_reason == "content_filter":
            raise Refused(
                "The model refused to answer.",
                "Try another model for this article.",
                "refused",
                _start(refusal or said),
            )
        # What was used has been counted below. instructor would add it up again, and copy every detail of it for that.
        return answer.model_copy(update={"usage": None})

    return usable


def _nonsense(failed: Any, response_model: type[BaseModel]) -> Nonsense:
    last: ChatCompletion | None = failed.last_completion
    said = (last.choices[0].message.content or "") if last is not None else ""
    return Nonsense(
        f"No valid {response_model.__name__} in {failed.n_attempts} answers.",
        "Use a model that honours JSON schemas, or allow more re-asks.",
        "invalid_answer",
        _start(said),
    )


def _start(text: str) -> str:
    return text if len(text) <= KEPT_ANSWER else text[:KEPT_ANSWER] + " …"
