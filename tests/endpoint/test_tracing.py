"""What logs and traces are told of requests, through the whole stack: numbers and codes, and no words of anybody's."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import openai
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from pydantic import BaseModel

from summarizer.endpoint.adaptive import Places, adapting
from summarizer.endpoint.errors import EndpointError
from summarizer.endpoint.events import FIELDS
from summarizer.endpoint.pause import IN_A_ROW, pausing
from tests.doubles import PLANTED_KEY, FakeServer, fails, says

ASKED = "Worte aus einem Artikel"
ANSWERED = "Worte aus einer Antwort"
ECHO = f"content_filter: {ASKED} {PLANTED_KEY}"
"""What servers say of a request, with the request in it."""


class Word(BaseModel):
    word: str


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """Where spans go, without setting the global provider, which can be done only once."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    return exporter


class Events(logging.Handler):
    """Events as they are told, and everything else that is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    @property
    def told(self) -> list[tuple[str, dict[str, Any]]]:
        return [(record.msg, getattr(record, FIELDS)) for record in self.records if hasattr(record, FIELDS)]

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.told]


@pytest.fixture
def events() -> Iterator[Events]:
    handler, logger = Events(), logging.getLogger("summarizer")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)


def ask(server: FakeServer, times: int = 1, **options: Any) -> list[Any]:
    async def run() -> list[Any]:
        async with server.open(**options) as endpoint:
            question = {"messages": [{"role": "user", "content": ASKED}], "response_model": Word, "max_tokens": 9}
            return [
                (await asyncio.gather(endpoint.ask(**question, seed=7), return_exceptions=True))[0]
                for _ in range(times)
            ]

    return asyncio.run(run())


def clean(text: str) -> bool:
    return not any(word in text for word in (ASKED, ANSWERED, PLANTED_KEY))


def attributes(span: ReadableSpan) -> dict[str, Any]:
    return dict(span.attributes or {})


def test_an_answer_and_a_hit(events: Events, spans: InMemorySpanExporter, tmp_path: Path) -> None:
    ask(FakeServer(says({"word": ANSWERED}, usage=(10, 2, 5))), times=2, cache=tmp_path)
    assert events.names == ["request.sent", "request.answered", "request.cache_hit"]
    (_, sent), (_, answered), (_, hit) = events.told
    assert (sent["model"], sent["attempt"]) == ("fake", 1)
    assert (answered["input_tokens"], answered["cached_tokens"], answered["output_tokens"]) == (10, 2, 5)
    assert (answered["finish"], answered["request"]) == ("stop", sent["request"])
    assert hit["request"] == sent["request"] + 1
    chat, request, again = spans.get_finished_spans()
    assert (chat.name, chat.kind) == ("chat fake", SpanKind.CLIENT)
    assert chat.parent is not None
    assert request.context is not None
    assert chat.parent.span_id == request.context.span_id
    assert attributes(chat) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "fake",
        "gen_ai.request.max_tokens": 9,
        "gen_ai.request.temperature": 0.0,
        "gen_ai.request.seed": 7,
        "gen_ai.output.type": "json",
        "gen_ai.response.id": "chatcmpl-1",
        "gen_ai.response.model": "fake",
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.usage.input_tokens": 10,
        "gen_ai.usage.cache_read.input_tokens": 2,
        "gen_ai.usage.output_tokens": 5,
        "server.address": "model.test",
        "server.port": 443,
    }
    assert attributes(request)["summarizer.request.attempts"] == 1
    assert attributes(again)["summarizer.request.cache_hit"] is True
    assert attributes(again)["summarizer.request.attempts"] == 0


def test_a_wait_and_a_second_try(events: Events, spans: InMemorySpanExporter) -> None:
    ask(FakeServer(fails(429, ECHO, headers={"retry-after": "0.01"}), {"word": ANSWERED}))
    assert events.names == [
        "request.sent",
        "request.attempt_failed",
        "limits.concurrency",
        "request.waiting",
        "request.retried",
        "request.answered",
    ]
    told = dict(events.told)
    assert (told["request.attempt_failed"]["error"], told["request.attempt_failed"]["status"]) == (
        "RateLimitError",
        429,
    )
    assert (told["request.waiting"]["code"], told["request.waiting"]["asked"]) == ("rate_limited", True)
    assert told["request.retried"]["attempt"] == 2
    first, second, request = spans.get_finished_spans()
    assert first.status.status_code is StatusCode.ERROR
    assert attributes(first)["error.type"] == "RateLimitError"
    assert second.status.status_code is StatusCode.UNSET
    assert attributes(request)["summarizer.request.attempts"] == 2
    assert attributes(request)["summarizer.request.waited_s"] > 0


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (fails(401, ECHO), "unauthorized"),
        (fails(400, ECHO), "content_filter"),
        (fails(400, f"{ASKED} {PLANTED_KEY}"), "bad_request"),
    ],
)
def test_nobodys_words_are_told(events: Events, spans: InMemorySpanExporter, said: Any, code: str) -> None:
    (error,) = ask(FakeServer(said))
    assert isinstance(error, EndpointError)
    assert events.names[-1] == "request.failed"
    assert events.told[-1][1]["code"] == code
    assert all(clean(f"{record.getMessage()} {vars(record)}") for record in events.records)
    *_, request = spans.get_finished_spans()
    assert attributes(request)["error.type"] == code
    assert all(clean(span.to_json()) for span in spans.get_finished_spans())


def test_answers_that_are_not_valid_are_not_told_either(events: Events, spans: InMemorySpanExporter) -> None:
    ask(FakeServer(ANSWERED, {"wort": ANSWERED}))
    assert events.names == ["request.sent", "request.answered"] * 2
    assert all(clean(f"{record.getMessage()} {vars(record)}") for record in events.records)
    assert all(clean(span.to_json()) for span in spans.get_finished_spans())


def test_a_server_that_counts_nonsense_is_followed_all_the_same(events: Events, spans: InMemorySpanExporter) -> None:
    answer = says({"word": ANSWERED}).json() | {"usage": None, "id": 3, "model": None}
    (word,) = ask(FakeServer(says({"word": ANSWERED}).__class__(200, json=answer)))
    assert word == Word(word=ANSWERED)
    assert "input_tokens" not in dict(events.told)["request.answered"]
    assert "gen_ai.response.id" not in attributes(spans.get_finished_spans()[0])


def test_changes_of_the_limits_are_told(events: Events) -> None:
    async def turned_away(**_: Any) -> Any:
        response = httpx2.Response(
            429, headers={"retry-after": "0.01"}, request=httpx2.Request("POST", "https://a.test")
        )
        raise openai.APIStatusError("busy", response=response, body={})

    async def run() -> None:
        create = pausing(adapting(turned_away, Places(8, start=4)))
        await asyncio.gather(*(create() for _ in range(IN_A_ROW)), return_exceptions=True)

    asyncio.run(run())
    pause = events.told.pop()
    assert pause == ("limits.pause", {"seconds": pytest.approx(0.01, abs=0.01)})
    assert events.told[0] == ("limits.concurrency", {"places": 2, "before": 4})


def test_where_nobody_listens_nothing_is_imported() -> None:
    program = (
        "import sys\n"
        "from tests.endpoint.test_tracing import FakeServer, ask\n"
        "for name in [name for name in sys.modules if name.startswith('opentelemetry')]: del sys.modules[name]\n"
        "ask(FakeServer({'word': 'ja'}))\n"
        "assert not [name for name in sys.modules if name.startswith('opentelemetry')]\n"
    )
    root = Path(__file__).parents[2]
    ended = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)  # noqa: S603
    assert ended.returncode == 0, ended.stderr
