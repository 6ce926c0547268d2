"""The Files and Batches API of a server: what it is told is told once, also when an answer of it gets lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from summarizer.endpoint.client import connected
from summarizer.endpoint.errors import FatalForRun, Malformed, shown
from summarizer.endpoint.retry import Waiting, retrying
from summarizer.endpoint.types import Create
from summarizer.running import atomic
from summarizer.running.batch.requests import URL

if TYPE_CHECKING:
    import httpx2
    import openai
    from openai.pagination import AsyncCursorPage as Page
    from openai.types import Batch

T = TypeVar("T")

TIME_LIMIT = 900.0
"""Seconds after its first try for which a step is tried again."""
NOT_FOUND = "not_found"
"""Code of the error for a server, file or batch that is not there."""
WINDOW: Final = "24h"
"""Time a batch may take. The API knows no other."""
_PAGE = 100
_NO_BATCHES = "Check the base URL, and that this server has a Batch API: most have none. `summarizer run` needs none."
GIVE_UP = 'set the step of that part to "settled" in batch/state.json; what it did not answer is then sent again.'
"""How to do without answers that do not come."""
_GONE = "Check that the key is of the project that submitted it. If it was deleted there for good, say so: " + GIVE_UP
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
"""States a batch never leaves."""


class Service:
    """One server, through one client and the retries of a live run."""

    def __init__(
        self,
        client: openai.AsyncOpenAI,
        *,
        on_wait: Callable[[Waiting], None] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._client = client
        self._server = shown(client.base_url)
        self._on_wait = on_wait
        self._sleep = sleep

    async def upload(self, path: Path, name: str, *, in_doubt: bool) -> str:
        """The id of the file `name` on the server, with the content of `path`.

        Args:
            path: Of at most 200 MB.
            name: Of this very file and no other.
            in_doubt: Whether it may be there already.
        """

        size = path.stat().st_size  # noqa: ASYNC240

        async def look() -> str | None:
            files = self._every(self._client.files.list(purpose="batch", limit=_PAGE))
            same = [file.id async for file in files if file.filename == name and file.bytes == size]
            return same[0] if same else None

        async def make() -> str:
            with path.open("rb") as content:
                made = await self._client.files.create(file=(name, content), purpose="batch")
            return self._id(made)

        return await self._once(look, make, in_doubt)

    async def create(self, file_id: str, metadata: dict[str, str], *, in_doubt: bool) -> str:
        """The id of the batch over an uploaded file that carries `metadata`.

        Args:
            file_id: As `upload` returned it.
            metadata: Of this very batch and no other.
            in_doubt: Whether it may exist already.
        """

        async def look() -> str | None:
            batches = self._every(self._client.batches.list(limit=_PAGE))
            same = [batch.id async for batch in batches if metadata.items() <= (batch.metadata or {}).items()]
            return same[0] if same else None

        async def make() -> str:
            made = await self._client.batches.create(
                input_file_id=file_id, endpoint=URL, completion_window=WINDOW, metadata=metadata
            )
            return self._id(made)

        return await self._once(look, make, in_doubt)

    async def retrieve(self, batch_id: str) -> Batch:
        """How a batch stands."""

        async def asked() -> Batch:
            batch = await self._client.batches.retrieve(batch_id)
            self._id(batch)
            return batch

        return await self._patiently(asked, _GONE)

    async def cancel(self, batch_id: str) -> None:
        """Have a batch ended; what it has answered until then can be collected."""

        async def told() -> None:
            await self._client.batches.cancel(batch_id)

        await self._patiently(told, _GONE)

    async def download(self, file_id: str, path: Path) -> None:
        """Put the content of a file at `path`, whole or not at all."""
        import httpx2  # noqa: PLC0415
        import openai  # noqa: PLC0415 - costs half a second at start

        async def fetched() -> None:
            try:
                async with self._client.files.with_streaming_response.content(file_id) as content:
                    with atomic.writing(path) as file:
                        async for some in content.iter_bytes():
                            file.write(some)
            except httpx2.RequestError as error:  # in the midst of it, where the client does not translate
                raise openai.APIConnectionError(request=error.request) from error

        await self._patiently(fetched, _GONE)

    async def _every(self, first: Awaitable[Page[T]]) -> AsyncIterator[T]:
        """What a list holds, on all its pages. One that cannot be read must not pass for an empty one."""
        fetched = first
        while True:
            try:
                page = await fetched
            except AttributeError:  # the client stumbles over a page that is no object
                raise Malformed(self._server, "a list that is none") from None
            if not isinstance(getattr(page, "data", None), list):
                raise Malformed(self._server, str(page))
            for item in page.data:
                yield item
            if not page.has_next_page():
                return
            fetched = page.get_next_page()

    def _id(self, made: Any) -> str:
        given = getattr(made, "id", None)  # the client does not validate answers
        if not isinstance(given, str) or not given:
            raise Malformed(self._server, str(made))
        return given

    async def _once(
        self, look: Callable[[], Awaitable[str | None]], make: Callable[[], Awaitable[str]], in_doubt: bool
    ) -> str:
        """Make something that must not be made twice: whatever was tried before is looked for first."""

        async def found_or_made() -> str:
            nonlocal in_doubt
            if in_doubt and (there := await look()):
                return there
            in_doubt = True
            return await make()

        return await self._patiently(found_or_made, _NO_BATCHES)

    async def _patiently(self, step: Callable[[], Awaitable[T]], not_found: str) -> T:
        # The retries of chat completions: they pass on what they send and what comes back without looking at it.
        async def once(**_: Any) -> T:
            try:
                return await step()
            except ValueError as error:  # the client lets broken JSON through as it is
                raise Malformed(self._server, str(error)) from None

        patient = retrying(cast(Create, once), time_limit=TIME_LIMIT, on_wait=self._on_wait, sleep=self._sleep)
        try:
            return cast(T, await patient())
        except FatalForRun as failed:
            if failed.code != NOT_FOUND:
                raise
            error = FatalForRun(failed.message, not_found, failed.code)
        raise error


@asynccontextmanager
async def open_service(  # noqa: PLR0913 - what a connection is made of
    base_url: str,
    api_key: str | None,
    *,
    timeout: float,  # noqa: ASYNC109 - of each attempt, kept by the client
    on_wait: Callable[[Waiting], None] | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> AsyncIterator[Service]:
    """Open a connection to the server at `base_url`; every step raises `EndpointError` where it fails for good."""
    async with connected(base_url, api_key, timeout=timeout, connections=1, transport=transport) as client:
        yield Service(client, on_wait=on_wait, sleep=sleep)
