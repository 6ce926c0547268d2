"""Whole runs through the command line, against a server that nobody of this project wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.peers.aimock import KEY, Aimock, Usage
from tests.peers.samples import Job, as_json, marker, same_statements


def tokens(job: Job) -> Usage:
    return Usage(input=job.run.tokens.input, output=job.run.tokens.output)


def test_answers_become_records_and_the_books_agree(aimock: Aimock, tmp_path: Path) -> None:
    job = Job(tmp_path, 4)
    for number in range(4):
        aimock.say(job.draft(number), to=marker(number), usage=Usage(1000 + number, 100 + 10 * number))
    code, said = job.summarise(aimock.base_url)
    assert code == 0, said
    assert all(same_statements(record, job.draft(number)) for number, record in enumerate(job.records))
    assert tokens(job) == aimock.billed() == Usage(4006, 460)
    assert job.run.counts.attempts == len(aimock.journal()) == 4
    assert job.run.spent
    assert (job.run.spent.tokens, job.run.spent.requests, job.run.spent.unconfirmed) == (4466, 4, 0)
    for entry in aimock.journal():
        assert entry["body"]["response_format"]["json_schema"]["strict"] is True


def test_what_was_answered_once_is_not_asked_again(aimock: Aimock, tmp_path: Path) -> None:
    job = Job(tmp_path, 2)
    for number in range(2):
        aimock.say(job.draft(number), to=marker(number))
    assert job.summarise(aimock.base_url)[0] == 0
    first = job.records
    assert job.summarise(aimock.base_url, "--fresh")[0] == 0
    assert len(aimock.journal()) == 2
    assert [(r.events, r.claims, r.summary) for r in job.records] == [(r.events, r.claims, r.summary) for r in first]
    assert [(r.provenance.cache_hit, r.provenance.attempts) for r in job.records] == [(True, 0), (True, 0)]
    assert tokens(job) == Usage(0, 0)


@pytest.mark.parametrize("fault", ["drop", "malformed", "disconnect", "rateLimit"])
def test_a_fault_costs_a_retry_and_nothing_else(aimock: Aimock, tmp_path: Path, fault: str) -> None:
    job = Job(tmp_path, 2)
    aimock.say(job.draft(0), to=marker(0), turn=0, chaos={f"{fault}Rate": 1.0})
    aimock.say(job.draft(0), to=marker(0))
    aimock.say(job.draft(1), to=marker(1))
    code, said = job.summarise(aimock.base_url, "--concurrency", "1")
    assert code == 0, said
    assert aimock.statuses() == [fault, 200, 200]
    assert tokens(job) == aimock.billed()
    assert job.run.counts.attempts == 3


@pytest.mark.parametrize("asked", [0.4, 1.0, 2.0])
def test_a_pause_that_is_asked_for_is_kept(aimock: Aimock, tmp_path: Path, asked: float) -> None:
    job = Job(tmp_path, 1)
    # With every 429 the server says that tokens are back in six minutes: Retry-After knows better.
    aimock.fail(429, code="rate_limit_exceeded", retry_after=asked, turn=0)
    aimock.say(job.draft(0))
    assert job.summarise(aimock.base_url)[0] == 0
    refused, answered = aimock.journal()
    assert asked <= (answered["timestamp"] - refused["timestamp"]) / 1000 < asked + 30


@pytest.mark.parametrize(
    ("status", "code", "remedy"),
    [
        (401, "invalid_api_key", "Check the API key."),
        (403, "forbidden", "Check that the key may use this model"),
        (404, "model_not_found", "Check the model's name"),
        (429, "insufficient_quota", "Add credit"),
    ],
)
def test_what_no_retry_can_mend_stops_the_run(
    aimock: Aimock, tmp_path: Path, status: int, code: str, remedy: str
) -> None:
    job = Job(tmp_path, 3)
    aimock.say(job.draft(0), to=marker(0))
    aimock.fail(status, code=code, kind=code)
    exit_code, said = job.summarise(aimock.base_url, "--concurrency", "1")
    assert exit_code == 3
    assert aimock.statuses() == [200, status]
    assert remedy in " ".join(said.split())
    assert job.run.state == "aborted"
    assert [record.article.id for record in job.records] == ["m00000"]


def test_a_wrong_key_is_named_and_shown_nowhere(locked_aimock: Aimock, tmp_path: Path) -> None:
    job, wrong = Job(tmp_path, 2), "sk-wrong-90d1e5c7a2b34f68"
    exit_code, said = job.summarise(locked_aimock.base_url, key=wrong)
    assert exit_code == 1
    assert "Check the API key." in " ".join(said.split())
    assert wrong not in said
    assert job.holding(wrong) == []
    for number in range(2):
        locked_aimock.say(job.draft(number), to=marker(number))
    assert job.summarise(locked_aimock.base_url)[0] == 0
    assert job.holding(KEY) == []


def test_a_server_that_only_says_nonsense_costs_its_article_alone(aimock: Aimock, tmp_path: Path) -> None:
    job = Job(tmp_path, 2)
    aimock.say("-", to=marker(0), chaos={"malformedRate": 1.0})
    aimock.say(job.draft(1), to=marker(1))
    assert job.summarise(aimock.base_url)[0] == 3
    assert [(failure.article_id, failure.code) for failure in job.failures] == [("m00000", "malformed_answer")]
    assert [record.article.id for record in job.records] == ["m00001"]


def test_an_answer_that_does_not_fit_the_schema_is_asked_for_once_more(aimock: Aimock, tmp_path: Path) -> None:
    job = Job(tmp_path, 1)
    aimock.say({"events": "none"}, turn=0)
    aimock.say(job.draft(0))
    assert job.summarise(aimock.base_url)[0] == 0
    assert same_statements(job.records[0], job.draft(0))
    assert tokens(job) == aimock.billed() == Usage(1800, 240)


@pytest.mark.parametrize("how", ["truncated", "refused"])
def test_an_article_that_is_too_long_is_asked_about_in_halves(aimock: Aimock, tmp_path: Path, how: str) -> None:
    job = Job(tmp_path, 1)
    half = job.half(0)
    if how == "truncated":
        aimock.say(as_json(job.draft(0))[:200], turn=0, finish_reason="length")
    else:
        aimock.fail(400, "maximum context length is 4096 tokens", code="context_length_exceeded", turn=0)
    aimock.say(job.draft(0, slice(half)), turn=1)
    aimock.say(job.draft(0, slice(half, None)), turn=2)
    assert job.summarise(aimock.base_url)[0] == 0
    assert same_statements(job.records[0], job.draft(0))
    assert tokens(job) == aimock.billed()
    assert job.run.counts.attempts == 3


def test_an_answer_that_takes_too_long_is_asked_for_again(
    aimock: Aimock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_TIMEOUT_S", "1")
    job = Job(tmp_path, 1)
    aimock.say(job.draft(0), turn=0, chaos={"latencyMs": 20_000})
    aimock.say(job.draft(0))
    code, said = job.summarise(aimock.base_url)
    assert code == 0, said
    assert job.run.counts.attempts == 2
    assert tokens(job) == aimock.billed() == Usage()
