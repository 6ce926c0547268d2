"""Runs that may not spend more than they were given, and the account they keep."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import pytest

from summarizer.running import command, pipeline
from summarizer.running.ledger import read_run, record_files
from summarizer.schema import Record, Run
from summarizer.settings import Settings
from tests.doubles import BASE_URL, PLANTED_KEY, FakeServer, fails, says
from tests.drafting.samples import BODY

NOTHING = {"events": [], "claims": [], "summary": []}
OPENAI = "https://api.openai.com/v1"
PATIENT = {"retry-after": "0"}


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abcdef":
        (folder / f"{name}.txt").write_text(f"{BODY}\n\nDies war die Meldung {name}.\n", encoding="utf-8")
    return folder


@pytest.fixture
def run(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)

    def go(server: FakeServer, **chosen: Any) -> Run:
        summarizer = functools.partial(pipeline.Summarizer, transport=server.transport)
        monkeypatch.setattr(pipeline, "Summarizer", summarizer)
        given = {"model": "fake", "base_url": BASE_URL, "api_key": PLANTED_KEY, "cache": False, "concurrency": 2}
        code = command.run(Settings(**{**given, **chosen}), [str(inputs)], tmp_path / "out", quiet=True)
        monkeypatch.undo()
        monkeypatch.chdir(tmp_path)
        made = read_run(tmp_path / "out")
        assert code == (0 if made.state == "done" and not made.counts.failures else 3 if made.counts.records else 1)
        return made

    return go


def records(out: Path) -> list[Record]:
    return [Record.model_validate_json(path.read_bytes()) for path in record_files(out)]


def test_a_run_stops_where_its_budget_ends_and_goes_on_when_it_is_raised(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = FakeServer().always(says(NOTHING, usage=(100, 0, 900)))
    first = run(server, max_tokens=20_000)
    assert first.state == "aborted"
    assert 0 < first.counts.records < 6
    assert first.counts.failures == 0
    assert len(server.bodies) == first.counts.records, "what was sent was kept, and nothing was sent in vain"
    assert first.spent is not None
    assert (first.spent.tokens, first.spent.unconfirmed) == (1000 * first.counts.records, 0)
    assert "Raise --max-tokens" in capsys.readouterr().err
    again = run(server, max_tokens=20_000)
    assert (again.state, len(server.bodies)) == ("aborted", first.counts.records)
    last = run(server, max_tokens=100_000)
    assert (last.state, last.counts.records, len(server.bodies)) == ("done", 6, 6)
    assert last.spent is not None
    assert (last.spent.requests, last.spent.tokens, last.spent.cost) == (6, 6000, None)


def test_money_is_bounded_too(run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An answer may cost 0.16 dollars, and does cost 0.05."""
    server = FakeServer().always(says(NOTHING, usage=(8000, 0, 4000)))
    bounded = run(server, model="gpt-5", base_url=OPENAI, max_cost=0.3)
    assert bounded.state == "aborted"
    assert bounded.spent is not None
    assert bounded.spent.cost == pytest.approx(0.05 * bounded.counts.records)
    assert 2 <= bounded.counts.records <= 5
    assert sum(record.provenance.cost or 0 for record in records(tmp_path / "out")) == pytest.approx(bounded.spent.cost)
    assert "Raise --max-cost" in capsys.readouterr().err


def test_a_cost_that_cannot_be_told_is_not_bounded_in_silence(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    server = FakeServer()
    stopped = run(server, max_cost=5)
    assert (stopped.state, stopped.counts.articles, server.bodies) == ("aborted", 0, [])
    assert "--max-tokens" in capsys.readouterr().err


def test_the_account_is_what_the_server_counted(run: Any, tmp_path: Path) -> None:
    """Retries, re-asks and articles that fail included."""
    served: list[int] = []
    fated = {
        "a": [500, "ok"],
        "b": ["refusal"],
        "c": ["nonsense", "nonsense"],
        "d": ["nonsense", "ok"],
        "e": [429, 429],
    }

    def answer(body: dict[str, Any]) -> Any:
        name = next(name for name in "abcdef" if f"Meldung {name}" in str(body["messages"]))
        fate = fated[name].pop(0) if fated.get(name) else "ok"
        if isinstance(fate, int):
            return fails(fate, headers=PATIENT)
        served.append(100 * len(served) + 57)
        usage = (served[-1] - 7, 5, 7)
        if fate == "refusal":
            return says("", refusal="No.", usage=usage)
        return says("no JSON" if fate == "nonsense" else NOTHING, usage=usage)

    made = run(FakeServer().always(answer))
    assert (made.counts.records, made.counts.failures) == (4, 2)
    assert made.spent is not None
    assert (made.spent.tokens, made.spent.unconfirmed, made.spent.requests) == (sum(served), 0, len(served) + 3)
    assert made.tokens.input + made.tokens.output == sum(served)
    assert made.counts.attempts == len(served) + 3
    in_records = sum(each.provenance.tokens.input + each.provenance.tokens.output for each in records(tmp_path / "out"))
    assert in_records < sum(served)
