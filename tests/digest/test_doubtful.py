"""Doubtful pairs, and who may settle them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from summarizer.digest.build import digest
from summarizer.digest.doubtful import Judge
from summarizer.digest.mentions import Mention
from summarizer.schema.digest import Digest
from tests.digest.samples import Story, on


def tells(name: str, text: str, kind: str = "AID", actors: str = "Norwegen", **fields: Any) -> Story:
    return Story(name, text).event(text.rstrip("."), kind, actors, "Portugal", **fields)


LIKE = [
    tells("a", "Norwegen gibt Portugal Geld für den Bau von Dämmen an der Küste."),
    tells("b", "Norwegen unterstützt Portugal beim Bau von Dämmen."),
]
"""The rules join them, not firmly."""
UNLIKE = [
    tells("a", "Norwegen gibt Portugal Geld für Dämme und Deiche."),
    tells("b", "Norwegen hilft Portugal beim Schutz der Küste mit Dämmen und Geld."),
]
"""The rules keep them apart, not firmly."""


def made(stories: Sequence[Story], judge: Judge | None = None) -> Digest:
    return digest([story.record() for story in stories], "summarizer 0", judge)


def always(answer: bool | None, asked: list[tuple[str, str]] | None = None) -> Judge:
    def judge(pairs: Sequence[tuple[Mention, Mention]]) -> list[bool | None]:
        if asked is not None:
            asked.extend((one.key[0], other.key[0]) for one, other in pairs)
        return [answer] * len(pairs)

    return judge


def test_the_rules_alone() -> None:
    assert len(made(LIKE).events) == 1
    assert len(made(UNLIKE).events) == 2


@pytest.mark.parametrize("stories", [LIKE, UNLIKE])
def test_an_answer_settles_a_doubtful_pair(stories: list[Story]) -> None:
    assert len(made(stories, always(True)).events) == 1
    assert len(made(stories, always(False)).events) == 2


@pytest.mark.parametrize("stories", [LIKE, UNLIKE])
def test_no_answer_leaves_it_to_the_rules(stories: list[Story]) -> None:
    assert made(stories, always(None)) == made(stories)


@pytest.mark.parametrize(
    "change",
    [
        lambda: tells("b", UNLIKE[1].text, actors="Finnland"),
        lambda: tells("b", UNLIKE[1].text, status="planned"),
    ],
)
def test_what_the_rules_forbid_is_never_asked_about(change: Callable[[], Story]) -> None:
    asked: list[tuple[str, str]] = []
    found = made([UNLIKE[0], change()], always(True, asked))
    assert asked == []
    assert len(found.events) == 2


def test_other_days_are_never_asked_about() -> None:
    asked: list[tuple[str, str]] = []
    dated = [
        tells("a", "Norwegen gab Portugal am 3. Mai Geld.", when=on("am 3. Mai", "2024-05-03")),
        tells("b", "Norwegen gab Portugal am 9. Mai Geld.", when=on("am 9. Mai", "2024-05-09")),
    ]
    assert len(made(dated, always(True, asked)).events) == 2
    assert asked == []


def test_firm_pairs_are_not_asked_about() -> None:
    asked: list[tuple[str, str]] = []
    same = [tells(name, UNLIKE[0].text) for name in "ab"]
    other = tells("c", "Portugal protestiert gegen Fischer.", "PROTEST", "Portugal")
    made([*same, other], always(False, asked))
    assert asked == []


def test_the_most_doubtful_come_first_and_order_changes_nothing() -> None:
    asked: list[tuple[str, str]] = []
    turned: list[tuple[str, str]] = []
    stories = [*LIKE, tells("c", UNLIKE[0].text)]
    first, second = made(stories, always(None, asked)), made(stories[::-1], always(None, turned))
    assert asked == turned
    assert len(asked) > 1
    assert first == second
