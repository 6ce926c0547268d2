import asyncio
import json
import logging
import pickle
import traceback
from typing import Any

import httpx2
import pytest
from pydantic import BaseModel, Field, field_validator

from summarizer.endpoint.errors import (
    KEPT_ANSWER,
    ContextTooLong,
    EndpointError,
    FatalForRun,
    Nonsense,
    Refused,
    Truncated,
)
from tests.doubles import PLANTED_KEY, FakeServer, fails, says

ARTICLE = "Ein Artikel mit {{ jinja }} und {% raw %} darin."


class Answer(BaseModel):
    place: str = Field(max_length=10, alias="ort")
    count: int = 1

    @field_validator("place")
    @classmethod
    def _no_cities(cls, value: str) -> str:
        if value == "Berlin":
            raise ValueError("Berlin is not a place here")
        return value


def ask(server: FakeServer, **more: Any) -> Any:
    async def run() -> Any:
        async with server.open() as endpoint:
            question = [{"role": "system", "content": "Fill in."}, {"role": "user", "content": ARTICLE}]
            return await endpoint.ask(
                **{"messages": question, "response_model": Answer, "max_tokens": 50, "seed": 7, **more}
            )

    return asyncio.run(run())


def test_the_answer_is_an_instance_of_our_own_class() -> None:
    got = ask(FakeServer({"ort": "Rom", "count": 3}))
    assert type(got) is Answer
    assert got == Answer(ort="Rom", count=3)
    assert vars(got) == {"place": "Rom", "count": 3}
    assert pickle.loads(pickle.dumps(got)) == got  # noqa: S301


def test_what_is_sent() -> None:
    server = FakeServer({"ort": "Rom", "count": 3})
    ask(server, extra={"extra_body": {"cache_prompt": True}})
    (body,) = server.bodies
    assert body.pop("response_format") == {
        "type": "json_schema",
        "json_schema": {
            "name": "Answer",
            "strict": True,
            "schema": {
                "type": "object",
                "properties": {"ort": {"type": "string"}, "count": {"type": "integer"}},
                "required": ["ort", "count"],
                "additionalProperties": False,
            },
        },
    }
    assert body == {
        "model": "fake",
        "messages": [{"role": "system", "content": "Fill in."}, {"role": "user", "content": ARTICLE}],
        "max_tokens": 50,
        "temperature": 0.0,
        "seed": 7,
        "cache_prompt": True,
    }


def test_an_invalid_answer_is_asked_again_with_the_reason() -> None:
    server = FakeServer({"ort": "Berlin"}, {"ort": "Rom"})
    assert ask(server).place == "Rom"
    told = server.bodies[1]["messages"]
    assert told[:2] == server.bodies[0]["messages"]
    assert told[2] == {"role": "assistant", "content": '{"ort": "Berlin"}'}
    assert "Berlin is not a place here" in told[3]["content"]
    assert server.bodies[1]["response_format"] == server.bodies[0]["response_format"]


def test_the_history_of_reasks_does_not_grow() -> None:
    attempts = [f"{n} is no JSON " + "blah " * 5000 for n in range(6)]
    server = FakeServer(*attempts)
    with pytest.raises(Nonsense):
        ask(server, reasks=5)
    assert [len(body["messages"]) for body in server.bodies] == [2, 4, 4, 4, 4, 4]
    assert server.bodies[5]["messages"][2]["content"].startswith("4 is no JSON")
    assert max(len(json.dumps(body)) for body in server.bodies) < 3 * KEPT_ANSWER


@pytest.mark.parametrize(("reasks", "requests"), [(0, 1), (1, 2), (3, 4)])
def test_reasks_are_bounded(reasks: int, requests: int) -> None:
    server = FakeServer().always("Das kann ich nicht.")
    with pytest.raises(Nonsense) as caught:
        ask(server, reasks=reasks)
    assert len(server.bodies) == requests
    assert caught.value.answer == "Das kann ich nicht."
    assert "Answer" in caught.value.message


def test_the_answer_kept_with_an_error_is_bounded() -> None:
    with pytest.raises(Nonsense) as caught:
        ask(FakeServer().always("x" * 100_000))
    assert len(caught.value.answer or "") < KEPT_ANSWER + 10
    assert "xxx" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (says('{"ort": "R', finish_reason="length"), Truncated),
        (says('{"ort": "Rom"}', finish_reason="length"), Truncated),
        (says("", refusal="I cannot help with that"), Refused),
        (says('{"ort"', finish_reason="content_filter"), Refused),
        (fails(400, "too long", code="context_length_exceeded"), ContextTooLong),
        (fails(401, "no"), FatalForRun),
    ],
)
def test_what_no_reask_can_mend_is_raised_at_once(answer: httpx2.Response, kind: type[EndpointError]) -> None:
    server = FakeServer(answer)
    with pytest.raises(kind) as caught:
        ask(server, reasks=3)
    assert type(caught.value) is kind
    assert len(server.bodies) == 1


def test_nothing_of_article_or_answer_is_logged_or_printed(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    said = "".join(["ge", "heimes Wort"])  # whole, it would stand in the traceback as source code
    with pytest.raises(Nonsense) as caught:
        ask(FakeServer().always(said))
    printed = capfd.readouterr()
    for place in (caplog.text, printed.out, printed.err, "".join(traceback.format_exception(caught.value))):
        assert said not in place
        assert "jinja" not in place
        assert PLANTED_KEY not in place
