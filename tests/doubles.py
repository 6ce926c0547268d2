"""Stand-ins for a model: a server with a queue of answers, and an `Ask` with a queue of objects."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

import httpx2
import pytest
from pydantic import BaseModel

from summarizer.endpoint.stack import Endpoint, EndpointOptions, open_endpoint

PLANTED_KEY = "sk-planted-7f3a9c51e2d84b60"
"""A key that must turn up nowhere."""
BASE_URL = "https://model.test/v1"

T = TypeVar("T", bound=BaseModel)
Said = str | dict[str, Any] | BaseModel | httpx2.Response | Exception


def says(
    content: str | dict[str, Any] | BaseModel,
    *,
    finish_reason: str = "stop",
    refusal: str | None = None,
    usage: tuple[int, int, int] = (10, 2, 5),
) -> httpx2.Response:
    """A complete answer; `usage` is input, cached and output tokens."""
    if isinstance(content, BaseModel):
        content = content.model_dump_json()
    elif isinstance(content, dict):
        content = json.dumps(content)
    sent, cached, got = usage
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return httpx2.Response(
        200,
        json={
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": "fake",
            "choices": [{"index": 0, "finish_reason": finish_reason, "message": message}],
            "usage": {
                "prompt_tokens": sent,
                "completion_tokens": got,
                "total_tokens": sent + got,
                "prompt_tokens_details": {"cached_tokens": cached},
            },
        },
    )


def fails(
    status: int, message: str = "", *, code: str | None = None, headers: dict[str, str] | None = None, **more: Any
) -> httpx2.Response:
    """An error in OpenAI's form; `more` are further fields of it."""
    return httpx2.Response(status, json={"error": {"message": message, "code": code, **more}}, headers=headers)


class FakeServer:
    """An OpenAI-compatible server that says what it was told to, in order, and remembers what it was asked.

    An answer is a `Response`, an exception of the network, content for `says`, or a function from the request body to
    one of these (async if it likes). A request too many fails the test.
    """

    def __init__(self, *answers: Said | Callable[[dict[str, Any]], Any]) -> None:
        self.answers = deque(answers)
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[httpx2.Headers] = []
        self.transport = httpx2.MockTransport(self._handle)

    def always(self, answer: Said | Callable[[dict[str, Any]], Any]) -> FakeServer:
        """Say this to everything that is asked beyond the queue."""
        self._always = answer
        return self

    _always: Said | Callable[[dict[str, Any]], Any] | None = None

    async def _handle(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        self.bodies.append(body)
        self.headers.append(request.headers)
        said: Any = self.answers.popleft() if self.answers else self._always
        if said is None:
            pytest.fail(f"one request too many: {body}")
        if callable(said):
            try:
                said = said(body)
                if isinstance(said, Awaitable):
                    said = await said
            except AssertionError as error:
                # Whatever else a transport raises counts as trouble with the network, and is tried again for minutes.
                pytest.fail(f"unexpected request: {error}")
        if isinstance(said, Exception):
            raise said
        if isinstance(said, httpx2.Response):
            # A response belongs to one request: what is said again must be a fresh one.
            return httpx2.Response(said.status_code, headers=said.headers, content=said.content)
        return says(said)

    def open(self, **options: Any) -> AbstractAsyncContextManager[Endpoint]:
        """The whole stack, with this server at the other end."""
        chosen = {"model": "fake", "base_url": BASE_URL, "api_key": PLANTED_KEY, **options}
        return open_endpoint(EndpointOptions(**chosen), transport=self.transport)


class FakeAsk:
    """An `Ask` that returns what it was told to, in order, and remembers the questions.

    An answer is an instance, an exception to raise, or a function from the messages to one of these.
    """

    def __init__(self, *answers: BaseModel | Exception | Callable[[list[dict[str, str]]], Any]) -> None:
        self.answers = deque(answers)
        self.questions: list[list[dict[str, str]]] = []

    async def __call__(
        self,
        *,
        messages: list[dict[str, str]],
        response_model: type[T],
        max_tokens: int,
        reasks: int = 1,
        temperature: float = 0.0,
        seed: int | None = None,
        extra: dict[str, Any] | None = None,
    ) -> T:
        self.questions.append(messages)
        if not self.answers:
            pytest.fail(f"one question too many: {messages}")
        said: Any = self.answers.popleft()
        if callable(said):
            said = said(messages)
        if isinstance(said, Exception):
            raise said
        return response_model.model_validate(said.model_dump())
