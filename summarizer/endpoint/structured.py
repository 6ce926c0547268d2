"""Ask for an object, get an object: instructor validates the answer and words the re-ask; we bound both."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.endpoint.errors import KEPT_ANSWER, Nonsense, Refused, Truncated
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

T = TypeVar("T", bound=BaseModel)

Message = dict[str, str]

_FORMS_KEPT = 64
_LEFT_BY_INSTRUCTOR = "_raw_response"


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
        handlers = ready()
        body: dict[str, Any] = {"model": model, "max_tokens": max_tokens, "temperature": temperature, **(extra or {})}
        if seed is not None:
            body["seed"] = seed
        body["response_format"] = _format(response_model)
        history = {"messages": [*messages]}
        for left in range(reasks, -1, -1):
            answer = await create(**body, messages=_with_last_attempt(history["messages"], asked=len(messages)))
            _check_usable(answer)
            try:
                filled: T = handlers.response_parser(response=answer, response_model=response_model, strict=False)
            except ValidationError as error:
                if left:
                    history = handlers.reask_handler(kwargs=history, response=answer, exception=error)
            else:
                vars(filled).pop(_LEFT_BY_INSTRUCTOR, None)
                return filled
        raise _nonsense(answer, response_model, reasks + 1)

    return ask


@cache
def ready() -> Any:
    """What reads answers and words re-asks. Imports all that asking needs, which takes seconds: for whoever waits."""
    from instructor import Mode, Provider  # noqa: PLC0415
    from instructor.v2.core.registry import mode_registry  # noqa: PLC0415

    from summarizer.endpoint import connections  # noqa: F401, PLC0415

    # Neither a client of instructor's nor its own loop: for every question they walk the form several times, look for
    # packages that are not there, and add up usage that has been counted below by copying every detail of it.
    return mode_registry.get_handlers(Provider.OPENAI, Mode.JSON_SCHEMA)


@lru_cache(maxsize=_FORMS_KEPT)
def _format(response_model: type[BaseModel]) -> dict[str, Any]:
    """What the server is bound to: described once a model, which takes many times longer than sending it."""
    schema = response_model.model_json_schema()
    return {"type": "json_schema", "json_schema": {"name": response_model.__name__, "schema": schema}}


def _with_last_attempt(messages: list[Message], *, asked: int) -> list[Message]:
    """The question, which is the first `asked` messages, and the last failed attempt if there is one.

    instructor adds two messages an attempt, the answer and what was wrong with it: left alone, the prompt would grow
    until it no longer fits.
    """
    return [*messages[:asked], *({**each, "content": _start(each["content"])} for each in messages[asked:][-2:])]


def _check_usable(answer: ChatCompletion) -> None:
    """Stop at an answer that no re-ask can mend."""
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


def _nonsense(answer: ChatCompletion, response_model: type[BaseModel], answers: int) -> Nonsense:
    return Nonsense(
        f"No valid {response_model.__name__} in {answers} answers.",
        "Use a model that honours JSON schemas, or allow more re-asks.",
        "invalid_answer",
        _start(answer.choices[0].message.content or ""),
    )


def _start(text: str) -> str:
    return text if len(text) <= KEPT_ANSWER else text[:KEPT_ANSWER] + " …"
