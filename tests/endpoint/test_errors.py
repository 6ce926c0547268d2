import asyncio
import pickle
from typing import Any

import httpx2
import openai
import pytest

from summarizer.endpoint.client import open_client
from summarizer.endpoint.errors import (
    SHOWN,
    ContextTooLong,
    FatalForRun,
    ItemFailed,
    Malformed,
    Nonsense,
    Refused,
    Truncated,
    Verdict,
    classify,
    shown,
)
from tests.doubles import PLANTED_KEY, FakeServer, fails


def verdict_on(answer: httpx2.Response | Exception, base_url: str = "https://model.test/v1") -> Verdict:
    """What becomes of an answer on its way through the real client."""

    async def attempt() -> Verdict:
        transport = FakeServer(answer).transport
        async with open_client(base_url, PLANTED_KEY, timeout=1, connections=1, transport=transport) as create:
            try:
                await create(model="m", messages=[])
            except (openai.OpenAIError, Malformed) as error:
                return classify(error)
        raise AssertionError("the attempt succeeded")

    return asyncio.run(attempt())


FATAL = [
    (fails(401, "Incorrect API key"), "unauthorized"),
    (fails(403, "Country not supported", code="unsupported_country"), "forbidden"),
    (fails(429, "You exceeded your current quota", code="insufficient_quota"), "insufficient_quota"),
    (fails(429, "You exceeded your current quota", type="insufficient_quota"), "insufficient_quota"),
    (fails(402, "Insufficient Balance"), "insufficient_quota"),
    (fails(404, "The model `x` does not exist", code="model_not_found"), "not_found"),
    (fails(400, "no such model", code="model_not_found"), "not_found"),
    (httpx2.Response(404, text="<html>nothing here</html>"), "not_found"),
    (fails(400, "Unsupported parameter", code="unsupported_parameter", param="response_format"), "bad_parameter"),
    (fails(400, "max_tokens is too large: 9", code="invalid_value", param="max_tokens"), "bad_parameter"),
]


@pytest.mark.parametrize(("answer", "code"), FATAL)
def test_fatal_for_the_run(answer: httpx2.Response, code: str) -> None:
    verdict = verdict_on(answer)
    assert verdict.kind == "fatal"
    assert isinstance(verdict.error, FatalForRun)
    assert verdict.error.code == code
    assert "https://model.test/v1" in verdict.error.message
    assert verdict.error.remedy


@pytest.mark.parametrize(
    "answer",
    [
        fails(400, "Unsupported parameter", code="unsupported_parameter", param="max_tokens"),
        fails(400, "Use 'max_completion_tokens' instead of max_tokens."),
        fails(400, "Only the default (1) is supported", code="unsupported_value", param="temperature"),
    ],
)
def test_what_can_be_said_otherwise_is_tried_again_at_once(answer: httpx2.Response) -> None:
    verdict = verdict_on(answer)
    assert (verdict.kind, verdict.after, verdict.patience) == ("wait", 0, "tries")


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504, 529])
def test_worth_waiting(status: int) -> None:
    verdict = verdict_on(fails(status, "busy", headers={"retry-after": "300"}))
    assert (verdict.kind, verdict.after, verdict.patience) == ("wait", 300, "time")


def test_what_is_raised_when_waiting_was_in_vain() -> None:
    assert isinstance(verdict_on(fails(429)).error, FatalForRun)
    assert isinstance(verdict_on(fails(503)).error, ItemFailed)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (fails(400, "too long", code="context_length_exceeded", param="messages"), ContextTooLong),
        (
            fails(400, "the request exceeds the available context size", type="exceed_context_size_error"),
            ContextTooLong,
        ),
        (fails(400, "This model's maximum context length is 4096 tokens"), ContextTooLong),
        (fails(400, "'max_tokens' or 'max_completion_tokens' is too large: maximum context length"), ContextTooLong),
        (fails(413, "payload too large"), ContextTooLong),
        (fails(400, "The response was filtered", code="content_filter"), Refused),
        (fails(400, "Invalid prompt: flagged", code="invalid_prompt"), Refused),
        (fails(403, "requires moderation and your input was flagged"), Refused),
        (fails(400, "bad messages", param="messages[0].content"), ItemFailed),
        (fails(422, "unprocessable"), ItemFailed),
    ],
)
def test_lost_for_this_item_only(answer: httpx2.Response, kind: type[ItemFailed]) -> None:
    verdict = verdict_on(answer)
    assert verdict.kind == "item"
    assert type(verdict.error) is kind


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(200, text="{broken", headers={"content-type": "application/json"}),
        httpx2.Response(200, text="<html>Log in</html>", headers={"content-type": "text/html"}),
        httpx2.Response(200, json={"id": "x", "choices": []}),
        httpx2.Response(200, json={"error": {"message": "upstream is busy"}}),
        httpx2.Response(200, json={"choices": [{"finish_reason": "stop"}]}),
        httpx2.Response(200, json=["a list"]),
    ],
)
def test_an_answer_that_is_no_completion_is_tried_again_a_few_times(answer: httpx2.Response) -> None:
    verdict = verdict_on(answer)
    assert (verdict.kind, verdict.patience) == ("wait", "tries")
    assert isinstance(verdict.error, Nonsense)
    assert "https://model.test/v1" in verdict.error.message


def test_network_trouble() -> None:
    refused = verdict_on(httpx2.ConnectError("connection refused"))
    assert (refused.kind, refused.patience, refused.error.code) == ("wait", "start", "unreachable")
    assert isinstance(refused.error, FatalForRun)
    assert "connection refused" in refused.error.message
    late = verdict_on(httpx2.ReadTimeout("late"))
    assert (late.kind, late.patience, late.error.code) == ("wait", "time", "timeout")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
def test_a_server_that_echoes_the_key(status: int) -> None:
    error = verdict_on(fails(status, f"Incorrect API key provided: {PLANTED_KEY}, or Bearer sk-other-12345678")).error
    assert PLANTED_KEY not in f"{error!r} {error}"
    assert "sk-other" not in str(error)


def test_credentials_in_the_address_are_not_shown() -> None:
    error = verdict_on(fails(401), "https://user:secret@model.test:8443/v1?token=secret").error
    assert "secret" not in str(error)
    assert "https://model.test:8443/v1" in error.message


def test_a_long_error_text_is_cut() -> None:
    assert len(verdict_on(fails(400, "the article " * 1000)).error.message) < SHOWN + 100


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a:b@h:8/v1/", "http://h:8/v1"),
        ("http://[::1]:8/v1", "http://[::1]:8/v1"),
        ("https://h/v1/chat/completions?key=x", "https://h/v1"),
    ],
)
def test_shown(url: str, expected: str) -> None:
    assert shown(url) == expected


@pytest.mark.parametrize("kind", [FatalForRun, ContextTooLong, Refused, Truncated, Nonsense])
def test_errors_survive_pickling(kind: Any) -> None:
    error = pickle.loads(pickle.dumps(kind("what", "do this", "code", "answer")))  # noqa: S301
    assert (type(error), error.message, error.remedy, error.code, error.answer) == (
        kind,
        "what",
        "do this",
        "code",
        "answer",
    )
