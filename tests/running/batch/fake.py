"""The Files and Batches API of a server, in this process, and a run that uses it."""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2

from summarizer.running.batch import rounds
from summarizer.running.batch.requests import Limits
from summarizer.running.batch.rounds import Round
from summarizer.running.batch.service import Service, open_service
from summarizer.schema import Record, Run
from summarizer.settings import Settings
from tests.doubles import BASE_URL, PLANTED_KEY, says
from tests.drafting.samples import BODY
from tests.running.test_pipeline import GOOD

Body = dict[str, Any]
Line = dict[str, Any]


def good(_: Body) -> Any:
    """What a model that does everything right says of any article of these tests."""
    return GOOD


def response(said: Any) -> Line:
    """A line's `response` and `error` from an answer as `tests.doubles` gives it, or from an error's code."""
    if said in ("batch_expired", "batch_cancelled"):
        return {"response": None, "error": {"code": said, "message": f"{said}: this request was not executed."}}
    made = said if isinstance(said, httpx2.Response) else says(said)
    return {
        "response": {"status_code": made.status_code, "request_id": "req", "body": json.loads(made.content)},
        "error": None,
    }


class BatchServer:
    """Keeps files and batches; ends batches when told to.

    `step` is called after every request is dealt with, before the answer goes out, with words that name it.
    """

    def __init__(self, seed: int = 1) -> None:
        self.files: dict[str, tuple[str, bytes]] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self.calls: list[str] = []
        self.paid: Counter[str] = Counter()
        """How often each request was answered by a model."""
        self.step: Callable[[str], None] = lambda _: None
        self.lose: Counter[str] = Counter()
        """Answers to be lost on their way: the request is dealt with, and the connection breaks."""
        self.garble: dict[str, list[bytes]] = {}
        """By call: what something in between answers to the next ones."""
        self.transport = httpx2.MockTransport(self._handle)
        self._random = random.Random(seed)  # noqa: S311

    def requests(self, batch: str | None = None) -> list[Line]:
        """The requests of a batch, or of all of them."""
        of = [self.batches[batch]] if batch else self.batches.values()
        return [json.loads(line) for each in of for line in self.files[each["input_file_id"]][1].splitlines()]

    def end(
        self,
        answer: Callable[[Body], Any] = good,
        *,
        status: str = "completed",
        extra: tuple[bytes, ...] = (),
    ) -> None:
        """End every batch that is under way.

        Args:
            answer: From a request's body to an answer, an error response, or the code of an error of the batch itself.
            status: How they end.
            extra: Lines that stand in the output file besides.
        """
        for batch in self.batches.values():
            if batch["status"] not in {"in_progress", "cancelling"}:
                continue
            output, errors = list(extra), []
            for request in self.requests(batch["id"]) if status != "failed" else []:
                line = {"id": "x", "custom_id": request["custom_id"], **response(answer(request["body"]))}
                succeeded = line["response"] is not None and line["response"]["status_code"] == 200
                self.paid[request["custom_id"]] += succeeded
                (output if succeeded else errors).append(json.dumps(line, ensure_ascii=False).encode())
            self._random.shuffle(output)
            batch["status"] = status
            batch["request_counts"] = {
                "total": len(output) + len(errors),
                "completed": len(output),
                "failed": len(errors),
            }
            if status == "failed":
                batch["errors"] = {"object": "list", "data": [{"code": "invalid_file", "message": "line 1 is no JSON"}]}
            for name, lines in (("output", output), ("error", errors)):
                if lines:
                    batch[f"{name}_file_id"] = self._keep(f"{name}.jsonl", b"\n".join(lines) + b"\n")

    def _keep(self, name: str, content: bytes) -> str:
        file_id = f"file-{len(self.files) + 1}"
        self.files[file_id] = (name, content)
        return file_id

    async def _handle(self, request: httpx2.Request) -> httpx2.Response:
        call = f"{request.method} {re.sub(r'(?<=/)(file-|batch_)[0-9]+', 'ID', request.url.path.removeprefix('/v1'))}"
        self.calls.append(call)
        assert request.headers["authorization"] == f"Bearer {PLANTED_KEY}"
        answer = self._answer(request, call)
        if self.lose[call]:
            self.lose[call] -= 1
            raise httpx2.ReadError("connection reset", request=request)
        self.step(call)
        return answer

    def _answer(self, request: httpx2.Request, call: str) -> httpx2.Response:  # noqa: PLR0911 - one a call
        if self.garble.get(call):
            headers = {"content-type": "application/json"}
            return httpx2.Response(200, content=self.garble[call].pop(), headers=headers)
        *_, last = parts = request.url.path.split("/")
        match call:
            case "POST /files":
                assert b'name="purpose"\r\n\r\nbatch' in request.content
                name = re.search(rb'filename="([^"]+)"', request.content)
                content = request.content.partition(b'filename="')[2].partition(b"\r\n\r\n")[2]
                assert name
                file_id = self._keep(name[1].decode(), content.partition(b"\r\n--")[0])
                return httpx2.Response(200, json=self._file(file_id))
            case "GET /files":
                return self._page([self._file(each) for each in self.files], request)
            case "GET /files/ID/content":
                return httpx2.Response(200, content=self.files[parts[-2]][1])
            case "POST /batches":
                return httpx2.Response(200, json=self._create(json.loads(request.content)))
            case "GET /batches":
                return self._page([*self.batches.values()][::-1], request)
            case "GET /batches/ID":
                return httpx2.Response(200, json=self.batches[last])
            case "POST /batches/ID/cancel":
                self.batches[parts[-2]]["status"] = "cancelling"
                return httpx2.Response(200, json=self.batches[parts[-2]])
        return httpx2.Response(404, json={"error": {"message": f"no {call} here"}})

    def _create(self, asked: dict[str, Any]) -> dict[str, Any]:
        assert (asked["endpoint"], asked["completion_window"]) == ("/v1/chat/completions", "24h")
        assert asked["input_file_id"] in self.files
        batch_id = f"batch_{len(self.batches) + 1}"
        counts = {"total": 0, "completed": 0, "failed": 0}
        self.batches[batch_id] = {
            **asked,
            "id": batch_id,
            "object": "batch",
            "status": "in_progress",
            "created_at": 1,
            "request_counts": counts,
        }
        return self.batches[batch_id]

    def _file(self, file_id: str) -> dict[str, Any]:
        name, content = self.files[file_id]
        return {"id": file_id, "object": "file", "filename": name, "bytes": len(content), "purpose": "batch"}

    def _page(self, items: list[dict[str, Any]], request: httpx2.Request) -> httpx2.Response:
        """Two at a time, so that whoever looks for something has to turn pages."""
        ids = [item["id"] for item in items]
        after = request.url.params.get("after")
        start = ids.index(after) + 1 if after else 0
        page = items[start : start + 2]
        return httpx2.Response(200, json={"object": "list", "data": page, "has_more": start + 2 < len(items)})


