"""What llmock (a server that grades its clients by the order and the times of their requests) thinks of us."""

from __future__ import annotations

from pathlib import Path

import pytest
from llmock.pytest_plugin import LLMock

from tests.peers.samples import Job, as_json, same_statements

NOTHING = as_json({"events": [], "claims": [], "summary": []})
"""A valid answer about any article."""


@pytest.mark.parametrize(
    ("status", "times", "retry_after"), [(429, 2, 0.3), (429, 1, 1.2), (500, 2, None), (503, 1, 0.6)]
)
def test_what_passes_is_waited_out_as_it_should_be(
    llmock: LLMock, tmp_path: Path, status: int, times: int, retry_after: float | None
) -> None:
    job = Job(tmp_path, 1)
    llmock.fail(status, times=times, retry_after=retry_after).reply(as_json(job.draft(0)))
    code, said = job.summarise(llmock.base_url())
    assert code == 0, said
    assert same_statements(job.records[0], job.draft(0))
    assert [request.status for request in llmock.requests] == [status] * times + [200]
    llmock.assert_resilient()


@pytest.mark.parametrize(("status", "code"), [(401, "invalid_api_key"), (403, None), (404, "model_not_found")])
def test_what_will_not_pass_is_not_tried_again(llmock: LLMock, tmp_path: Path, status: int, code: str | None) -> None:
    llmock.fail(status, times=None, code=code)
    job = Job(tmp_path, 3)
    exit_code, said = job.summarise(llmock.base_url(), "--concurrency", "1")
    assert exit_code == 1
    assert str(status) in said
    assert len(llmock.requests) == 1
    llmock.assert_resilient(strict=True)


def test_a_prompt_that_is_too_long_is_not_sent_again_as_it_is(llmock: LLMock, tmp_path: Path) -> None:
    job = Job(tmp_path, 1)
    half = job.half(0)
    llmock.context_overflow()
    llmock.reply(as_json(job.draft(0, slice(half)))).reply(as_json(job.draft(0, slice(half, None))))
    assert job.summarise(llmock.base_url())[0] == 0
    assert same_statements(job.records[0], job.draft(0))
    llmock.assert_resilient(strict=True)


@pytest.mark.parametrize(("delay", "requests"), [(0.5, 1), (8.0, 2)])
def test_a_slow_answer_is_waited_for_until_the_time_is_up(
    llmock: LLMock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, delay: float, requests: int
) -> None:
    monkeypatch.setenv("SUMMARIZER_TIMEOUT_S", "4")
    llmock.delay(delay).reply(NOTHING, times=None)
    job = Job(tmp_path, 1)
    code, said = job.summarise(llmock.base_url())
    assert code == 0, said
    assert job.run.counts.attempts == requests


def test_a_real_quota_is_kept_to(llmock: LLMock, tmp_path: Path) -> None:
    llmock.limits(rpm=30).reply(NOTHING, times=None)
    job = Job(tmp_path, 32)
    code, said = job.summarise(llmock.base_url())
    assert code == 0, said
    assert job.run.counts.records == 32
    llmock.assert_resilient()
