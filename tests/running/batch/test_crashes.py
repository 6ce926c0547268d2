"""Killed between any two steps, or an answer lost on its way: the same commands go on, and nothing is paid twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from summarizer.endpoint.errors import EndpointError
from summarizer.running import atomic
from summarizer.running.batch import parts, results
from summarizer.running.batch.requests import Limits
from summarizer.schema import Tokens
from tests.doubles import says as answers
from tests.running.batch.fake import BatchRun
from tests.running.test_pipeline import GOOD

TWO_FILES = Limits(requests=1)
ARTICLES = 2


class Killed(BaseException):
    """The end of the process, as far as anything that is to survive it is concerned."""


class Steps:
    """Counts the steps of a command, and kills it at one of them."""

    def __init__(self, kill_at: int | None) -> None:
        self.names: list[str] = []
        self.kill_at = kill_at

    def __call__(self, name: str) -> None:
        self.names.append(name)
        if len(self.names) == self.kill_at:
            raise Killed(name)


@contextmanager
def watched(run: BatchRun, steps: Steps, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A step is a file that takes its place in the run's `batch` folder, a request that the server has dealt with, or
    answers that were put into the cache. Killed at a step means after it, and before anything else is done."""
    genuine_placing, genuine_settle = atomic._taking_its_place, results.settle

    @contextmanager
    def placing(path: Path | str) -> Iterator[str]:
        with genuine_placing(path) as temporary:
            yield temporary
        if Path(path).parent.name == "batch":
            steps(Path(path).name)

    def settle(*args: Any) -> Any:
        found = genuine_settle(*args)
        steps("settled")
        return found

    run.server.step = steps
    with monkeypatch.context() as patch:
        patch.setattr(atomic, "_taking_its_place", placing)
        patch.setattr(parts.results, "settle", settle)
        yield
    run.server.step = lambda _: None


def whole_story(run: BatchRun) -> None:
    run.submit(limits=TWO_FILES)
    run.server.end(lambda _: answers(GOOD, usage=(900, 100, 50)))
    run.collect()


def steps_of_a_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    run, steps = BatchRun(tmp_path, ARTICLES), Steps(None)
    with watched(run, steps, monkeypatch):
        whole_story(run)
    return steps.names


def test_killed_at_every_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "undisturbed").mkdir()
    names = steps_of_a_story(tmp_path / "undisturbed", monkeypatch)
    made = Counter(names)
    assert (made["POST /files"], made["POST /batches"], made["settled"], made["state.json"]) == (2, 2, 2, 11)
    for number, name in enumerate(names, 1):
        folder = tmp_path / str(number)
        folder.mkdir()
        run = BatchRun(folder, ARTICLES)
        with watched(run, Steps(number), monkeypatch), pytest.raises(Killed, match=re.escape(name)):
            whole_story(run)
        whole_story(run)
        assert_right(run)


def test_killed_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every start comes no further than a few steps."""
    run = BatchRun(tmp_path, ARTICLES)
    killed = 0
    while killed < 100:
        with watched(run, Steps(4), monkeypatch):
            try:
                run.submit(limits=TWO_FILES)
                break
            except Killed:
                killed += 1
    run.server.end(lambda _: answers(GOOD, usage=(900, 100, 50)))
    while killed < 100:
        with watched(run, Steps(4), monkeypatch):
            try:
                run.collect()
                break
            except Killed:
                killed += 1
    assert 3 < killed < 100
    assert_right(run)


def assert_right(run: BatchRun) -> None:
    assert len(run.records) == ARTICLES
    assert not run.failures
    assert Counter(line["custom_id"] for line in run.server.requests()).most_common(1)[0][1] == 1
    assert sorted(run.server.paid.values()) == [1] * ARTICLES
    assert run.run.batch and run.run.batch.requests == ARTICLES
    assert run.run.batch.tokens == Tokens(input=900 * ARTICLES, cached=100 * ARTICLES, output=50 * ARTICLES)
    names = [name for name, _ in run.server.files.values() if name.startswith("summarizer-")]
    assert len(names) == len(set(names))
    assert not list((run.out / "batch").glob(".*"))


@pytest.mark.parametrize("call", ["POST /files", "POST /batches", "GET /batches/ID", "GET /files/ID/content"])
def test_lost_answer_of_the_server_makes_nothing_twice(tmp_path: Path, call: str) -> None:
    run = BatchRun(tmp_path, ARTICLES)
    run.server.lose[call] = 2
    whole_story(run)
    assert_right(run)
    assert not run.server.lose[call]


@pytest.mark.parametrize("page", [b"{", b"{}", b'"<html>"', b'{"data": {}}'])
@pytest.mark.parametrize("call", ["/files", "/batches"])
def test_list_that_cannot_be_read_is_not_taken_for_an_empty_one(tmp_path: Path, call: str, page: bytes) -> None:
    run = BatchRun(tmp_path, ARTICLES)
    run.server.lose[f"POST {call}"] = 1
    run.server.garble[f"GET {call}"] = [page]
    whole_story(run)
    assert_right(run)
    assert not run.server.garble[f"GET {call}"]


@pytest.mark.parametrize("said", [b"{", b"{}", b'{"id": 7}'])
@pytest.mark.parametrize("call", ["POST /files", "POST /batches", "GET /batches/ID"])
def test_answer_that_cannot_be_read_is_asked_for_again(tmp_path: Path, call: str, said: bytes) -> None:
    run = BatchRun(tmp_path, ARTICLES)
    run.server.garble[call] = [said]
    whole_story(run)
    assert_right(run)
    assert not run.server.garble[call]


def test_what_was_created_before_the_server_went_away_is_found_later(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, ARTICLES)
    run.server.lose["POST /batches"] = 1
    run.server.lose["GET /batches"] = 1000
    with pytest.raises(EndpointError):
        run.submit(limits=TWO_FILES)
    assert len(run.server.batches) == 1
    run.server.lose["GET /batches"] = 0
    whole_story(run)
    assert_right(run)


def test_what_a_killed_submission_left_is_written_over(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, ARTICLES)
    (run.out / "records").mkdir(parents=True)
    run.submit(limits=TWO_FILES)
    for name in (".0003.requests.jsonl.tmp", "0003.requests.jsonl", ".state.json.tmp"):
        (run.out / "batch" / name).write_text("half a li")
    run.add("late")
    assert run.submit().sent == 1
    assert len((run.out / "batch/0003.requests.jsonl").read_text("utf-8").splitlines()) == 1


def test_cancelling_forgets_what_was_never_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = BatchRun(tmp_path, ARTICLES)

    def kill(step: str) -> None:
        if step == "POST /files" and run.server.batches:
            raise Killed

    run.server.step = kill
    with pytest.raises(Killed):
        run.submit(limits=TWO_FILES)
    run.server.step = lambda _: None
    assert run.cancel() == 1
    assert sorted(path.name for path in run.out.glob("batch/*.requests.jsonl")) == ["0001.requests.jsonl"]
    run.server.end(status="cancelled", answer=lambda _: "batch_cancelled")
    run.collect()
    assert run.submit().sent == ARTICLES
