"""Submit, collect, and again: what is sent, what is paid for, what comes of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from summarizer.drafting import asking
from summarizer.running import command
from summarizer.running.batch.questions import UNSENT, WAITING
from summarizer.running.batch.requests import Limits
from summarizer.running.pipeline import Summarizer
from summarizer.schema import Tokens
from tests.doubles import PLANTED_KEY, FakeServer, fails
from tests.doubles import says as answers
from tests.drafting.samples import at, claim, event
from tests.running.batch.fake import BatchRun
from tests.running.test_pipeline import GOOD

WRONG = GOOD.model_copy(
    update={
        "events": [event("Südland hilft", at(1))],
        "claims": [claim("Die Arbeiten kosteten rund 13 Millionen Euro.", at(4))],
        "summary": [],
    }
)
"""A draft with two items that the checks refuse."""


def asks_repair(body: dict[str, Any]) -> bool:
    return body["response_format"]["json_schema"]["name"] == "Repaired"


def live(run: BatchRun, server: FakeServer) -> int:
    """`summarizer run` over the same inputs with the same cache, into a folder of its own."""
    summarizer = Summarizer(run.settings, transport=server.transport)
    out = run.out.with_name("live")
    return command.run(run.settings, [str(run.inputs)], out, quiet=True, summarizer=summarizer)


def test_one_round_makes_all_records(tmp_path: Path) -> None:
    run = BatchRun(tmp_path)
    sent = run.submit()
    assert (sent.sent, len(run.server.batches)) == (3, 1)
    assert [failure["code"] for failure in run.failures] == [WAITING] * 3
    run.server.end()
    made = run.collect()
    assert sorted(run.records) == ["a0", "a1", "a2"]
    assert all(len(record.events) == 1 and len(record.claims) == 1 for record in run.records.values())
    assert (made.watch.made, made.run.state, made.run.counts.failures, run.failures) == (3, "done", 0, [])
    assert (run.out / "digest.json").exists()
    assert run.submit().sent == 0


def test_what_batches_cost_is_told_apart_and_counted_once(tmp_path: Path) -> None:
    run = BatchRun(tmp_path)
    run.submit()
    run.server.end(lambda _: answers(GOOD, usage=(900, 100, 50)))
    run.collect()
    batch = run.run.batch
    assert batch is not None
    assert (batch.requests, batch.tokens, batch.cost) == (3, Tokens(input=2700, cached=300, output=150), None)
    assert run.run.tokens == Tokens()
    assert all(record.provenance.cache_hit for record in run.records.values())
    calls = len(run.server.calls)
    run.collect()
    assert (run.run.batch, len(run.server.calls)) == (batch, calls)
    assert live(run, FakeServer()) == 0
    assert command.run(run.settings, [str(run.inputs)], run.out, quiet=True) == 0
    assert run.run.batch == batch


def test_requests_are_those_of_a_live_run_and_fill_its_cache(tmp_path: Path) -> None:
    run = BatchRun(tmp_path)
    run.submit()
    run.server.end()
    run.collect()
    assert live(run, FakeServer()) == 0  # which would fail the test if it were asked anything
    shutil.rmtree(run.cache)
    shutil.rmtree(run.out.with_name("live"))
    server = FakeServer().always(GOOD)
    assert live(run, server) == 0
    in_order = [json.dumps(body, sort_keys=True) for body in server.bodies]
    assert sorted(in_order) == sorted(json.dumps(line["body"], sort_keys=True) for line in run.server.requests())


def test_what_a_live_run_has_answered_is_not_asked(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=2)
    live(run, FakeServer().always(GOOD))
    run.add("new")
    assert run.submit().sent == 1
    assert sorted(run.records) == ["a0", "a1"]


def test_files_are_split_by_count_and_by_bytes(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=5)
    run.submit(limits=Limits(requests=2))
    assert [len(run.server.requests(batch)) for batch in run.server.batches] == [2, 2, 1]
    run.server.end()
    assert run.collect().run.counts.records == 5

    (tmp_path / "more").mkdir()
    run = BatchRun(tmp_path / "more", articles=5)
    line = max(len(json.dumps(line)) for line in run_lines(tmp_path))
    run.submit(limits=Limits(bytes=2 * line + 2))
    sizes = [len(run.server.files[batch["input_file_id"]][1]) for batch in run.server.batches.values()]
    assert [len(run.server.requests(batch)) for batch in run.server.batches] == [2, 2, 1]
    assert max(sizes) <= 2 * line + 2


def run_lines(folder: Path) -> list[Any]:
    return [
        json.loads(line)
        for path in (folder / "out/batch").glob("*.requests.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]


def test_later_questions_go_out_together_in_a_second_round(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=2)
    run.submit()
    run.server.end(lambda _: WRONG)
    made = run.collect()
    assert (made.watch.pending, run.records) == ({WAITING: 0, UNSENT: 2}, {})
    assert "summarizer batch submit" in run.failures[0]["remedy"]
    assert run.submit().sent == 2  # about the event and about the claim; the articles' sentences there are the same
    run.server.end(lambda body: {"item": None} if asks_repair(body) else pytest.fail("asked before"))
    run.collect()
    assert [len(record.rejected) for record in run.records.values()] == [2, 2]
    assert set(run.server.paid.values()) == {1}


def test_all_sentences_are_asked_about_in_one_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "TOGETHER", 1)
    run = BatchRun(tmp_path, articles=1, window="sentence")
    sent = run.submit().sent
    asked = [line["body"]["messages"][-1]["content"] for line in run.server.requests()]
    assert len(asked) == len(set(asked)) == sent > 1
    said = iter(range(sent))
    run.server.end(lambda _: "batch_expired" if next(said) else "no JSON", status="expired")
    run.collect()
    assert [failure["code"] for failure in run.failures] == [UNSENT]
    assert run.submit().sent == sent  # all but the first, and that once more, with what was wrong


def test_truncated_answer_is_not_bought_again_but_asked_for_in_halves(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=1)
    run.submit()
    run.server.end(lambda _: answers("{", finish_reason="length"))
    run.collect()
    assert run.submit().sent == 2
    assert len({line["custom_id"] for line in run.server.requests()}) == 3
    empty = {"events": [], "claims": [], "summary": []}
    run.server.end(lambda _: empty)
    run.collect()
    assert set(run.records) == {"a0"}
    assert run.run.batch and run.run.batch.requests == 3
    assert set(run.server.paid.values()) == {1}


def test_invalid_answer_is_asked_again_with_what_was_wrong(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=1)
    run.submit()
    run.server.end(lambda _: "no JSON at all")
    run.collect()
    assert run.submit().sent == 1
    first, second = run.server.requests()
    assert len(second["body"]["messages"]) == len(first["body"]["messages"]) + 2
    run.server.end()
    run.collect()
    assert set(run.records) == {"a0"}


def test_refusal_is_a_named_failure_and_is_not_bought_again(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=1)
    run.submit()
    run.server.end(lambda _: answers("", refusal="I would rather not."))
    run.collect()
    assert [failure["code"] for failure in run.failures] == ["refused"]
    assert run.submit().sent == 0
    assert run.submit(again=True).sent == 0


def test_requests_that_failed_for_a_while_are_sent_again_and_no_others(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=4)
    run.submit()
    said = iter([GOOD, fails(500, "overloaded"), fails(429, "slow down"), GOOD])
    run.server.end(lambda _: next(said))
    made = run.collect()
    assert (made.run.counts.records, made.watch.pending[UNSENT]) == (2, 2)
    assert {"overloaded", "slow down"} == {failure["message"].rstrip(".").split(": ")[-1] for failure in run.failures}
    assert run.submit().sent == 2
    run.server.end()
    run.collect()
    assert len(run.records) == 4
    assert set(run.server.paid.values()) == {1}


def test_refused_requests_are_named_failures_that_can_be_sent_again(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=1)
    run.submit()
    run.server.end(lambda _: fails(400, "flagged by our safety system", code="content_filter"))
    made = run.collect()
    assert (made.watch.failures, [failure["code"] for failure in run.failures]) == (1, ["content_filter"])
    assert run.submit().sent == 0
    assert run.submit(again=True).sent == 1
    run.server.end()
    run.collect()
    assert set(run.records) == {"a0"}


def test_window_too_long_for_the_model_is_halved(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=1)
    run.submit()
    run.server.end(lambda _: fails(400, "maximum context length exceeded", code="context_length_exceeded"))
    run.collect()
    assert run.submit(again=True).sent == 2


@pytest.mark.parametrize(("status", "code"), [("expired", "batch_expired"), ("cancelled", "batch_cancelled")])
def test_partial_results_are_used_and_only_the_rest_is_sent(tmp_path: Path, status: str, code: str) -> None:
    run = BatchRun(tmp_path, articles=5)
    run.submit()
    if status == "cancelled":
        assert run.cancel() == 1
        assert run.collect().watch.pending[WAITING] == 5
        assert run.cancel() == 0
    said = iter([GOOD, code, GOOD, code, code])
    run.server.end(lambda _: next(said), status=status)
    made = run.collect()
    assert (len(run.records), made.watch.pending[UNSENT]) == (2, 3)
    assert run.submit().sent == 3
    run.server.end()
    run.collect()
    assert len(run.records) == 5
    assert set(run.server.paid.values()) == {1}


def test_batch_that_fails_validation_says_why_and_is_sent_again(tmp_path: Path) -> None:
    run = BatchRun(tmp_path)
    run.submit()
    run.server.end(status="failed")
    run.collect()
    assert any("invalid_file: line 1 is no JSON" in line for line in run.said)
    assert run.submit().sent == 3


def test_batches_that_are_not_done_are_waited_for(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=2)
    run.submit()
    made = run.collect()
    assert (made.watch.pending, run.records) == ({WAITING: 2, UNSENT: 0}, {})
    assert run.submit().sent == 0


def test_answers_outlive_the_cache(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=2)
    run.submit()
    run.server.end(lambda _: WRONG)
    run.collect()
    shutil.rmtree(run.cache)
    assert run.submit().sent == 2
    run.server.end(lambda body: {"item": None} if asks_repair(body) else pytest.fail("bought again"))
    run.collect()
    assert len(run.records) == 2


def test_parameter_the_server_refuses_is_left_out_of_the_next_round(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=1)
    run.submit()
    run.server.end(
        lambda _: fails(400, "Unsupported value", code="unsupported_value", param="temperature", type="invalid")
    )
    run.collect()
    assert run.submit().sent == 1
    first, second = run.server.requests()
    assert first["custom_id"] == second["custom_id"]
    assert "temperature" in first["body"] and "temperature" not in second["body"]
    run.server.end()
    run.collect()
    assert set(run.records) == {"a0"}


def test_changed_article_is_asked_about_anew(tmp_path: Path) -> None:
    run = BatchRun(tmp_path, articles=2)
    run.submit()
    run.server.end()
    run.collect()
    run.add("a1", "Norland schickt Hilfe nach Ostheim. Am Montag traf der erste Zug in Ostheim ein.")
    assert run.submit().sent == 1


def test_no_key_reaches_the_disk(tmp_path: Path) -> None:
    run = BatchRun(tmp_path)
    run.submit()
    run.server.end(lambda _: fails(401, f"Incorrect API key provided: {PLANTED_KEY}"))
    run.collect()
    # The server's own words lie there as they came; what is ours has no key.
    downloaded = set(run.out.glob("batch/*.errors.jsonl"))
    files = [path for path in (*run.out.rglob("*"), *run.cache.rglob("*")) if path.is_file() and path not in downloaded]
    assert files
    assert not [path for path in files if PLANTED_KEY.encode() in path.read_bytes()]
    assert PLANTED_KEY not in "".join(run.said)
