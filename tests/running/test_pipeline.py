"""The public way in: settings, model, record, provenance."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from summarizer import Summarizer, UsageError
from summarizer.drafting.draft import Draft
from summarizer.endpoint.errors import FatalForRun, Nonsense
from summarizer.schema import Record, Tokens
from tests.doubles import BASE_URL, PLANTED_KEY, FakeServer, fails
from tests.doubles import says as answers
from tests.drafting.samples import COST, HELP, article, at, event, says
from tests.running.samples import in_loop

GOOD = Draft(
    events=[HELP.model_copy(update={"asserted_by": ["article"]})],
    claims=[COST.model_copy(update={"about": ["e1"]})],
    summary=[says("Norland schickt bis zu 300 Helfer nach Ostheim.", "e1")],
)


def summarizer(server: FakeServer, **overrides: Any) -> Summarizer:
    """A summarizer that asks `server`, whatever the environment says."""
    chosen = {"model": "fake", "base_url": BASE_URL, "api_key": PLANTED_KEY, "cache": False, **overrides}
    return Summarizer(transport=server.transport, **chosen)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARIZER_MODEL", "SUMMARIZER_PROMPTS_DIR"):
        monkeypatch.delenv(name, raising=False)


@in_loop
async def test_article_becomes_a_record() -> None:
    server = FakeServer(answers(GOOD, usage=(900, 100, 50)))
    async with summarizer(server) as opened:
        record = await opened.asummarize(article())
    assert Record.model_validate_json(record.model_dump_json()) == record
    assert [e.title for e in record.events] == [HELP.title]
    assert [(c.content, c.about) for c in record.claims] == [(COST.content, ["e1"])]
    assert [s.cites for s in record.summary] == [["e1"]]
    made = record.provenance
    assert (made.model, made.endpoint, made.requests, made.attempts) == ("fake", BASE_URL, 1, 1)
    assert made.tokens == Tokens(input=900, cached=100, output=50)
    assert not made.cache_hit
    assert {ref.name for ref in made.prompts} == {"article.de", "repair.de"}
    assert made.program.startswith("summarizer ")
    assert PLANTED_KEY not in record.model_dump_json()


@in_loop
async def test_provenance_counts_reasks_retries_and_repairs() -> None:
    wrong = GOOD.model_copy(update={"events": [event("Südland hilft", at(1))], "summary": []})
    server = FakeServer(fails(500, headers={"retry-after": "0"}), "nonsense", answers(wrong), {"item": None})
    async with summarizer(server) as opened:
        record = await opened.asummarize(article())
    assert (record.provenance.attempts, record.provenance.requests) == (4, 3)
    assert record.provenance.tokens == Tokens(input=30, cached=6, output=15)
    assert [r.reason.code for r in record.rejected] == ["name_not_in_article"]


@in_loop
async def test_second_time_comes_from_the_cache(tmp_path: Path) -> None:
    server = FakeServer(GOOD)
    for again in (False, True):
        async with summarizer(server, cache=True, cache_dir=tmp_path / "cache") as opened:
            record = await opened.asummarize(article())
        made = record.provenance
        assert [e.title for e in record.events] == [HELP.title]
        assert (made.cache_hit, made.requests, made.attempts) == (again, 1, 0 if again else 1)
        assert made.tokens.input == (0 if again else 10)
    assert len(server.bodies) == 1


@in_loop
async def test_one_article_costs_what_it_costs_beside_others() -> None:
    """Articles under way at once do not count each other's requests."""
    import asyncio  # noqa: PLC0415

    server = FakeServer().always(GOOD)
    async with summarizer(server) as opened:
        records = await asyncio.gather(*(opened.asummarize(article()) for _ in range(5)))
    assert [r.provenance.attempts for r in records] == [1] * 5


def test_code_that_is_not_asynchronous_opens_it_once_or_each_time() -> None:
    server = FakeServer().always(GOOD)
    with summarizer(server) as opened:
        first, second = opened.summarize(article()), opened.summarize(article())
    assert first.events == second.events
    assert summarizer(server).summarize(article()).events == first.events
    assert len(server.bodies) == 3


@in_loop
async def test_must_be_opened_first() -> None:
    with pytest.raises(RuntimeError, match="Open the Summarizer first"):
        await summarizer(FakeServer()).asummarize(article())


@in_loop
async def test_can_be_opened_again() -> None:
    shut = summarizer(FakeServer().always(GOOD))
    for _ in range(2):
        async with shut as opened:
            assert (await opened.asummarize(article())).events
    with pytest.raises(RuntimeError):
        await shut.asummarize(article())


