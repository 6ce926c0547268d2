"""A model server with a bad day: an OpenAI-compatible API that fails on purpose and keeps a journal of what it did.

    python -m tests.chaos.server SEED    # prints its port; lives until standard input closes

Which fault a request meets depends on the seed, on what is asked and on how often it was asked, and on nothing else.
The journal outlives the clients: `GET /journal` gives a JSON array of `Exchange`, `GET /answers` the number of answers.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import re
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from email.utils import formatdate
from typing import Any, Literal

from tests.chaos import newsroom

Outcome = Literal["answered", "refused", "truncated", "bad_json", "no_json", "disconnected", "overloaded", "broken"]

SHARES: dict[Outcome, float] = {
    "overloaded": 0.20,
    "broken": 0.05,
    "disconnected": 0.02,
    "bad_json": 0.01,
    "no_json": 0.01,
    "truncated": 0.02,
}
"""Of all requests: 429; 500; cut off in the middle of the body; a chat completion whose content is no JSON; a body that
is none; `finish_reason: length`."""
LATENCY = (0.05, 0.25)
"""Seconds an answer takes, at least and at most."""
REFUSED_EVERY, REFUSED_AT = 250, 7
"""Of every so many articles the one that the model will not talk about, however often it is asked."""
SLIP_EVERY, SLIP_AT = 3, 1
"""Of every so many articles the one whose draft holds a wrong number, so that it needs a second question, a repair:
what was answered first must not be lost when the client is killed before it is through with the article."""
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass
class Exchange:
    """One request and what became of it. Times are those of `time.time`."""

    question: str
    """SHA-256 of the body: the same for the same question."""
    article: int
    outcome: Outcome
    came: float
    went: float | None = None
    """When all that was to be sent had been handed to the operating system; None if the client was gone by then."""
    input: int = 0
    cached: int = 0
    output: int = 0
    """Tokens that the client was told of."""
    wait: float | None = None
    """Seconds the client was asked to wait."""


class Server:
    """Answers, fails and remembers."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.journal: list[Exchange] = []
        self._asked: Counter[str] = Counter()

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client until it leaves."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = _LENGTH.search(head)
                body = await reader.readexactly(int(length[1]) if length else 0)
                if head.startswith(b"POST"):
                    await self._ask(body, reader, writer)
                else:
                    writer.write(_response(200, self._told(head)))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _told(self, head: bytes) -> bytes:
        if head.startswith(b"GET /journal"):
            return json.dumps([asdict(each) for each in self.journal]).encode()
        return str(sum(1 for each in self.journal if each.outcome == "answered" and each.went)).encode()

    async def _ask(self, body: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = json.loads(body)
        question = hashlib.sha256(body).hexdigest()
        rng = random.Random(f"{self.seed} {question} {self._asked[question]}")  # noqa: S311
        self._asked[question] += 1
        article = newsroom.number_of(asked["messages"])
        exchange = Exchange(question, article, _outcome(rng, article), time.time())
        self.journal.append(exchange)
        await asyncio.sleep(rng.uniform(*LATENCY))
        sent = _sent(exchange, asked, rng)
        if reader.at_eof() or writer.is_closing():
            raise ConnectionResetError
        if exchange.outcome == "disconnected":
            writer.write(sent[: len(sent) * 2 // 3])
            await writer.drain()
            raise ConnectionAbortedError
        writer.write(sent)
        await writer.drain()
        exchange.went = time.time()


def _outcome(rng: random.Random, article: int) -> Outcome:
    drawn = rng.random()
    for outcome, share in SHARES.items():
        if drawn < share:
            return outcome
        drawn -= share
    return "refused" if article % REFUSED_EVERY == REFUSED_AT else "answered"


def _sent(exchange: Exchange, asked: dict[str, Any], rng: random.Random) -> bytes:
    if exchange.outcome == "overloaded":
        headers, exchange.wait = _please_wait(rng)
        return _response(429, _error("Too many requests", "rate_limit_exceeded"), headers)
    if exchange.outcome == "broken":
        return _response(500, _error("The server had an error", None))
    if exchange.outcome == "no_json":
        return _response(200, b"<html><body>Bad gateway</body></html>")
    return _response(200, _completion(exchange, asked, rng))


def _please_wait(rng: random.Random) -> tuple[dict[str, str], float | None]:
    """Every way of asking for a pause that clients know of, and none at all."""
    at = int(time.time()) + 2
    return rng.choice(
        [
            ({"Retry-After": "1"}, 1.0),
            ({"retry-after-ms": "150", "Retry-After": "1"}, 0.15),
            ({"Retry-After": formatdate(at, usegmt=True)}, at - time.time()),
            ({}, None),
        ]
    )


def _completion(exchange: Exchange, asked: dict[str, Any], rng: random.Random) -> bytes:
    content, refusal = json.dumps(_answer(exchange.article, asked), ensure_ascii=False), None
    if exchange.outcome in {"truncated", "bad_json"}:
        content = content[: len(content) // 2]
    if exchange.outcome == "refused":
        content, refusal = "", "I cannot talk about that."
    exchange.input = sum(len(message["content"]) for message in asked["messages"]) // 4
    exchange.cached = rng.randrange(exchange.input)
    exchange.output = 1 + len(content) // 4
    message = {"role": "assistant", "content": content, "refusal": refusal}
    finish_reason = "length" if exchange.outcome == "truncated" else "stop"
    completion = {
        "id": f"chatcmpl-{exchange.question[:12]}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": asked["model"],
        "choices": [{"index": 0, "finish_reason": finish_reason, "message": message}],
        "usage": {
            "prompt_tokens": exchange.input,
            "completion_tokens": exchange.output,
            "total_tokens": exchange.input + exchange.output,
            "prompt_tokens_details": {"cached_tokens": exchange.cached},
        },
    }
    sent = json.dumps(completion, ensure_ascii=False).encode()
    if exchange.outcome == "disconnected":  # what is cut off, the client is never told
        exchange.input = exchange.cached = exchange.output = 0
    return sent


def _answer(article: int, asked: dict[str, Any]) -> dict[str, Any]:
    if asked["response_format"]["json_schema"]["name"] == "Repaired":
        return {"item": None}
    return newsroom.draft(asked["messages"], slip=article % SLIP_EVERY == SLIP_AT)


def _error(message: str, code: str | None) -> bytes:
    return json.dumps({"error": {"message": message, "type": "server_error", "param": None, "code": code}}).encode()


def _response(status: int, body: bytes, headers: dict[str, str] | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status} As it is", "Content-Type: application/json", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def serve(seed: int) -> None:
    """Serve on a free port of the loopback interface until standard input closes."""
    server = await asyncio.start_server(Server(seed).connection, "127.0.0.1", 0, limit=1 << 20)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
