"""A run ends with a record or a named failure for every article, whatever comes between."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.endpoint.errors import FatalForRun, ItemFailed
from summarizer.errors import UsageError
from summarizer.running import ledger as ledger_module
from summarizer.running import run as run_module
from summarizer.running.entry import Recipe
from summarizer.running.ledger import Ledger
from summarizer.running.pipeline import Summarizer
from summarizer.running.run import Runner, exit_code
from summarizer.schema import Article, Failure, PromptRef, Record, Run, text_digest
from tests.doubles import BASE_URL, FakeServer, says
from tests.running.samples import RECIPE, TEXT, Model, article, articles, in_loop

FATAL = FatalForRun("nowhere answered 401.", "Check the API key.", "unauthorized")
ITEM = ItemFailed("The answer was cut.", "Raise the limit.", "truncated")


def go(out: Path, of: Iterator[Article | Failure] | list[Article], model: Model, **options: object) -> Run:
    with Ledger(out) as ledger:
        return asyncio.run(Runner(ledger, options.pop("recipe", RECIPE), model.summarize, **options).run(of))


def ids(path: Path) -> list[str]:
    return [json.loads(line)["article"]["id"] for line in (path / "records.jsonl").read_bytes().splitlines()]


def failures(path: Path) -> list[Failure]:
    return [Failure.model_validate_json(line) for line in (path / "failures.jsonl").read_bytes().splitlines()]


def test_every_article_has_its_record_in_input_order(tmp_path: Path) -> None:
    run = go(tmp_path, [article(name) for name in "cab"], Model(), inputs=["x"], concurrency=3)
    assert ids(tmp_path) == ["c", "a", "b"]
    assert failures(tmp_path) == []
    assert run == ledger_module.read_run(tmp_path)
    assert (run.state, run.counts.articles, run.counts.records, run.counts.events) == ("done", 3, 3, 3)
    assert (run.tokens.input, run.tokens.cached, run.tokens.output, run.counts.attempts) == (300, 30, 60, 9)
    assert exit_code(run) == 0


def test_no_more_articles_are_under_way_than_allowed(tmp_path: Path) -> None:
    model = Model(delay=0.005)
    go(tmp_path, articles(40), model, concurrency=4)
    assert model.most == 4


def test_the_cheapest_article_is_the_first_once_all_is_ready(tmp_path: Path) -> None:
    model, made = Model(), [article(name, TEXT + " Mehr." * count) for name, count in (("a", 3), ("b", 1), ("c", 2))]
    calls: list[str] = []

    async def prepare() -> None:
        calls.append("prepared")
        await asyncio.sleep(0.2)  # in which the others are read

    go(tmp_path, made, model, concurrency=1, prepare=prepare, effort=lambda of: len(of.text))
    assert model.asked == ["b", "c", "a"]
    assert ids(tmp_path) == ["a", "b", "c"]  # in input order all the same
    assert calls == ["prepared"]


def test_a_run_that_is_done_prepares_nothing(tmp_path: Path) -> None:
    async def prepare() -> None:
        pytest.fail("nothing is to be done")

    go(tmp_path, articles(2), Model())
    assert go(tmp_path, articles(2), Model(), prepare=prepare).counts.records == 2


def test_what_cannot_be_prepared_ends_the_run_or_is_said_by_each_article(tmp_path: Path) -> None:
    async def refused() -> None:
        raise FATAL

    run = go(tmp_path / "fatal", articles(2), Model(), prepare=refused)
    assert (run.state, run.counts.records) == ("aborted", 0)

    async def broken() -> None:
        raise RuntimeError("bug")

    assert go(tmp_path / "broken", articles(2), Model(), prepare=broken).counts.records == 2


def test_a_run_that_found_the_disk_full_at_its_first_step_can_be_given_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(Ledger, "write_run", _no_room)
        assert go(tmp_path, articles(2), Model()).state == "aborted"
    assert not (tmp_path / "run.json").exists()
    assert go(tmp_path, articles(2), Model()).counts.records == 2


def _no_room(ledger: Ledger, run: Run) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_the_same_run_again_does_nothing_and_says_the_same(tmp_path: Path) -> None:
    first = go(tmp_path, articles(5), Model())
    files = {path: path.read_bytes() for path in tmp_path.rglob("*.jsonl")}
    model = Model()
    second = go(tmp_path, articles(5), model)
    assert model.asked == []
    assert (second.counts, second.tokens, second.started) == (first.counts, first.tokens, first.started)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.jsonl")} == files
    assert second.seconds >= first.seconds


def test_what_stands_need_not_be_understood(tmp_path: Path) -> None:
    first = go(tmp_path, articles(3), Model())
    model = Model()
    with Ledger(tmp_path) as ledger:
        runner = Runner(ledger, RECIPE, model.summarize)
        same, other = article("a00001", f"{TEXT} Meldung 1."), article("a00002", f"{TEXT} Neu.")
        assert runner.standing(other.id, other.text_sha256) is None
        entry = runner.standing(same.id, same.text_sha256)
        assert entry is not None
        assert Runner(ledger, RECIPE, model.summarize, fresh=True).standing(same.id, same.text_sha256) is None
        run = asyncio.run(runner.run([article("a00000", f"{TEXT} Meldung 0."), entry, other]))
    assert ids(tmp_path) == ["a00000", "a00001", "a00002"]
    assert (model.asked, run.counts) == (["a00002"], first.counts)


def test_only_what_has_changed_is_made_again(tmp_path: Path) -> None:
    go(tmp_path, [article("a"), article("b")], Model())
    model = Model()
    go(tmp_path, [article("a"), article("b", f"{TEXT} Neu."), article("c")], model)
    assert sorted(model.asked) == ["b", "c"]
    assert "Neu." in (tmp_path / "records/b.json").read_text()


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe("p", "other model", "nowhere", RECIPE.prompts),
        Recipe("p", "fake", "nowhere", (PromptRef(name="events.de", sha256=text_digest("edited")),)),
    ],
    ids=["model", "prompt"],
)
def test_another_model_or_prompt_makes_all_again(tmp_path: Path, recipe: Recipe) -> None:
    go(tmp_path, articles(3), Model())
    model = Model()
    go(tmp_path, articles(3), model, recipe=recipe)
    assert len(model.asked) == 3


def test_fresh_makes_all_again(tmp_path: Path) -> None:
    go(tmp_path, articles(3), Model())
    model = Model()
    go(tmp_path, articles(3), model, fresh=True)
    assert len(model.asked) == 3


def test_a_failing_article_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    unread = Failure(source="x.txt", stage="reading", code="empty", message="x.txt is empty.", remedy="Fill it.")
    model = Model(errors={"b": ITEM, "c": KeyError("oops")})
    run = go(tmp_path, [article("a"), unread, article("b"), article("c"), article("d")], model)
    assert ids(tmp_path) == ["a", "d"]
    found = {failure.code: failure for failure in failures(tmp_path)}
    assert set(found) == {"empty", "truncated", "unexpected"}
    assert found["truncated"].message == "b.txt: The answer was cut."
    assert found["truncated"].remedy == "Raise the limit."
    assert (found["truncated"].stage, found["truncated"].article_id) == ("drafting", "b")
    assert "KeyError" in found["unexpected"].message
    assert (run.counts.articles, run.counts.records, run.counts.failures) == (5, 2, 3)
    assert exit_code(run) == 3


def test_what_a_failed_article_cost_is_in_the_totals(tmp_path: Path) -> None:
    server = FakeServer().always(says("", refusal="No.", usage=(70, 7, 3)))
    summarizer = Summarizer(model="fake", base_url=BASE_URL, api_key="k", cache=False, transport=server.transport)

    async def run(ledger: Ledger) -> Run:
        async with summarizer:
            return await Runner(ledger, summarizer.recipe, summarizer.asummarize).run(articles(2))

    with Ledger(tmp_path) as ledger:
        made = asyncio.run(run(ledger))
    assert [each.code for each in failures(tmp_path)] == ["refused", "refused"]
    assert (made.counts.attempts, made.counts.requests) == (2, 2)
    assert (made.tokens.input, made.tokens.cached, made.tokens.output) == (140, 14, 6)


def test_a_failure_that_succeeds_later_is_gone(tmp_path: Path) -> None:
    go(tmp_path, [article("a"), article("b")], Model(errors={"b": ITEM}))
    run = go(tmp_path, [article("a"), article("b")], Model())
    assert failures(tmp_path) == []
    assert ids(tmp_path) == ["a", "b"]
    assert exit_code(run) == 0


def test_all_failed_is_nothing_done(tmp_path: Path) -> None:
    assert exit_code(go(tmp_path, [article("a")], Model(errors={"a": ITEM}))) == 1


def test_an_error_fatal_for_the_run_stops_it_and_keeps_what_is_done(tmp_path: Path) -> None:
    model = Model(errors={"a00010": FATAL})
    with Ledger(tmp_path) as ledger:
        runner = Runner(ledger, RECIPE, model.summarize, concurrency=2)
        run = asyncio.run(runner.run(articles(1000)))
    assert run.state == "aborted"
    assert runner.stopped and runner.stopped.remedy == "Check the API key."
    assert len(model.asked) <= 13
    assert set(ids(tmp_path)) >= {f"a{number:05}" for number in range(9)}
    assert run.counts.failures == 0
    assert exit_code(run) == 3


def test_fatal_with_nothing_done(tmp_path: Path) -> None:
    assert exit_code(go(tmp_path, articles(3), Model(errors={"a00000": FATAL}), concurrency=1)) == 1


def test_a_pass_cut_short_keeps_the_records_it_did_not_come_to(tmp_path: Path) -> None:
    go(tmp_path, articles(50), Model(errors={"a00003": ITEM}))
    go(tmp_path, articles(50), Model(errors={"a00003": FATAL}), concurrency=1)
    assert set(ids(tmp_path)) == {f"a{number:05}" for number in range(50)} - {"a00003"}


@in_loop
async def test_cancelling_keeps_what_is_done_and_marks_the_run(tmp_path: Path) -> None:
    model = Model(delay=0.02)
    with Ledger(tmp_path) as ledger:
        runner = Runner(ledger, RECIPE, model.summarize, concurrency=2)
        task = asyncio.create_task(runner.run(articles(1000)))
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert model.under_way == 0
    run = ledger_module.read_run(tmp_path)
    assert run.state == "interrupted"
    assert exit_code(run) == 130
    assert run.counts.records == len(ids(tmp_path)) == len(list((tmp_path / "records").iterdir())) > 0
    assert runner.outcome == run


@in_loop
async def test_a_record_being_written_when_cancelled_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save = Ledger.save

    def slow(self: Ledger, made: Record) -> object:
        time.sleep(0.1)
        return save(self, made)

    monkeypatch.setattr(Ledger, "save", slow)
    monkeypatch.setattr(run_module, "QUICK", 0.0)  # no disk is
    with Ledger(tmp_path) as ledger:
        task = asyncio.create_task(Runner(ledger, RECIPE, Model().summarize, concurrency=1).run([article("a")]))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert ids(tmp_path) == ["a"]


def test_a_full_disk_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Ledger, "save", full)
    model = Model()
    with Ledger(tmp_path) as ledger:
        runner = Runner(ledger, RECIPE, model.summarize, concurrency=1)
        run = asyncio.run(runner.run(articles(100)))
    assert len(model.asked) == 1
    assert runner.stopped and "No space left" in runner.stopped.message
    assert (run.state, exit_code(run)) == ("aborted", 1)


def test_a_record_that_no_file_can_hold_is_a_failure(tmp_path: Path) -> None:
    half = article("a").model_copy(update={"extra": {"note": "\ud800"}})
    run = go(tmp_path, [half, article("b")], Model())
    assert ids(tmp_path) == ["b"]
    assert [(failure.stage, failure.code) for failure in failures(tmp_path)] == [("writing", "not_unicode")]
    assert exit_code(run) == 3


def test_a_second_article_of_the_same_id_is_a_failure(tmp_path: Path) -> None:
    go(tmp_path, [article("a"), article("a", f"{TEXT} Anders.")], Model())
    assert ids(tmp_path) == ["a"]
    assert [failure.code for failure in failures(tmp_path)] == ["duplicate_id"]


def test_the_folder_of_other_inputs_is_refused_unless_fresh(tmp_path: Path) -> None:
    go(tmp_path, [article("a")], Model(), inputs=["here"])
    with pytest.raises(UsageError, match="holds the run of other inputs"):
        go(tmp_path, [article("b")], Model(), inputs=["there"])
    go(tmp_path, [article("a"), article("b")], Model(), inputs=["here", "there"])
    go(tmp_path, [article("c")], Model(), inputs=["elsewhere"], fresh=True)
    assert ids(tmp_path) == ["c"]


def test_an_error_of_the_reading_is_raised_after_keeping_what_is_done(tmp_path: Path) -> None:
    def broken() -> Iterator[Article]:
        yield article("a")
        raise RuntimeError("bug")

    with pytest.raises(RuntimeError, match="bug"):
        go(tmp_path, broken(), Model(), concurrency=1)
    assert ledger_module.read_run(tmp_path).state == "aborted"


def test_memory_does_not_grow_with_the_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text of every article is 100 kB: what is kept of one must be far less."""
    monkeypatch.setattr(ledger_module.atomic.os, "fsync", lambda _: None)
    body = "x" * 100_000

    def peak(count: int) -> int:
        tracemalloc.start()
        go(tmp_path / str(count), (article(f"a{n}", f"{TEXT} {n} {body}") for n in range(count)), Model())
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(2)
    assert peak(110) - peak(30) < 4_000_000  # were the texts kept, it would be 8 MB and more