@in_loop
async def test_wrong_key_ends_the_run_and_says_what_to_do() -> None:
    async with summarizer(FakeServer(fails(401, f"Incorrect API key provided: {PLANTED_KEY}"))) as opened:
        with pytest.raises(FatalForRun) as raised:
            await opened.asummarize(article())
    assert raised.value.remedy == "Check the API key."
    assert PLANTED_KEY not in str(raised.value)


@in_loop
async def test_nonsense_fails_the_article_only() -> None:
    server = FakeServer("Gern!", "Gern!", GOOD)
    async with summarizer(server) as opened:
        with pytest.raises(Nonsense) as raised:
            await opened.asummarize(article())
        assert raised.value.answer == "Gern!"
        assert (await opened.asummarize(article())).events


@pytest.mark.parametrize(
    ("overrides", "window", "names"),
    [
        ({}, "article", {"article.de", "article.en", "repair.de", "repair.en"}),
        ({"window": "sentence"}, "sentence", {"sentence.de", "sentence.en", "repair.de", "repair.en"}),
        ({"model": "embedded", "base_url": None, "api_key": None}, "sentence", None),
        ({"model": "some.gguf", "base_url": None, "api_key": None, "window": "article"}, "article", None),
    ],
)
def test_window_and_recipe_follow_the_model(overrides: dict[str, Any], window: str, names: set[str] | None) -> None:
    chosen = summarizer(FakeServer(), **overrides)
    assert chosen.window == window
    recipe = chosen.recipe
    assert recipe.endpoint == ("embedded" if chosen.settings.local else BASE_URL)
    assert recipe.model == chosen.settings.model
    assert names is None or {ref.name for ref in recipe.prompts} == names


@in_loop
async def test_record_was_made_by_its_recipe() -> None:
    """What the run folder compares to tell whether a record is still good."""
    chosen = summarizer(FakeServer(GOOD))
    async with chosen as opened:
        made = (await opened.asummarize(article())).provenance
    assert (made.model, made.endpoint, made.program) == (
        chosen.recipe.model,
        chosen.recipe.endpoint,
        chosen.recipe.program,
    )
    assert {(ref.name, ref.sha256) for ref in made.prompts} <= chosen.recipe.prompt_keys


def test_recipe_shows_no_credentials() -> None:
    chosen = summarizer(FakeServer(), base_url="https://me:secret@model.test/v1")
    assert "secret" not in chosen.recipe.endpoint


def test_missing_templates_are_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"article\.de\.toml"):
        _ = summarizer(FakeServer(), prompts_dir=tmp_path).recipe


@in_loop
async def test_waiting_is_told() -> None:
    told: list[str] = []
    server = FakeServer(fails(429, "slow down", headers={"retry-after": "0.01"}), GOOD)
    async with Summarizer(
        transport=server.transport,
        notice=told.append,
        model="fake",
        base_url=BASE_URL,
        api_key=PLANTED_KEY,
        cache=False,
    ) as opened:
        await opened.asummarize(article())
    assert len(told) == 1
    assert "trying again in 0 s" in told[0]


@in_loop
async def test_what_a_record_cost_stands_in_it() -> None:
    server = FakeServer(answers(GOOD, usage=(1000, 0, 100)))
    async with summarizer(server, model="gpt-5", base_url="https://api.openai.com/v1") as opened:
        assert (await opened.asummarize(article())).provenance.cost == pytest.approx(0.00125 + 0.001)
    async with summarizer(FakeServer(answers(GOOD))) as opened:
        assert (await opened.asummarize(article())).provenance.cost is None


@in_loop
async def test_a_budget_holds_without_a_run_too() -> None:
    server = FakeServer()
    async with summarizer(server, max_tokens=1) as opened:
        with pytest.raises(FatalForRun) as caught:
            await opened.asummarize(article())
    assert caught.value.code == "budget_spent"
    assert server.bodies == []


@in_loop
async def test_a_rate_that_is_used_up_is_told() -> None:
    told: list[str] = []
    server = FakeServer(answers(GOOD))
    chosen = {"model": "fake", "base_url": BASE_URL, "cache": False, "rpm": 1}
    async with Summarizer(notice=told.append, transport=server.transport, **chosen) as opened:
        await opened.asummarize(article())
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await opened.asummarize(article())
    assert len(server.bodies) == 1
    assert any("rate limit is used up; going on in 6" in text for text in told)
