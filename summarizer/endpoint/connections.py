"""HTTP connections: aiohttp below the openai client, and its failures called what they are.

aiohttp spends far less processor time than the openai client's own pool, which looks through every idle connection for
each request. The adapter between the two, though, reports whatever befalls a connection as a timeout while connecting:
then a server that took a request and hung up would seem never to have seen it, and a refused connection to be slow.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
import httpx2
import openai


class Connections(openai.DefaultAioHttpClient):
    """A pool of connections that takes what `httpx2.AsyncClient` takes, and raises what that raises."""

    async def send(self, request: httpx2.Request, **how: Any) -> httpx2.Response:
        """Send a request and read the answer; see `httpx2.AsyncClient.send`."""
        with _called_by_name(request):
            return await super().send(request, **how)


@contextmanager
def _called_by_name(request: httpx2.Request) -> Iterator[None]:
    try:
        yield
    except httpx2.TimeoutException as error:
        cause = error.__cause__
        if not isinstance(cause, aiohttp.ClientError) or isinstance(cause, aiohttp.ServerTimeoutError):
            raise
        raise _meant(cause, request) from cause
    except aiohttp.ClientError as error:
        raise _meant(error, request) from error


def _meant(error: aiohttp.ClientError, request: httpx2.Request) -> httpx2.TransportError:
    if isinstance(error, aiohttp.ClientConnectorError):
        return httpx2.ConnectError(str(error.os_error), request=request)
    if isinstance(error, aiohttp.ClientResponseError):  # its text holds the address, query and all
        return httpx2.RemoteProtocolError(error.message, request=request)
    return httpx2.RemoteProtocolError(str(error), request=request)
