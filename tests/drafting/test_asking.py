"""Several questions in one request, and what becomes of the others where one cannot be answered."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer import language as languages
from summarizer import resources
from summarizer.drafting.asking import TOGETHER, answers_to
from summarizer.drafting.prompts import load
from summarizer.drafting.question import ask_about
from summarizer.endpoint.errors import FatalForRun, ItemFailed
from tests.doubles import FakeServer, fails, says
from tests.running.samples import in_loop

PROMPT = load(resources.folder("prompts"), "sentence", "de")
TOWNS = ("Bremen", "Kiel", "Jena", "Ulm", "Trier", "Bonn", "Celle", "Emden", "Fulda", "Gera", "Hagen", "Köln", "Mainz")


def questions(count: int) -> list[Any]:
    return [
        ask_about(f"Am Montag nahm die Polizei in {town} drei Männer fest.", languages.get("de"))
        for town in TOWNS[:count]
    ]


def towns(body: dict[str, Any]) -> list[str]:
    lines = body["messages"][-1]["content"].splitlines()[1:-1]
    return [next(town for town in TOWNS if f" {town} " in line) for line in lines]


def arrests(body: dict[str, Any]) -> dict[str, Any]:
    """Every police did it, where its own sentence says."""
    return {str(n): {"event": {"type": "COERCE", "where": town}} for n, town in enumerate(towns(body), 1)}


def where(given: Any) -> Any:
    return given["event"]["where"]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, []), (1, [1]), (TOGETHER, [TOGETHER]), (TOGETHER + 1, [TOGETHER // 2, TOGETHER // 2 + 1]), (13, [6, 7])],
)
@in_loop
async def test_questions_share_requests_evenly_and_answers_keep_their_order(count: int, sizes: list[int]) -> None:
    server = FakeServer().always(arrests)
    async with server.open() as endpoint:
        given = await answers_to(questions(count), endpoint, PROMPT)
    assert sorted(len(towns(body)) for body in server.bodies) == sizes
    assert [where(each) for each in given] == list(TOWNS[:count])


@in_loop
async def test_what_needs_no_asking_is_not_among_them() -> None:
    idle = ask_about("Der Himmel war blau.", languages.get("de"))
    server = FakeServer().always(arrests)
    async with server.open() as endpoint:
        given = await answers_to([idle, *questions(1), idle], endpoint, PROMPT)
    assert [towns(body) for body in server.bodies] == [["Bremen"]]
    assert [given[0], where(given[1]), given[2]] == [{}, "Bremen", {}]


@pytest.mark.parametrize("at", range(5))
@in_loop
async def test_a_question_that_is_refused_costs_no_other_its_answer(at: int) -> None:
    """Whatever stands beside it is asked again without it, in few requests."""
    server = FakeServer().always(lambda body: says("", refusal="No.") if TOWNS[at] in towns(body) else arrests(body))
    async with server.open() as endpoint:
        given = await answers_to(questions(5), endpoint, PROMPT)
    assert isinstance(given[at], ItemFailed)
    assert [where(each) for n, each in enumerate(given) if n != at] == [t for n, t in enumerate(TOWNS[:5]) if n != at]
    assert len(server.bodies) <= 7


@in_loop
async def test_what_concerns_the_run_ends_it() -> None:
    server = FakeServer().always(lambda _: fails(401))
    async with server.open() as endpoint:
        with pytest.raises(FatalForRun):
            await answers_to(questions(3), endpoint, PROMPT)
    assert len(server.bodies) == 1
