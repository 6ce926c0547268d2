"""Batches of a server that nobody here wrote. It answers every request with the same words, which are no JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from summarizer.endpoint.errors import EndpointError
from summarizer.running.batch import rounds
from summarizer.running.batch.questions import UNSENT, WAITING
from summarizer.running.batch.requests import Limits
from summarizer.running.batch.service import Service, open_service
from summarizer.running.batch.state import State, load
from summarizer.schema import Failure, Run, Tokens
from summarizer.settings import Settings
from tests.drafting.samples import BODY
from tests.peers.aimock import Aimock

ARTICLES = 3


@asynccontextmanager
async def without_pauses(settings: Settings, say: Callable[[str], None]) -> AsyncIterator[Service]:
    """As the commands connect, but for the pauses between two tries."""

    async def at_once(_: float) -> None:
        return None

    async with open_service(settings.server or "", None, timeout=10, sleep=at_once) as api:
        yield api


class BatchRun:
    """A run against the peer, each command as from a new process."""

    def __init__(self, server: Aimock, folder: Path) -> None:
        self.inputs, self.out = folder / "in", folder / "out"
        self.inputs.mkdir()
        for number in range(ARTICLES):
            (self.inputs / f"a{number}.txt").write_text(f"{BODY} Das ist Meldung {number}.\n", encoding="utf-8")
        self.settings = Settings(
            model="fake", base_url=server.base_url, api_key=None, cache_dir=folder / "cache", concurrency=4
        )
        self.said: list[str] = []

    def submit(self) -> rounds.Round:
        given = (self.out, [str(self.inputs)], self.settings)
        return asyncio.run(
            rounds.submit(*given, say=self.said.append, limits=Limits(requests=2), connect=without_pauses)
        )

    def collect(self) -> rounds.Round:
        return asyncio.run(rounds.collect(self.out, self.settings, say=self.said.append, connect=without_pauses))

    @property
    def state(self) -> State:
        state = load(self.out)
        assert state
        return state

    @property
    def run(self) -> Run:
        return Run.model_validate_json((self.out / "run.json").read_bytes())

    @property
    def failures(self) -> list[Failure]:
        lines = (self.out / "failures.jsonl").read_text("utf-8").splitlines()
        return [Failure.model_validate(json.loads(line)) for line in lines]


@pytest.fixture
def run(aimock: Aimock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BatchRun:
    monkeypatch.chdir(tmp_path)
    return BatchRun(aimock, tmp_path)


def test_rounds_until_every_article_has_its_record_or_a_name_for_its_failure(run: BatchRun, aimock: Aimock) -> None:
    assert run.submit().sent == ARTICLES
    assert [part.requests for part in run.state.parts] == [2, 1]
    assert run.collect().watch.pending[WAITING] == ARTICLES  # the server ends a batch when it is looked at again
    assert run.collect().watch.pending[UNSENT] == ARTICLES
    assert run.run.batch and run.run.batch.requests == ARTICLES

    assert run.submit().sent == ARTICLES  # what was invalid is asked about once more
    for _ in range(2):
        run.collect()
    assert [failure.code for failure in run.failures] == ["invalid_answer"] * ARTICLES
    batch = run.run.batch
    assert batch and (batch.requests, batch.tokens) == (2 * ARTICLES, Tokens(input=2 * ARTICLES, output=2 * ARTICLES))
    assert run.submit().sent == 0
    assert not aimock.journal("/v1/chat/completions")
    assert len([call for call in aimock.journal("/v1/batches") if call["method"] == "POST"]) == 4


@pytest.mark.parametrize("in_doubt", ["uploading", "creating"])
def test_what_a_killed_submission_has_done_is_found_on_the_server(run: BatchRun, aimock: Aimock, in_doubt: str) -> None:
    run.submit()
    whole = run.state
    state = whole.model_copy(deep=True)
    for part in state.parts:  # as a process leaves it that is killed before it is told what came of its request
        part.step, part.batch_id = in_doubt, None
        part.file_id = None if in_doubt == "uploading" else part.file_id
    state.save(run.out)
    run.submit()
    assert [part.file_id for part in run.state.parts] == [part.file_id for part in whole.parts]
    posted = [call for call in aimock.journal("/v1/batches") if call["method"] == "POST"]
    if in_doubt == "creating":
        assert [part.batch_id for part in run.state.parts] == [part.batch_id for part in whole.parts]
        assert len(posted) == 2


def test_cancelled_batches_are_submitted_again(run: BatchRun) -> None:
    run.submit()
    assert asyncio.run(rounds.cancel(run.out, run.settings, say=run.said.append)) == 2
    assert run.collect().watch.pending[UNSENT] == ARTICLES
    assert {part.status for part in run.state.parts} == {"cancelled"}
    assert run.submit().sent == ARTICLES


def test_faults_on_the_way_make_nothing_twice(run: BatchRun, aimock: Aimock) -> None:
    aimock.chaos(dropRate=0.15, disconnectRate=0.15, rateLimitRate=0.15, malformedRate=0.15)
    for _ in range(50):  # as long as somebody gives the command again
        try:
            if not run.submit().sent:
                break
        except EndpointError:
            continue
    for _ in range(50):
        try:
            if run.collect().watch.pending[UNSENT] == ARTICLES:
                break
        except EndpointError:
            continue
    created = [
        call
        for call in aimock.journal("/v1/batches")
        if call["method"] == "POST" and call["response"]["status"] == 200 and not call["response"].get("chaosAction")
    ]
    assert len(created) == 2
    assert run.run.batch and run.run.batch.requests == ARTICLES
