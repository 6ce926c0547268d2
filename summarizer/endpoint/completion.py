"""Answers as the openai client's own objects, whoever has kept or sent them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_core import from_json

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion


def parsed(raw: bytes) -> ChatCompletion:
    """The answer in `raw`; its fields are as little validated as the client's: any may be missing or of another type.

    Raises:
        ValueError: It is no JSON object.
    """
    from openai.types.chat import ChatCompletion  # noqa: PLC0415

    try:
        return ChatCompletion.model_validate_json(raw, strict=True)  # a tenth of the time
    except ValidationError:
        said = from_json(raw)
    if not isinstance(said, dict):
        raise ValueError("no JSON object")
    return ChatCompletion.construct(None, **said)
