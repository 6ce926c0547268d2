"""What batches answered: lines of output and error files, in any order and none of them trusted."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, ValidationError
from pydantic_core import from_json

from summarizer.endpoint.answers import Answers
from summarizer.endpoint.cache import as_kept, complete
from summarizer.endpoint.completion import parsed
from summarizer.endpoint.errors import SHOWN, EndpointError, ItemFailed, Nonsense, classify, refused_parameter
from summarizer.running.batch import requests
from summarizer.running.batch.state import Part, requests_file, results_files
from summarizer.schema import Tokens

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

    from summarizer.endpoint.prices import Price

_AGAIN = "Submit again: it is sent once more."
_CODES = {"batch_expired", "batch_cancelled"}
_ROWS_A_LOCK = 1000
"""Answers put into the cache under one lock: other runs may be using it."""


_NOTHING = Tokens()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one request."""

    key: str
    answer: ChatCompletion | None
    """None where there is no answer."""
    error: EndpointError | None
    """Why not."""
    final: bool
    """Whether asking the same again would give the same."""
    tokens: Tokens = _NOTHING
    refused: str | None = None
    """The parameter that the server refused and that can be said otherwise, if that is what is wrong."""


@dataclass(frozen=True, slots=True)
class _Place:
    path: Path
    offset: int


def settle(folder: Path, part: Part, cache: Answers, price: Price | None) -> set[str]:
    """Put the complete answers of an ended batch into the cache, and count into `part` what all of them used.

    Returns the parameters that the server refused and that can be said otherwise. Doing it again changes nothing.

    Raises:
        sqlite3.Error: The cache cannot be written.
    """
    answered = prompt = cached = output = 0
    cost = 0.0
    refused: set[str] = set()
    found = (result for _, result in _results(folder, part))
    for some in _chunks(found, _ROWS_A_LOCK):
        with cache.together():
            for result in some:
                used = result.tokens
                prompt, cached, output = prompt + used.input, cached + used.cached, output + used.output
                cost += price(used.input, used.cached, used.output) if price else 0.0
                refused |= {result.refused} if result.refused else set()
                answered += result.answer is not None
                if result.answer and complete(result.answer, None):
                    cache.put(result.key, as_kept(result.answer), part.endpoint)
    part.answered = answered
    part.tokens = Tokens(input=prompt, cached=cached, output=output)
    part.cost = cost if price else None
    return refused


def answers(folder: Path, part: Part) -> int:
    """How many requests of a part were answered, by what was downloaded."""
    return sum(result.answer is not None for _, result in _results(folder, part))


def recognised(folder: Path, part: Part) -> bool:
    """Whether every file that was downloaded has something to say about what was asked."""
    asked = set(requests.keys(requests_file(folder, part.number)))
    for path in results_files(folder, part.number):
        if path.exists():
            with path.open("rb") as lines:
                if not any(_result(line, part.endpoint, asked) for line in lines):
                    return False
    return True


class Collected:
    """Everything the settled parts of a run were answered, by key.

    Also what the cache does not keep, such as a truncated answer: it was paid for, and would come out the same.
    """

    def __init__(self, folder: Path, parts: list[Part]) -> None:
        self._folder = folder
        self._parts = parts
        self._places: dict[str, tuple[_Place, Part]] | None = None

    def get(self, key: str) -> Result | None:
        """What became of the request `key`, the last time it was sent; None if it never was."""
        if self._places is None:  # read when first needed: with a full cache, it is not
            self._places = {
                result.key: (place, part) for part in self._parts for place, result in _results(self._folder, part)
            }
        if key not in self._places:
            return None
        place, part = self._places[key]
        with place.path.open("rb") as lines:
            lines.seek(place.offset)
            return _result(lines.readline(), part.endpoint)


def _results(folder: Path, part: Part) -> Iterator[tuple[_Place, Result]]:
    """One result for each request of `part` that was answered, output before errors; other lines are passed over."""
    asked = set(requests.keys(requests_file(folder, part.number)))
    for path in results_files(folder, part.number):
        if not path.exists():
            continue
        with path.open("rb") as lines:
            offset = 0
            for line in lines:
                result = _result(line, part.endpoint, asked)
                if result:
                    asked.discard(result.key)  # said twice, the first counts
                    yield _Place(path, offset), result
                offset += len(line)


def _result(line: bytes, endpoint: str, asked: Container[str] | None = None) -> Result | None:
    """The result in a line; None if there is none, or none of what was `asked`."""
    try:
        said = from_json(line)
    except ValueError:
        return None
    key = said.get("custom_id") if isinstance(said, dict) else None
    if not isinstance(key, str) or (asked is not None and key not in asked):
        return None
    response = said.get("response")
    if not isinstance(response, dict):
        return Result(key, None, _not_executed(said.get("error")), final=False)
    status, body = response.get("status_code"), response.get("body")
    if status == 200 and isinstance(body, dict):
        return _answered(key, body)
    return _refused(key, status, body, endpoint)


def _answered(key: str, body: dict[str, Any]) -> Result:
    tokens = _tokens(body.get("usage"))
    try:
        answer = parsed(json.dumps(body).encode())
        said = answer.choices[0].message.content
        usable = said is None or isinstance(said, str)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        usable = False
    if usable:
        return Result(key, answer, None, final=True, tokens=tokens)
    message = f"The batch answered 200 with no chat completion: {_shown(json.dumps(body))}"
    return Result(key, None, Nonsense(message, _AGAIN, "malformed_answer"), final=False, tokens=tokens)


def _refused(key: str, status: object, body: object, endpoint: str) -> Result | None:
    """What a live run would make of the same error."""
    import httpx2  # noqa: PLC0415
    import openai  # noqa: PLC0415 - costs half a second at start

    if not isinstance(status, int) or not 300 <= status < 600:
        return None
    words = body.get("error", body) if isinstance(body, dict) else body
    response = httpx2.Response(status, request=httpx2.Request("POST", endpoint))
    error = openai.APIStatusError(_shown(words), response=response, body=words)
    verdict = classify(error)
    return Result(key, None, verdict.error, final=verdict.kind == "item", refused=refused_parameter(error))


def _not_executed(error: object) -> ItemFailed:
    given = error if isinstance(error, dict) else {}
    code = given.get("code")
    words = _shown(given.get("message") or code or "no reason given")
    return ItemFailed(f"The batch did not execute it: {words}", _AGAIN, code if code in _CODES else "batch_error")


def _shown(words: object) -> str:
    line = " ".join(str(words).split())
    return line if len(line) <= SHOWN else line[:SHOWN] + " …"


class _Cached(BaseModel):
    cached_tokens: int | None = Field(None, ge=0)


class _Usage(BaseModel):
    prompt_tokens: int = Field(0, ge=0)
    completion_tokens: int = Field(0, ge=0)
    prompt_tokens_details: _Cached | None = None


def _tokens(usage: object) -> Tokens:
    try:
        used = _Usage.model_validate(usage or {})
    except ValidationError:
        return Tokens()
    cached = used.prompt_tokens_details.cached_tokens if used.prompt_tokens_details else None
    return Tokens(input=used.prompt_tokens, cached=cached or 0, output=used.completion_tokens)


def _chunks(items: Iterator[Result], size: int) -> Iterator[list[Result]]:
    chunk: list[Result] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
