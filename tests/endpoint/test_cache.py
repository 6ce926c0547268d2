import asyncio
import json
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from openai.types.chat import ChatCompletion

from summarizer.endpoint.answers import Answers
from summarizer.endpoint.cache import cache_key, cached, complete
from summarizer.endpoint.types import Create
from tests.doubles import says

JSON_PLEASE = {"type": "json_schema", "json_schema": {"name": "A", "schema": {}}}


def body(text: str = "hello", **more: Any) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": "user", "content": text}], **more}


class Counted:
    """A `create` that counts; each answer takes a moment."""

    def __init__(self, *answers: httpx2.Response | Exception) -> None:
        self.answers = list(answers)
        self.calls = 0
        self.hits = 0

    def over(self, answers: Answers, endpoint: str = "https://a/v1") -> Create:
        async def create(**_: Any) -> ChatCompletion:
            self.calls += 1
            said = self.answers[min(self.calls, len(self.answers)) - 1]
            await asyncio.sleep(0.01)
            if isinstance(said, Exception):
                raise said
            return ChatCompletion.construct(**said.json())

        def hit() -> None:
            self.hits += 1

        return cached(create, answers=answers, endpoint=endpoint, on_hit=hit)


@pytest.fixture
def answers(tmp_path: Path) -> Iterator[Answers]:
    store = Answers(tmp_path)
    yield store
    store.close()


def test_the_same_request_is_answered_from_disk(answers: Answers) -> None:
    inner = Counted(says("yes"))

    async def run() -> None:
        first = await inner.over(answers)(**body())
        again = await inner.over(answers)(**body())
        assert first.to_dict() == again.to_dict()

    asyncio.run(run())
    assert (inner.calls, inner.hits) == (1, 1)


def test_what_is_changed_on_an_answer_later_does_not_reach_the_cache(answers: Answers) -> None:
    async def run() -> int:
        create = Counted(says("yes", usage=(10, 0, 5))).over(answers)
        for _ in range(3):
            usage = (await create(**body())).usage
            assert usage is not None
            usage.prompt_tokens += 100  # instructor adds up in place
        again = (await create(**body())).usage
        assert again is not None
        return again.prompt_tokens

    assert asyncio.run(run()) == 10


@pytest.mark.parametrize(
    "other",
    [
        body("hallo"),
        body(temperature=0.1),
        body(seed=1),
        body(extra_body={"id_slot": 1}),
        body(response_format=JSON_PLEASE),
        {**body(), "model": "n"},
    ],
)
def test_anything_sent_makes_another_key(other: dict[str, Any]) -> None:
    assert cache_key(other, "e") != cache_key(body(), "e")


def test_what_is_not_sent_to_the_model_makes_none() -> None:
    same = body(timeout=3, extra_headers={"authorization": "Bearer x"})
    assert cache_key(same, "e") == cache_key(dict(reversed(body().items())), "e")
    assert cache_key(body(), "e") != cache_key(body(), "f")


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        (says("half", finish_reason="length"), body()),
        (says("", refusal="I cannot"), body()),
        (says("cut", finish_reason="content_filter"), body()),
        (says(""), body()),
        (says("no json"), body(response_format=JSON_PLEASE)),
    ],
)
def test_incomplete_answers_are_passed_on_and_not_kept(
    answers: Answers, answer: httpx2.Response, asked: dict[str, Any]
) -> None:
    inner = Counted(answer)

    async def run() -> None:
        create = inner.over(answers)
        for _ in range(2):
            assert (await create(**asked)).choices[0].finish_reason == answer.json()["choices"][0]["finish_reason"]

    asyncio.run(run())
    assert (inner.calls, inner.hits, len(answers)) == (2, 0, 0)


def test_equal_requests_under_way_are_sent_once(answers: Answers) -> None:
    inner = Counted(says("yes"))

    async def run() -> list[ChatCompletion]:
        create = inner.over(answers)
        return await asyncio.gather(*(create(**body()) for _ in range(20)), create(**body("other")))

    got = asyncio.run(run())
    assert (inner.calls, inner.hits) == (2, 19)
    assert len({id(answer) for answer in got}) == 21  # nobody shares what another may change


