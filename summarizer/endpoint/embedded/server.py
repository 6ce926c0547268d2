"""llama.cpp's own server, in a process beside this one and for this one alone."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from summarizer.endpoint.embedded import child
from summarizer.endpoint.embedded.cores import usable_cores
from summarizer.endpoint.errors import FatalForRun
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

LONGEST_ANSWER = 2048
"""Tokens after which the server stops an answer that named no limit of its own."""


class EmbeddedServer:
    """Serves one GGUF file on the loopback interface while the context is open.

    Args:
        gguf: The weights. They are mapped, not read: the start takes seconds, the memory is that of the file and its
            context.
        slots: Requests worked on at once. Their summed speed hardly grows, and each has its own prompt cache.
        slot_tokens: Prompt and answer of one request together.
        threads: Defaults to the physical cores this process may use.
        kept: Folder for what a slot has read, if it shall be kept.
    """

    def __init__(
        self,
        gguf: Path,
        *,
        slots: int = 2,
        slot_tokens: int = 4096,
        threads: int | None = None,
        kept: Path | None = None,
    ) -> None:
        self.slots = slots
        self.slot_tokens = slot_tokens
        self.kept = kept
        self.api_key = secrets.token_urlsafe(24)
        """Keeps other users of the machine out."""
        self._gguf = gguf
        self._threads = threads or usable_cores()
        self._process: subprocess.Popen[bytes] | None = None
        self.address = ""
        """Where the server listens, known while it runs."""

    @property
    def base_url(self) -> str:
        """Address of the API, known while the server runs."""
        return f"{self.address}/v1"

    @property
    def build(self) -> str:
        """The version of llama.cpp's package, known while the server runs."""
        return version("xllamacpp")

    async def __aenter__(self) -> Self:
        if not self._gguf.is_file():
            raise FatalForRun(f"There are no weights at {self._gguf}.", "Run `summarizer models pull`.", "no_weights")
        if find_spec("xllamacpp") is None:
            raise FatalForRun(
                "The embedded model is not installed.",
                "Run `pip install 'summarizer[embedded]'`, or name a server with --base-url.",
                "embedded_missing",
            )
        self._process = self._begun()
        try:
            self.address = await asyncio.to_thread(self._told, self._process)
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.shield(self._stop())

    def watched(self, create: Create) -> Create:
        """Say of a request that fails because the server's process has ended that this is why."""

        async def served(**body: Any) -> ChatCompletion:
            try:
                return await create(**body)
            except Exception as error:
                if self._process and self._process.poll() is not None:
                    raise FatalForRun(
                        "The process of the embedded model has ended, as it does where memory runs out.",
                        "Make room or name a smaller model; then run the same command again.",
                        "embedded_ended",
                    ) from error
                raise

        return served

    @staticmethod
    def _begun() -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C is ours to handle. -P: no module of the working folder stands in for another.
        return subprocess.Popen(  # noqa: S603 - a file of ours
            [sys.executable, "-P", child.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # llama.cpp writes there what it likes, articles included
            start_new_session=True,
        )

    def _told(self, process: subprocess.Popen[bytes]) -> str:
        """The address that the process tells when the weights are loaded."""
        assert process.stdin and process.stdout  # noqa: S101 - both are pipes
        with suppress(OSError):  # it has ended, and will tell nothing
            process.stdin.write(json.dumps(self._parameters()).encode() + b"\n")
            process.stdin.flush()
        told = process.stdout.readline().decode().strip()
        if not told:
            raise FatalForRun(
                f"llama.cpp cannot load {self._gguf}.",
                "Check that it is a GGUF file of a supported model, that there is memory for it, "
                "and that Python can `import xllamacpp`.",
                "weights_unusable",
            )
        return told

    def _parameters(self) -> dict[str, Any]:
        """By their names in llama.cpp's `common_params`."""
        return {
            "model.path": str(self._gguf),
            "n_parallel": self.slots,
            "n_ctx": self.slots * self.slot_tokens,
            "n_predict": LONGEST_ANSWER,
            "cpuparams.n_threads": self._threads,
            "cpuparams_batch.n_threads": self._threads,
            "cache_ram_mib": 0,  # default: 8 GiB of old prompts
            "warmup": False,  # the first request warms up as well, and is not thrown away
            "fit_params": False,  # the sizes above are meant
            "hostnames": ["127.0.0.1"],
            "port": 0,
            "api_keys": [self.api_key],
            "ui": False,
            "cors_origins": "",
            "endpoint_slots": False,
            "verbosity": -1,
            **({"slot_save_path": f"{self.kept}{os.sep}"} if self.kept else {}),
        }

    async def _stop(self) -> None:
        if process := self._process:
            self._process = None
            process.kill()
            await asyncio.to_thread(process.wait)
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what was to be written to it is lost
                    pipe.close()  # type: ignore[union-attr]  # both are pipes
