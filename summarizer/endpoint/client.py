"""The bottom of the stack: the openai client, asked to do nothing but send."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic_core import to_json

from summarizer.endpoint.completion import parsed
from summarizer.endpoint.errors import Malformed, shown
from summarizer.endpoint.masking import keep_secret, keep_secrets_of
from summarizer.endpoint.ratelimit import PREFIX
from summarizer.endpoint.retry_after import seconds_to_wait
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    import httpx2
    import openai
    from openai.types.chat import ChatCompletion


@asynccontextmanager
async def open_client(  # noqa: PLR0913 - what a connection is made of
    base_url: str,
    api_key: str | None,
    *,
    timeout: float,  # noqa: ASYNC109 - of each attempt, kept by the client
    connections: int,
    local: bool = False,
    transport: httpx2.AsyncBaseTransport | None = None,
    on_limits: Callable[[dict[str, str]], None] | None = None,
) -> AsyncIterator[Create]:
    """`connected`, for chat completions only: yields their `create`.

    The callable raises what the openai client raises, and `Malformed` where a 200 answer is no chat completion.
    """
    async with connected(
        base_url,
        api_key,
        timeout=timeout,
        connections=connections,
        local=local,
        transport=transport,
        on_limits=on_limits,
    ) as client:
        import httpx2  # noqa: PLC0415

        address = f"{str(client.base_url).rstrip('/')}/chat/completions"  # a relative one is put together each time

        async def create(extra_body: Mapping[str, Any] | None = None, **body: Any) -> ChatCompletion:
            # `client.chat.completions.create` looks through the whole body for names to be translated, and builds the
            # answer field by field. There are no such names, and both together cost more than sending and receiving.
            answer = await client.post(
                address,
                content=to_json({**body, **(extra_body or {})}),
                options={"security": {"bearer_auth": True}},
                cast_to=httpx2.Response,
            )
            return _completion(answer, shown(base_url))

        yield create


@asynccontextmanager
async def connected(  # noqa: PLR0913 - what a connection is made of
    base_url: str,
    api_key: str | None,
    *,
    timeout: float,  # noqa: ASYNC109 - of each attempt, kept by the client
    connections: int,
    local: bool = False,
    transport: httpx2.AsyncBaseTransport | None = None,
    on_limits: Callable[[dict[str, str]], None] | None = None,
) -> AsyncIterator[openai.AsyncOpenAI]:
    """Open a connection pool to an OpenAI-compatible server and yield a client that sends everything once.

    Args:
        base_url: Address of the API, usually ending in `/v1`. User and password in it are sent in place of the key, as
            basic authentication; its query is sent with every request.
        api_key: Sent as a bearer token; None for servers that want none.
        timeout: Seconds until an attempt is given up.
        connections: Size of the pool.
        local: Go past any proxy of the environment.
        transport: Stands in for the network, in tests.
        on_limits: Given the `x-ratelimit-…` headers of every answer that has some and names no pause, errors too.
    """
    import httpx2  # noqa: PLC0415
    import openai  # noqa: PLC0415 - costs half a second at start

    from summarizer.endpoint.connections import Connections  # noqa: PLC0415 - imports both

    # A line a request, with whatever stands in the address.
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    address = _Address.of(base_url)
    keep_secret(api_key)
    keep_secrets_of(base_url)
    http = Connections(
        transport=transport,
        auth=address.auth,
        trust_env=not local,
        limits=httpx2.Limits(max_connections=connections, max_keepalive_connections=connections),
        event_hooks={"response": [_limits_to(on_limits)]} if on_limits else None,
    )
    # An explicit key, even if meaningless: without one the client would send OPENAI_API_KEY to whatever server this is.
    async with openai.AsyncOpenAI(
        base_url=address.url,
        default_query=address.query,
        api_key=api_key or "none",
        timeout=timeout,
        max_retries=0,
        http_client=http,
    ) as client:
        yield client


@dataclass(frozen=True)
class _Address:
    """A base URL in parts: credentials in a URL would turn up wherever a library shows where it sent something."""

    url: str
    query: dict[str, object]
    auth: tuple[str, str] | None

    @classmethod
    def of(cls, base_url: str) -> _Address:
        parts = urlsplit(base_url)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="")
        return cls(bare.geturl(), dict(parse_qsl(parts.query)), (user, password) if user or password else None)


def _limits_to(on_limits: Callable[[dict[str, str]], None]) -> Callable[[httpx2.Response], Awaitable[None]]:
    async def hook(response: httpx2.Response) -> None:
        if seconds_to_wait(response.headers) is not None:
            return  # the server has worked out the wait itself, and the retries keep it
        if told := {name: text for name, text in response.headers.items() if name.startswith(PREFIX)}:
            on_limits(told)

    return hook


def _completion(response: httpx2.Response, server: str) -> ChatCompletion:
    from openai.types import CompletionUsage  # noqa: PLC0415

    try:
        answer = parsed(response.content)
    except ValueError as error:
        # Of a page its words; of broken JSON the place only, for it may hold the article's.
        is_json = "json" in response.headers.get("content-type", "")
        raise Malformed(server, str(error) if is_json else response.text) from None
    choices: Any = answer.choices
    if not isinstance(choices, list) or not choices or getattr(choices[0], "message", None) is None:
        usage = answer.usage if isinstance(answer.usage, CompletionUsage) else None
        raise Malformed(server, str(getattr(answer, "error", None) or "no choices"), usage)
    return answer
