"""What a run would ask, held against what it then asks."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from summarizer.cli import main
from summarizer.endpoint.estimates import Learning
from summarizer.errors import UsageError
from summarizer.running import command, pipeline
from summarizer.running.dry_run import Estimate, estimate
from summarizer.settings import Settings
from tests.doubles import BASE_URL, PLANTED_KEY, FakeServer, says
from tests.drafting.samples import BODY

NOTHING = {"events": [], "claims": [], "summary": []}


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"{BODY}\n\nDies war die Meldung {name}.\n", encoding="utf-8")
    (folder / "long.txt").write_text("\n\n".join([BODY] * 200), encoding="utf-8")
    (folder / "broken.txt").write_bytes(b"Zahl\x80 \xff\xfe kaputt \x00")
    return folder


def settings(tmp_path: Path, **chosen: Any) -> Settings:
    given = {"model": "fake", "base_url": BASE_URL, "api_key": PLANTED_KEY, "cache_dir": tmp_path / "cache"}
    return Settings(**{**given, **chosen})


def test_a_dry_run_foretells_the_run(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    foretold = estimate(settings(tmp_path), [str(inputs)], out)
    assert not out.exists()
    server = FakeServer().always(says(NOTHING))
    monkeypatch.setattr(pipeline, "Summarizer", functools.partial(pipeline.Summarizer, transport=server.transport))
    command.run(settings(tmp_path), [str(inputs)], out, quiet=True)
    assert foretold.requests == len(server.bodies) > 4, "the long article takes several windows"
    tokens = [Learning().split(body) for body in server.bodies]
    assert foretold.prompt_tokens == sum(prompt for prompt, _ in tokens)
    assert foretold.answer_tokens == sum(answer for _, answer in tokens)
    assert (foretold.articles, foretold.done, foretold.unreadable, foretold.hits) == (4, 0, 1, 0)
    assert foretold.most_cost is None

    done = estimate(settings(tmp_path), [str(inputs)], out)
    assert (done.articles, done.done, done.requests, done.hits) == (4, 4, 0, 0)
    fresh = estimate(settings(tmp_path), [str(inputs)], out, fresh=True)
    assert (fresh.done, fresh.requests, fresh.hits) == (0, 0, foretold.requests)


def test_what_it_may_cost(inputs: Path, tmp_path: Path) -> None:
    openai = settings(tmp_path, model="gpt-5", base_url="https://api.openai.com/v1", max_cost=0.01)
    foretold = estimate(openai, [str(inputs / "a.txt")], tmp_path / "out")
    assert foretold.least_cost == pytest.approx(foretold.prompt_tokens * 1.25e-6)
    assert foretold.most_cost == pytest.approx(foretold.prompt_tokens * 1.25e-6 + foretold.answer_tokens * 1e-5)


def test_the_embedded_model_costs_nothing_and_is_not_started(inputs: Path, tmp_path: Path) -> None:
    foretold = estimate(Settings(cache_dir=tmp_path / "cache"), [str(inputs / "a.txt")], tmp_path / "out")
    assert foretold.requests > 1
    assert (foretold.least_cost, foretold.most_cost) == (0, 0)
    assert not (tmp_path / "cache" / "models").exists()


def test_equal_questions_are_sent_once(inputs: Path, tmp_path: Path) -> None:
    twin = inputs / "twin.txt"
    twin.write_bytes((inputs / "a.txt").read_bytes())
    both = [str(inputs / "a.txt"), str(twin)]
    assert estimate(settings(tmp_path), both, tmp_path / "out").requests == 1
    assert estimate(settings(tmp_path, cache=False), both, tmp_path / "out").requests == 2


def test_nothing_to_estimate(tmp_path: Path) -> None:
    (tmp_path / "blank.jsonl").write_text("\n\n")
    with pytest.raises(UsageError, match="No article"):
        estimate(settings(tmp_path), [str(tmp_path / "blank.jsonl")], tmp_path / "out")


def test_what_people_read() -> None:
    told = Estimate(articles=1200, done=3, requests=1197, hits=4, prompt_tokens=10**6, answer_tokens=2 * 10**6)
    text = "\n".join(told.lines())
    assert "1,200, 3 of them done" in text
    assert "1,197 to be sent, 4 answered by the cache" in text
    assert "about 1,000,000 in, at most 2,000,000 out" in text
    assert "no price" in text
    told.unreadable, told.least_cost, told.most_cost = 2, 1.5, 21.5
    assert "2 that cannot be read" in told.lines()[0]
    assert "between $1.50 and $21.50" in "\n".join(told.lines())


def test_by_the_command(inputs: Path, tmp_path: Path) -> None:
    given = ["--model", "fake", "--base-url", BASE_URL, "--out", str(tmp_path / "out"), "--dry-run", "--no-cache"]
    result = CliRunner().invoke(main, ["run", str(inputs / "a.txt"), *given])
    assert result.exit_code == 0
    assert "requests  1 to be sent" in result.output
