"""Files of requests, within what the Batch API takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from pydantic_core import from_json

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.errors import FatalForRun
from summarizer.errors import UsageError
from summarizer.running import atomic
from summarizer.running.batch.bound import Bound
from summarizer.running.batch.state import Part, requests_file

URL: Final = "/v1/chat/completions"
"""Where each request goes, as the Batch API names it; the same on every server."""


@dataclass(frozen=True)
class Limits:
    """Most that goes into one file. Source: OpenAI's guide to the Batch API, "Rate limits"."""

    requests: int = 50_000
    bytes: int = 200 * 1000 * 1000


class RequestFiles:
    """Takes requests one by one and writes them to as many files as they need; each is there whole or not at all."""

    def __init__(  # noqa: PLR0913 - what a file of requests is made of
        self, folder: Path, first: int, *, model: str, endpoint: str, limits: Limits, bound: Bound
    ) -> None:
        self.parts: list[Part] = []
        self._folder = folder
        self._number = first
        self._model = model
        self._endpoint = endpoint
        self._limits = limits
        self._bound = bound
        self._keys: set[str] = set()
        self._opened = ExitStack()
        self._file: BinaryIO | None = None
        self._requests = self._bytes = 0
        self._most = Need()

    def __enter__(self) -> RequestFiles:
        return self

    def __exit__(self, *error: Any) -> None:
        if error[0] is None:
            self._finish()
        self._opened.__exit__(*error)

    def add(self, key: str, body: dict[str, Any]) -> bool:
        """Take a request, unless it was taken before; returns False if the bound does not pay for it.

        Raises:
            FatalForRun: It cannot be written.
        """
        if key in self._keys:
            return True
        need = self._bound.take(body)
        if need is None:
            return False
        self._keys.add(key)
        try:
            self._write(_line(key, body), need)
        except OSError as error:
            message = f"{requests_file(self._folder, self._number)} cannot be written: {error.strerror}."
            raise FatalForRun(message, "Make room or correct the permissions.", "unwritable") from None
        return True

    def _write(self, line: bytes, need: Need) -> None:
        if self._requests == self._limits.requests or self._bytes + len(line) > self._limits.bytes:
            self._finish()
        if self._file is None:
            path = requests_file(self._folder, self._number)
            path.parent.mkdir(exist_ok=True)
            self._file = self._opened.enter_context(atomic.writing(path))
        self._file.write(line)
        self._requests += 1
        self._bytes += len(line)
        self._most += need

    def _finish(self) -> None:
        if self._file is None:
            return
        self._opened.close()
        self._file = None
        self.parts.append(
            Part(
                number=self._number,
                requests=self._requests,
                bytes=self._bytes,
                model=self._model,
                endpoint=self._endpoint,
                most_tokens=self._most.tokens,
                most_cost=self._most.cost,
            )
        )
        self._number += 1
        self._requests = self._bytes = 0
        self._most = Need()


def keys(path: Path) -> Iterator[str]:
    """The keys of the requests in a file.

    Raises:
        UsageError: It is not there any more, or not as it was written.
    """
    try:
        with path.open("rb") as lines:
            for line in lines:
                yield str(from_json(line)["custom_id"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path} cannot be read ({type(error).__name__}): it names what a batch was asked.", "Put it back."
        ) from None


def _line(key: str, body: dict[str, Any]) -> bytes:
    request = {"custom_id": key, "method": "POST", "url": URL, "body": body}
    return json.dumps(request, separators=(",", ":")).encode("ascii") + b"\n"
