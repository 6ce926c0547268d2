"""The stack, put together: what stands between a question and the server that answers it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.endpoint.adaptive import Places, adapting
from summarizer.endpoint.allowance import Allowance, allowed
from summarizer.endpoint.answers import open_answers
from summarizer.endpoint.cache import Store, cache_key, cached
from summarizer.endpoint.capture import Capture, capturing
from summarizer.endpoint.client import open_client
from summarizer.endpoint.dialect import Dialect, speaking
from summarizer.endpoint.embedded.compact import DIALECT, with_compact_grammar
from summarizer.endpoint.embedded.parts import QWEN, Progress
from summarizer.endpoint.embedded.prefix import with_kept_prefix
from summarizer.endpoint.embedded.server import EmbeddedServer
from summarizer.endpoint.embedded.weights import EMBEDDED, Weights, weights
from summarizer.endpoint.errors import shown
from summarizer.endpoint.estimates import Learning
from summarizer.endpoint.limits import limited
from summarizer.endpoint.metering import count_hit, metering
from summarizer.endpoint.pause import pausing
from summarizer.endpoint.prices import Price, price_of
from summarizer.endpoint.recording import Answer, Origin, Recorder, replaying
from summarizer.endpoint.retry import Waiting, retrying
from summarizer.endpoint.strict import with_strict_schema
from summarizer.endpoint.structured import Ask, asking, ready
from summarizer.endpoint.tracing import note_hit, note_wait, traced_attempts, traced_requests

if TYPE_CHECKING:
    import httpx2

    from summarizer.endpoint.types import Create


EMBEDDED_CONTEXT = 4096
REMOTE_CONTEXT = 32768
"""Tokens of prompt and answer together, where nothing else is said."""


@dataclass(frozen=True, kw_only=True)
class EndpointOptions:
    """Which model to ask, and how hard."""

    model: str = EMBEDDED
    """With a `base_url`: a name the server knows. Without: `embedded`, the path of a GGUF file, or
    `hf:owner/repository/file.gguf`."""
    base_url: str | None = field(default=None, repr=False)
    """Address of an OpenAI-compatible API, usually ending in `/v1`; None for an embedded model."""
    api_key: str | None = field(default=None, repr=False)
    concurrency: int = 16
    """Requests under way at once; the embedded server takes its slots instead."""
    slots: int = 2
    """Requests the embedded server works on at once."""
    timeout: float = 600.0
    """Seconds until an attempt is given up."""
    time_limit: float = 900.0
    """Seconds after its first try for which a request may still be tried again."""
    cache: Path | None = None
    """Folder of the answer cache; None to do without."""
    answers: Store | None = None
    """Another place for the answers than that folder; closed with the endpoint."""
    weights_dir: Path | None = None
    """Where weights are kept; needed for an embedded model."""
    context_tokens: int | None = None
    """Prompt and answer of one request together, where the default is wrong."""
    small: bool | None = None
    """Whether the model needs small questions; by default the embedded ones do."""
    allowance: Allowance | None = None
    """Asked before every request is sent."""
    capture: Capture | None = None
    """Takes every request that the cache has no answer to, in place of a server."""


@dataclass(frozen=True)
class Endpoint:
    """An open way to a model."""

    ask: Ask = field(repr=False)
    """Asks it."""
    model: str
    base_url_shown: str
    """Where the model is, as it may be displayed and recorded: no credentials."""
    small: bool
    """Whether the model needs small questions."""
    context_tokens: int
    """Prompt and answer of one request together."""
    concurrency: int
    """Requests under way at once: asking more at a time gains nothing."""
    price: Price | None = field(default=None, repr=False)
    """What tokens cost there; None where no price is known."""


@dataclass(frozen=True)
class _Server:
    base_url: str
    api_key: str | None = field(repr=False)
    shown: str
    identity: str
    """The same wherever the same requests mean the same, for the cache."""
    concurrency: int
    context_tokens: int
    prepared: Callable[[Create], Create] | None = field(default=None, repr=False)
    """Wraps what sends, where the server is to be prepared for a request."""


@asynccontextmanager
async def open_endpoint(
    options: EndpointOptions,
    *,
    progress: Progress | None = None,
    on_wait: Callable[[Waiting], None] | None = None,
    transport: httpx2.AsyncBaseTransport | None = None,
    recorder: Recorder | None = None,
) -> AsyncIterator[Endpoint]:
    """Open the way to a model, and close it with the context: connections, cache, embedded server.

    Args:
        options: Which model, and how hard to ask.
        progress: Called with bytes done and in all, while weights are put together or fetched.
        on_wait: Told of every pause before a request is sent again.
        transport: Stands in for the network, in tests.
        recorder: Keeps every answer.

    Raises:
        FatalForRun: weights, embedded server or cache cannot be had.
    """
    local = options.base_url is None
    async with AsyncExitStack() as opened:
        price = None if options.base_url is None else price_of(options.model, options.base_url)
        if options.capture:
            server = await _not_opened(options)
            create = capturing(options.capture, partial(cache_key, endpoint=server.identity))
        else:
            server = await _embedded(options, progress, opened) if local else _remote(options)
            create = await opened.enter_async_context(
                open_client(
                    server.base_url,
                    server.api_key,
                    timeout=options.timeout,
                    connections=server.concurrency,
                    local=local,
                    transport=transport,
                    on_limits=options.allowance.learn if options.allowance else None,
                )
            )
            create = speaking(create, Dialect(server.base_url))
            if server.prepared:
                create = server.prepared(create)
            create = traced_attempts(metering(create, price), server.shown)
            if options.allowance:
                create = allowed(create, options.allowance, Learning(price))
            if local:
                create = limited(create, concurrency=server.concurrency)
            else:
                create = pausing(adapting(create, Places(server.concurrency)))
            create = retrying(create, time_limit=options.time_limit, on_wait=partial(_waiting, on_wait))
            if local:
                create = with_compact_grammar(create)
        if recorder:
            origin = Origin(
                model=options.model,
                endpoint=server.shown,
                identity=server.identity,
                local=local,
                context_tokens=server.context_tokens,
            )
            create = recorder.over(create, origin)
        answers = options.answers
        if answers is None and options.cache:
            answers = open_answers(options.cache)
        if answers is not None:  # an empty store is falsy
            opened.enter_context(closing(answers))
            create = cached(create, answers=answers, endpoint=server.identity, on_hit=_hit)
        if not options.capture:
            create = traced_requests(create)
        create = with_strict_schema(create, lengths=local)
        yield Endpoint(
            ask=asking(create, options.model),
            model=options.model,
            base_url_shown=server.shown,
            small=local if options.small is None else options.small,
            context_tokens=server.context_tokens,
            concurrency=server.concurrency,
            price=price,
        )


@asynccontextmanager
async def open_recording(origin: Origin, answers: Mapping[str, Answer]) -> AsyncIterator[Endpoint]:
    """Stand in for an endpoint with what was recorded of it: no weights, no server, no network.

    A question that was not recorded raises `FatalForRun`.
    """
    create = replaying(answers, origin.identity, count_hit)
    yield Endpoint(
        ask=asking(with_strict_schema(create, lengths=origin.local), origin.model),
        model=origin.model,
        base_url_shown=origin.replayed,
        small=origin.local,
        context_tokens=origin.context_tokens,
        concurrency=EndpointOptions.concurrency,
    )


def _hit() -> None:
    count_hit()
    note_hit()


def _waiting(on_wait: Callable[[Waiting], None] | None, waiting: Waiting) -> None:
    note_wait(waiting)
    if on_wait:
        on_wait(waiting)


async def _embedded(options: EndpointOptions, progress: Progress | None, opened: AsyncExitStack) -> _Server:
    found = await _weights(options, progress)
    assert options.weights_dir  # noqa: S101 - the weights were found in it
    server = EmbeddedServer(
        found.path,
        slots=options.slots,
        slot_tokens=options.context_tokens or EMBEDDED_CONTEXT,
        kept=options.weights_dir / "prompts",
    )
    importing = asyncio.ensure_future(asyncio.to_thread(ready))  # while the weights are loaded
    await opened.enter_async_context(server)
    await importing
    return _Server(
        base_url=server.base_url,
        api_key=server.api_key,
        shown="embedded",
        identity=f"embedded:{found.sha256}:{DIALECT}",
        concurrency=server.slots,
        context_tokens=server.slot_tokens,
        prepared=lambda create: with_kept_prefix(server.watched(create), server, found.sha256),
    )


async def _weights(options: EndpointOptions, progress: Progress | None = None) -> Weights:
    if options.weights_dir is None:
        raise ValueError("an embedded model needs weights_dir")
    return await weights(options.model, options.weights_dir, progress)


async def _not_opened(options: EndpointOptions) -> _Server:
    """What the server would be, for requests that are captured."""
    if options.base_url is not None:
        return _remote(options)
    sha256 = QWEN.sha256 if options.model == EMBEDDED else (await _weights(options)).sha256
    return _Server(
        base_url="",
        api_key=None,
        shown="embedded",
        identity=f"embedded:{sha256}:{DIALECT}",
        concurrency=options.slots,
        context_tokens=options.context_tokens or EMBEDDED_CONTEXT,
    )


def _remote(options: EndpointOptions) -> _Server:
    base_url = options.base_url or ""
    return _Server(
        base_url=base_url,
        api_key=options.api_key,
        shown=shown(base_url),
        identity=shown(base_url),
        concurrency=options.concurrency,
        context_tokens=options.context_tokens or REMOTE_CONTEXT,
    )
