"""Run, article and request, one inside the other, as an application that collects spans sees them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from summarizer import Summarizer
from summarizer.running import command
from summarizer.running.json_log import json_log
from tests.doubles import BASE_URL, PLANTED_KEY, FakeServer, fails, says
from tests.drafting.samples import TEXT
from tests.running.test_pipeline import GOOD


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    return exporter


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / f"in/{name}.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(folder: Path, server: FakeServer, **overrides: Any) -> int:
    chosen = {"model": "fake", "base_url": BASE_URL, "api_key": PLANTED_KEY, "cache_dir": folder / "cache", **overrides}
    summarizer = Summarizer(transport=server.transport, **chosen)
    return command.run(summarizer.settings, ["in"], folder / "out", quiet=True, summarizer=summarizer)


def inside(span: ReadableSpan, other: ReadableSpan) -> bool:
    return span.parent is not None and other.context is not None and span.parent.span_id == other.context.span_id


def test_spans_stand_inside_one_another(folder: Path, spans: InMemorySpanExporter) -> None:
    assert run(folder, FakeServer().always(says(GOOD)), concurrency=1) == 0
    chat, request, first, cached, second, whole = spans.get_finished_spans()
    assert [span.name for span in (chat, request, first)] == ["chat fake", "request", "article"]
    assert [span.name for span in (cached, second, whole)] == ["request", "article", "run"]
    assert inside(chat, request)
    assert inside(request, first)
    assert inside(first, whole)
    assert inside(cached, second)
    assert inside(second, whole)
    assert dict(first.attributes or {}) == {
        "summarizer.article.id": "a",
        "summarizer.article.events": 1,
        "summarizer.article.claims": 1,
        "summarizer.article.rejected": 0,
    }
    assert dict(whole.attributes or {})["summarizer.run.articles"] == 2


def test_events_of_requests_name_the_article(folder: Path) -> None:
    server = FakeServer(fails(500, TEXT, headers={"retry-after": "0.01"}), says(GOOD), fails(400, TEXT))
    with json_log("log.jsonl"):
        assert run(folder, server, concurrency=1, cache=False) == 3
    told = [json.loads(line) for line in Path("log.jsonl").read_text().splitlines()]
    assert [(line["event"], line.get("article")) for line in told if not line["event"].startswith("limits.")] == [
        ("run.started", None),
        ("article.started", "a"),
        ("request.sent", "a"),
        ("request.attempt_failed", "a"),
        ("request.waiting", "a"),
        ("request.retried", "a"),
        ("request.answered", "a"),
        ("article.done", "a"),
        ("article.started", "b"),
        ("request.sent", "b"),
        ("request.attempt_failed", "b"),
        ("request.failed", "b"),
        ("article.failed", "b"),
        ("run.ended", None),
    ]


def test_no_words_of_the_article_and_no_key_are_told(folder: Path, spans: InMemorySpanExporter) -> None:
    """Whatever the server does: each article meets another trouble, and the last one is summarised."""
    server = FakeServer(fails(400, f"{TEXT} {PLANTED_KEY}", code="content_filter"), says("", refusal=TEXT))
    for _ in range(2):
        with json_log("log.jsonl"):
            run(folder, server, concurrency=1)
        server.always(says(GOOD))
    log = Path("log.jsonl").read_text()
    assert log.count("article.failed") == 2
    assert log.count("article.done") == 2
    told = log + "".join(span.to_json() for span in spans.get_finished_spans())
    sentences = [words for line in TEXT.split("\n") for words in line.split(". ") if len(words) > 20]
    assert sentences
    assert not [words for words in (*sentences, PLANTED_KEY) if words in told or json.dumps(words)[1:-1] in told]