def test_a_failure_is_not_shared_and_the_next_in_line_tries(answers: Answers) -> None:
    inner = Counted(RuntimeError("once"), says("yes"))

    async def run() -> list[Any]:
        create = inner.over(answers)
        return await asyncio.gather(*(create(**body()) for _ in range(5)), return_exceptions=True)

    got = asyncio.run(run())
    assert sum(isinstance(each, RuntimeError) for each in got) == 1
    assert (inner.calls, inner.hits) == (2, 3)


@pytest.mark.parametrize("cancelled", ["first", "second"])
def test_who_gives_up_takes_nothing_from_the_others(answers: Answers, cancelled: str) -> None:
    inner = Counted(says("yes"))

    async def run() -> None:
        create = inner.over(answers)
        first, second, third = (asyncio.ensure_future(create(**body())) for _ in range(3))
        await asyncio.sleep(0.001)
        gone = first if cancelled == "first" else second
        gone.cancel()
        stayed = await asyncio.gather(*({first, second, third} - {gone}))
        assert [each.choices[0].message.content for each in stayed] == ["yes", "yes"]

    asyncio.run(run())


@pytest.mark.parametrize(
    ("sql", "says_why"),
    [
        ("UPDATE Cache SET mode = 4", "not ours"),
        ("UPDATE Cache SET value = x'7b'", "not ours"),
        ("UPDATE Cache SET value = CAST('[]' AS BLOB)", "not ours"),
        ("""UPDATE Cache SET value = CAST('{"choices": []}' AS BLOB)""", "not complete"),
        ("""UPDATE Cache SET value = CAST('{"choices": [{"finish_reason": "stop"}]}' AS BLOB)""", "not complete"),
        ("UPDATE Cache SET value = CAST(replace(hex(zeroblob(50000)), '0', '[') AS BLOB)", "not ours"),
        ("DROP TABLE Cache", "cannot be read"),
    ],
)
def test_a_row_that_is_not_ours_is_reported_and_asked_anew(
    answers: Answers, caplog: pytest.LogCaptureFixture, sql: str, says_why: str
) -> None:
    inner = Counted(says("yes"))

    async def run() -> None:
        create = inner.over(answers)
        await create(**body())
        with sqlite3.connect(answers.folder / "cache.db") as connection:
            connection.execute(sql)
        with caplog.at_level(logging.WARNING):
            assert (await create(**body())).choices[0].message.content == "yes"

    asyncio.run(run())
    assert (inner.calls, inner.hits) == (2, 0)
    assert says_why in caplog.text
    assert str(answers.folder) in caplog.text


def test_a_store_that_fails_for_every_question_says_so_once(answers: Answers, caplog: pytest.LogCaptureFixture) -> None:
    with sqlite3.connect(answers.folder / "cache.db") as connection:
        connection.execute("DROP TABLE Cache")

    async def run() -> None:
        create = Counted(says("yes")).over(answers)
        for number in range(3):
            await create(**body(str(number)))

    asyncio.run(run())
    assert caplog.text.count("cannot be read") == 1
    assert caplog.text.count("cannot be kept") == 1


@pytest.mark.parametrize(
    "choices",
    [None, [], 3, ["stop"], [{"finish_reason": "stop", "message": {"content": 3}}], [{"finish_reason": "stop"}]],
)
def test_nonsense_is_not_complete(choices: Any) -> None:
    assert not complete(ChatCompletion.construct(choices=choices), body())


def test_an_answer_to_a_question_that_is_not_known_must_be_json() -> None:
    spoken, json_given = (ChatCompletion.construct(**says(said).json()) for said in ("yes", {"word": "yes"}))
    assert complete(spoken, body())
    assert not complete(spoken, None)
    assert complete(json_given, None)


def test_where_an_answer_came_from_is_kept_with_it(answers: Answers) -> None:
    asyncio.run(Counted(says("yes")).over(answers, "https://a/v1")(**body()))  # type: ignore[arg-type]
    assert [row.endpoint for row in answers.rows()] == ["https://a/v1"]


def test_a_full_disk_loses_no_answer(
    answers: Answers, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(answers, "put", full)
    got = asyncio.run(Counted(says("yes")).over(answers)(**body()))  # type: ignore[arg-type]
    assert got.choices[0].message.content == "yes"
    assert "disk is full" in caplog.text


def test_keys_do_not_depend_on_the_machine() -> None:
    assert cache_key(body("Käse \ud800"), "e") == cache_key(json.loads(json.dumps(body("Käse \ud800"))), "e")
