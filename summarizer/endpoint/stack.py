"""The stack, put together: what stands between a question and the server that answers it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.endpoint.client import open_client
from summarizer.endpoint.embedded.parts import Progress
from summarizer.endpoint.embedded.server import EmbeddedServer
from summarizer.endpoint.embedded.weights import EMBEDDED, weights
from summarizer.endpoint.errors import shown
from summarizer.endpoint.limits import limited
from summarizer.endpoint.metering import metering
from summarizer.endpoint.strict import with_strict_schema
from summarizer.endpoint.structured import Asker

if TYPE_CHECKING:
    import httpx2


@dataclass(frozen=True, kw_only=True)
class EndpointOptions:
    """Which model to ask, and how hard."""

    model: str = EMBEDDED
    """With a `base_url`: a name the server knows. Without: `embedded`, the path of a GGUF file, or
    `hf:owner/repository/file.gguf`."""
    base_url: str | None = None
    """Address of an OpenAI-compatible API, usually ending in `/v1`; None for a model inside this process."""
    api_key: str | None = field(default=None, repr=False)
    concurrency: int = 16
    """Requests under way at once; the embedded server takes its slots instead."""
    slots: int = 2
    """Requests the embedded server works on at once."""
    timeout: float = 300.0
    """Seconds until an attempt is given up."""
    context_tokens: int | None = None
    """Prompt and answer of one request together, where the default (4,096 embedded, 32,768 otherwise) is wrong."""
    small: bool | None = None
    """Whether the model needs small questions; by default the embedded ones do."""


@dataclass(frozen=True)
class Endpoint:
    """An open way to a model."""

    asker: Asker
    """Asks it; `Asker.ask` is the one method."""
    model: str
    shown: str
    """Where the model is, as it may be displayed and recorded: no credentials."""
    small: bool
    """Whether the model needs small questions."""
    context_tokens: int
    """Prompt and answer of one request together."""
    concurrency: int
    """Requests under way at once: asking more at a time gains nothing."""


@asynccontextmanager
async def open_endpoint(
    options: EndpointOptions,
    *,
    progress: Progress | None = None,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> AsyncIterator[Endpoint]:
    """Open the way to a model, and close it with the context: connections, cache, embedded server.

    Args:
        options: Which model, and how hard to ask.
        progress: Called with bytes done and in all, while weights are put together or fetched.
        transport: Stands in for the network, in tests.
    """
    async with AsyncExitStack() as opened:
        address: tuple[str, str | None]
        if options.base_url is None:
            server = await opened.enter_async_context(
                EmbeddedServer(
                    await weights(options.model, progress),
                    slots=options.slots,
                    slot_tokens=options.context_tokens or 4096,
                )
            )
            address = (server.base_url, server.api_key)
            concurrency = server.slots
        else:
            address = (options.base_url, options.api_key)
            concurrency = options.concurrency
        create = await opened.enter_async_context(
            open_client(*address, timeout=options.timeout, connections=concurrency, transport=transport)
        )
        local = options.base_url is None
        create = metering(create)
        create = limited(create, concurrency=concurrency)
        create = with_strict_schema(create, lengths=local)
        yield Endpoint(
            asker=Asker(create, options.model),
            model=options.model,
            shown="embedded" if local else shown(address[0]),
            small=local if options.small is None else options.small,
            context_tokens=options.context_tokens or (4096 if local else 32768),
            concurrency=concurrency,
        )
