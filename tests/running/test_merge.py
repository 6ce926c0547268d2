"""Several run folders become one, with every article once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.errors import FatalForRun, ItemFailed
from summarizer.errors import UsageError
from summarizer.running.entry import Recipe
from summarizer.running.ledger import Ledger, read_run
from summarizer.running.merge import merge
from summarizer.running.run import Runner
from summarizer.running.spending import Spending
from summarizer.schema import Article, Failure, Record
from tests.running.samples import RECIPE, TEXT, Model, article

ITEM = ItemFailed("The answer was cut.", "Raise the limit.", "truncated")


def made(
    out: Path, articles: Sequence[Article], errors: dict[str, Exception] | None = None, model: str = "fake"
) -> Path:
    """A run folder."""
    recipe = Recipe(RECIPE.program, model, RECIPE.endpoint, RECIPE.prompts)
    with Ledger(out) as ledger, Spending(out) as spending:
        spending.add(Need(len(articles), 100 * len(articles), 0.5))
        work = Model(errors=errors)
        runner = Runner(ledger, recipe, work.summarize, inputs=[out.name], concurrency=1, spent=spending.described)
        asyncio.run(runner.run(articles))
    return out


def ids(out: Path) -> list[str]:
    return [json.loads(line)["article"]["id"] for line in (out / "records.jsonl").read_bytes().splitlines()]


def failures(out: Path) -> list[Failure]:
    return [Failure.model_validate_json(line) for line in (out / "failures.jsonl").read_bytes().splitlines()]


def test_parts_become_a_whole_that_either_command_goes_on_with(tmp_path: Path) -> None:
    one = made(tmp_path / "one", [article("b"), article("a")])
    two = made(tmp_path / "two", [article("c")])
    run = merge([one, two], tmp_path / "whole")
    assert run == read_run(tmp_path / "whole")
    assert ids(tmp_path / "whole") == ["b", "a", "c"]
    assert (run.state, run.inputs, run.counts.records, run.counts.events) == ("done", ["one", "two"], 3, 3)
    assert run.tokens.input == 300
    assert run.spent and (run.spent.requests, run.spent.tokens, run.spent.cost) == (3, 300, 1.0)
    model = Model()
    with Ledger(tmp_path / "whole") as ledger:
        again = asyncio.run(Runner(ledger, RECIPE, model.summarize).run([article(name) for name in "bacd"]))
    assert model.asked == ["d"]
    assert again.counts.records == 4


def test_the_newest_record_of_a_text_is_taken_and_another_text_is_named(tmp_path: Path) -> None:
    one = made(tmp_path / "one", [article("a"), article("b")])
    two = made(tmp_path / "two", [article("a"), article("b", f"{TEXT} Anders.")])
    newer = two / "records.jsonl"
    newer.write_text(newer.read_text().replace("2026-01-01", "2026-02-02"))
    run = merge([one, two], tmp_path / "whole")
    records = [
        Record.model_validate_json(line) for line in (tmp_path / "whole/records.jsonl").read_bytes().splitlines()
    ]
    assert [(record.article.id, record.provenance.created.month) for record in records] == [("b", 1), ("a", 2)]
    (failure,) = failures(tmp_path / "whole")
    assert failure.code == "duplicate_id"
    assert str(one) in failure.message and str(two) in failure.message
    assert (run.counts.records, run.counts.failures) == (2, 1)


def test_a_record_in_one_folder_heals_a_failure_in_another(tmp_path: Path) -> None:
    one = made(tmp_path / "one", [article("a"), article("b"), article("c")], {"a": ITEM, "b": ITEM})
    two = made(tmp_path / "two", [article("a"), article("b")], {"b": ITEM})
    run = merge([one, two], tmp_path / "whole")
    assert sorted(ids(tmp_path / "whole")) == ["a", "c"]
    assert [failure.article_id for failure in failures(tmp_path / "whole")] == ["b"]
    assert (run.counts.articles, run.counts.failures) == (3, 1)


def test_a_run_that_was_given_up_brings_what_it_has(tmp_path: Path) -> None:
    fatal = FatalForRun("nowhere answered 401.", "Check the API key.", "unauthorized")
    one = made(tmp_path / "one", [article("a"), article("b")], {"b": fatal})
    two = made(tmp_path / "two", [article("c")])
    run = merge([one, two], tmp_path / "whole")
    assert sorted(ids(tmp_path / "whole")) == ["a", "c"]
    assert run.state == "aborted"


def test_what_cannot_be_merged_is_refused_and_nothing_is_left_changed(tmp_path: Path) -> None:
    one = made(tmp_path / "one", [article("a")])
    other = made(tmp_path / "other", [article("b")], model="another")
    with pytest.raises(UsageError, match="was made with the model fake"):
        merge([one, other], tmp_path / "whole")
    assert not (tmp_path / "whole").exists()
    with pytest.raises(UsageError, match="is one of the folders"):
        merge([one], one)
    with pytest.raises(UsageError, match="holds a run already"):
        merge([one], made(tmp_path / "taken", [article("z")]))
    with pytest.raises(UsageError, match="does not exist"):
        merge([one, tmp_path / "nowhere"], tmp_path / "whole")
    (one / "records.jsonl").write_text("{}\n")
    with pytest.raises(UsageError, match=r"records\.jsonl:1 holds no record"):
        merge([one], tmp_path / "whole")
