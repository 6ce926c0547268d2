"""What a server sends back that is no answer: lines nobody asked for, pages of gateways, lines said twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.running.batch.questions import UNSENT, WAITING
from tests.doubles import says as answers
from tests.running.batch.fake import BatchRun
from tests.running.test_pipeline import GOOD


def test_hostile_lines_do_nothing(tmp_path: Path) -> None:
    run = BatchRun(tmp_path)
    run.submit()
    key = run.server.requests()[0]["custom_id"]
    other = {"status_code": 200, "body": json.loads(answers(GOOD).content)}
    lines: list[object] = [
        *({"custom_id": "0" * 64, "response": other}, {"custom_id": None, "response": other}, [], None, 7, "x"),
        *({"response": other}, {"custom_id": key, "response": {"status_code": "200", "body": other["body"]}}),
        {"custom_id": key, "response": {"status_code": 200, "body": [1]}},
    ]
    junk = (b"{not JSON", b"", b"\xff\xfe\x00", *(json.dumps(line).encode() for line in lines))
    run.server.end(extra=junk)
    run.collect()
    assert len(run.records) == 3
    assert run.run.batch and run.run.batch.requests == 3


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"choices": []},
        {"choices": [{}]},
        {"choices": [{"message": None}]},
        {"choices": [{"message": {"content": {"a": 1}}, "finish_reason": "stop"}]},
        {"choices": "x", "usage": {"prompt_tokens": -5}},
        {"_fields_set": ["x"], "choices": [{"message": {"content": 5}}]},
    ],
)
def test_answer_that_is_no_chat_completion_is_sent_for_again(tmp_path: Path, body: dict[str, Any]) -> None:
    run = BatchRun(tmp_path, articles=1)
    run.submit()
    key = run.server.requests()[0]["custom_id"]
    line = {"custom_id": key, "response": {"status_code": 200, "body": body}}
    run.server.end(lambda _: "batch_expired", extra=(json.dumps(line).encode(),))
    run.collect()
    assert [failure["code"] for failure in run.failures] == [UNSENT]
    assert run.submit().sent == 1


@pytest.mark.parametrize("pages", [[b"<html>Please log in.</html>"] * 2, [b"<html>", b"{malformed json"]])
def test_page_of_a_gateway_is_not_taken_for_the_answers(tmp_path: Path, pages: list[bytes]) -> None:
    run = BatchRun(tmp_path, articles=2)
    run.submit()
    run.server.end()
    run.server.garble["GET /files/ID/content"] = pages
    made = run.collect()
    assert (len(made.troubles), made.watch.pending[WAITING]) == (1, 2)
    assert "for the answers of batch 1: 0 of 2" in made.troubles[0]
    run.collect()
    assert len(run.records) == 2


def test_page_of_a_gateway_is_passed_over_where_the_next_try_gives_the_answers(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=2)
    run.submit()
    run.server.end()
    run.server.garble["GET /files/ID/content"] = [b"<html>Please log in.</html>"]
    assert run.collect().troubles == ()
    assert len(run.records) == 2


def test_line_said_twice_counts_once(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=2)
    run.submit()
    twice = [
        json.dumps({"custom_id": line["custom_id"], "response": {"status_code": 200, "body": said}}).encode()
        for line in run.server.requests()
        for said in [json.loads(answers(GOOD, usage=(10, 0, 5)).content)]
    ]
    run.server.end(lambda _: answers(GOOD, usage=(10, 0, 5)), extra=(*twice, *twice))
    run.collect()
    assert run.run.batch and (run.run.batch.requests, run.run.batch.tokens.input) == (2, 20)
