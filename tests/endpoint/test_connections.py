"""Over real sockets: what the pool says of a connection decides whether a request is paid for and sent again."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

import httpx2
import openai
import pytest

from summarizer.endpoint.client import open_client
from summarizer.endpoint.errors import classify, never_sent

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1", "::1"])]

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
BEGUN = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"


async def _request(reader: asyncio.StreamReader) -> None:
    await reader.readuntil(b"\r\n\r\n")


async def hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _request(reader)
    writer.close()


async def hangs_up_within_the_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _request(reader)
    writer.write(BEGUN)
    await writer.drain()
    writer.close()


async def resets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _request(reader)
    writer.write(BEGUN)
    await writer.drain()
    writer.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    writer.transport.abort()


async def speaks_something_else(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _request(reader)
    writer.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
    await writer.drain()
    writer.close()


async def says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _request(reader)
    await reader.read()
    writer.close()


def failure_of(serve: Serve | None) -> openai.APIConnectionError:
    async def run() -> openai.APIConnectionError:
        server = await asyncio.start_server(serve or says_nothing, "127.0.0.1", 0)
        address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1?code=planted"
        if serve is None:
            server.close()
            await server.wait_closed()
        try:
            async with open_client(address, None, timeout=0.5, connections=1, local=True) as create:
                with pytest.raises(openai.APIConnectionError) as raised:
                    await create(model="m", messages=[])
                return raised.value
        finally:
            server.close()

    return asyncio.run(run())


@pytest.mark.parametrize("serve", [hangs_up, hangs_up_within_the_answer, resets, speaks_something_else])
def test_a_connection_that_breaks_had_the_request_and_is_no_timeout(serve: Serve) -> None:
    error = failure_of(serve)
    assert not isinstance(error, openai.APITimeoutError)
    assert not never_sent(error)
    verdict = classify(error)
    assert (verdict.kind, verdict.error.code) == ("wait", "unreachable")
    assert "planted" not in verdict.error.message


def test_a_refused_connection_took_nothing() -> None:
    error = failure_of(None)
    assert isinstance(error.__cause__, httpx2.ConnectError)
    assert never_sent(error)
    assert classify(error).error.code == "unreachable"


def test_silence_is_a_timeout_and_had_the_request() -> None:
    error = failure_of(says_nothing)
    assert isinstance(error, openai.APITimeoutError)
    assert not never_sent(error)
    assert classify(error).error.code == "timeout"
