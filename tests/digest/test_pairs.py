"""What rules out that two reports are one happening, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.digest.mentions import Mention, gather
from summarizer.digest.pairs import THRESHOLD, forbidden, score
from tests.digest.samples import Story, number, on

TEXT = "Norwegen hat Portugal 40 Löschflugzeuge geschickt."


def mention(name: str, published: str | None = None, *, kind: str = "AID", text: str = TEXT, **fields: Any) -> Mention:
    given = {"actors": "Norwegen", "recipients": "Portugal"} | {
        each: fields.pop(each) for each in ("actors", "recipients") if each in fields
    }
    return gather([Story(name, text, published=published).event(text, kind, **given, **fields).record()]).mentions[0]


ONE = mention("a")


def test_the_same_report_in_another_article_is_the_same_happening() -> None:
    material = gather([Story(name, TEXT).event(TEXT, "AID", "Norwegen", "Portugal").record() for name in "ab"])
    one, other = material.mentions
    assert not forbidden(one, other, {})
    assert score(one, other, {}) > THRESHOLD


@pytest.mark.parametrize(
    "other",
    [
        mention("b", actors="Schweden", text="Schweden hat Portugal 40 Löschflugzeuge geschickt."),
        mention("b", actors="Portugal", recipients="Norwegen"),
        mention("b", status="planned"),
        mention("a"),
    ],
    ids=["other actors", "the other way round", "only planned", "the same article"],
)
def test_cannot_be_one(other: Mention) -> None:
    assert forbidden(ONE, other, {})
    assert forbidden(other, ONE, {})


@pytest.mark.parametrize(
    "other",
    [
        mention("b", actors="norwegische Regierung"),
        mention("b", actors=""),
        mention("b", status="denied"),
        mention("b", quantities=[number("40", 40, "Löschflugzeuge")], location="Porto"),
        mention("b", kind="OTHER"),
    ],
    ids=["another form of the name", "nobody named", "denied", "figure and place", "other type"],
)
def test_may_be_one(other: Mention) -> None:
    assert not forbidden(ONE, other, {})
    assert not forbidden(other, ONE, {})


def test_days_that_exclude_each_other() -> None:
    first, second = on("am Montag", "2025-03-03"), on("am Dienstag", "2025-03-04")
    march = on("im März", "2025-03-01", "2025-03-31")
    assert forbidden(mention("a", when=first), mention("b", when=second), {})
    assert not forbidden(mention("a", when=first), mention("b", when=march), {})


def test_what_was_told_before_it_happened_is_another() -> None:
    told = mention("a", "2025-03-01")
    assert forbidden(told, mention("b", "2025-04-02", when=on("am 1. April", "2025-04-01")), {})


def test_a_plan_and_its_fulfilment_are_one_where_a_figure_or_a_day_shows_it() -> None:
    day = on("am 6. Mai", "2025-05-06")
    forty = [number("40", 40, "Löschflugzeuge")]
    assert not forbidden(mention("a", when=day), mention("b", when=day, status="planned"), {})
    assert not forbidden(mention("a", quantities=forty), mention("b", quantities=forty, status="planned"), {})


def test_trends_are_never_one() -> None:
    trends = [mention(name, kind="COOPERATE", text="Norwegen und Portugal arbeiten enger zusammen.") for name in "ab"]
    assert forbidden(*trends, {})


def test_a_visit_has_no_direction() -> None:
    visit = {"kind": "CONSULT", "text": "Liv Aas traf Rui Melo."}
    one = mention("a", actors="Liv Aas", recipients="Rui Melo", **visit)
    assert not forbidden(one, mention("b", actors="Rui Melo", recipients="Liv Aas", **visit), {})