class BatchRun:
    """A run over small articles, each command as from a new process."""

    def __init__(self, folder: Path, articles: int = 3, **settings: Any) -> None:
        self.inputs, self.out, self.cache = folder / "in", folder / "out", folder / "cache"
        self.inputs.mkdir()
        self.server = BatchServer()
        for number in range(articles):
            self.add(f"a{number}")
        self.settings = Settings(
            model="fake", base_url=BASE_URL, api_key=PLANTED_KEY, cache_dir=self.cache, concurrency=4, **settings
        )
        self.said: list[str] = []

    def add(self, name: str, text: str = "") -> None:
        """One more article."""
        (self.inputs / f"{name}.txt").write_text(text or f"{BODY} Das ist Meldung {name}.\n", encoding="utf-8")

    def submit(self, *, again: bool = False, limits: Limits = Limits()) -> Round:  # noqa: B008
        """`summarizer batch submit`."""
        inputs = () if (self.out / "run.json").exists() else (str(self.inputs),)
        return asyncio.run(
            rounds.submit(
                self.out,
                inputs,
                self.settings,
                say=self.said.append,
                again=again,
                limits=limits,
                connect=self.connect,
            )
        )

    def collect(self) -> Round:
        """`summarizer batch collect`."""
        return asyncio.run(rounds.collect(self.out, self.settings, say=self.said.append, connect=self.connect))

    def cancel(self) -> int:
        """`summarizer batch cancel`."""
        return asyncio.run(rounds.cancel(self.out, self.settings, say=self.said.append, connect=self.connect))

    @asynccontextmanager
    async def connect(self, settings: Settings, say: Callable[[str], None]) -> AsyncIterator[Service]:
        """The server of this run."""

        async def at_once(_: float) -> None:
            return None

        key = settings.api_key.get_secret_value() if settings.api_key else None
        transport = self.server.transport
        async with open_service(settings.server or "", key, timeout=1, sleep=at_once, transport=transport) as api:
            yield api

    @property
    def run(self) -> Run:
        """What `run.json` says."""
        return Run.model_validate_json((self.out / "run.json").read_bytes())

    @property
    def records(self) -> dict[str, Record]:
        """The records by article."""
        found = [Record.model_validate_json(path.read_bytes()) for path in (self.out / "records").glob("[!.]*.json")]
        return {record.article.id: record for record in found}

    @property
    def failures(self) -> list[dict[str, Any]]:
        """Lines of `failures.jsonl`."""
        return [json.loads(line) for line in (self.out / "failures.jsonl").read_text("utf-8").splitlines()]
