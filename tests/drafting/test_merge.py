"""Tellings of one happening become one event; different happenings stay apart."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer import language
from summarizer.drafting import merge
from summarizer.drafting.draft import Draft, DraftEvent
from tests.drafting.samples import at, claim, event

FIRST = "Norland schickt Helfer mit Pumpen nach Ostheim."
SECOND = "Norland schickt 300 Helfer, dazu Pumpen und Zelte, in die überflutete Stadt Ostheim."


def tells(words: str, number: int, **labels: Any) -> DraftEvent:
    return event(
        words, at(number, words), **{"status": "occurred", "actors": ["Norland"], "recipients": ["Ostheim"], **labels}
    )


def merged(given: Draft) -> Draft:
    return merge.merged(given, language.get("de"))


def draft(*events: DraftEvent) -> Draft:
    return Draft(events=list(events), claims=[], summary=[])


def test_two_tellings_of_one_happening_are_one_event_led_by_the_fullest() -> None:
    one = tells(FIRST, 1, certainty="certain", asserted_by=["article"])
    other = tells(
        SECOND, 4, certainty="possible", asserted_by=["c1"], figures=["300"], location="Ostheim", when="am Montag"
    )
    (found,) = merged(draft(one, other)).events
    assert found.title == SECOND
    assert [q.sentence for q in found.quotes] == [4, 1]
    assert (found.certainty, found.figures, found.location, found.when) == ("certain", ["300"], "Ostheim", "am Montag")
    assert sorted(found.asserted_by) == ["article", "c1"]


@pytest.mark.parametrize(
    "labels",
    [
        {"actors": ["Südland"]},
        {"actors": []},
        {"type": "ASSAULT"},
        {"location": "Westheim"},
        {"when": "im Mai"},
    ],
)
def test_what_differs_in_kind_actors_place_or_time_stays_apart(labels: dict[str, Any]) -> None:
    one = tells(FIRST, 1, location="Ostheim", when="am Montag")
    assert len(merged(draft(one, tells(SECOND, 4, **labels))).events) == 2


def test_what_has_happened_and_what_is_denied_stay_apart() -> None:
    assert len(merged(draft(tells(FIRST, 1, status="occurred"), tells(SECOND, 4, status="denied"))).events) == 2


def test_same_actor_doing_something_else_stays_apart() -> None:
    other = tells("Norland liefert auch Medikamente, Decken und Strom nach Ostheim.", 2)
    assert len(merged(draft(tells(FIRST, 1), other)).events) == 2


def test_claims_keep_to_their_events() -> None:
    apart = tells("Norland liefert auch Medikamente, Decken und Strom nach Ostheim.", 2)
    claims = [
        claim("a", at(1), about=["e1"]),
        claim("b", at(1), about=["e2"]),
        claim("c", at(1), about=["e3", "e1"]),
        claim("d", at(1)),
    ]
    given = Draft(events=[tells(FIRST, 1), apart, tells(SECOND, 4)], claims=claims, summary=[])
    found = merged(given)
    assert len(found.events) == 2
    by_words = {q.words: f"e{n}" for n, e in enumerate(found.events, 1) for q in e.quotes}
    told = [by_words[FIRST], by_words[apart.title], by_words[SECOND]]
    assert told[0] == told[2]
    assert [c.about for c in found.claims] == [[told[0]], [told[1]], [told[0]], []]


def test_nothing_is_lost_and_nothing_told_twice() -> None:
    given = draft(tells(FIRST, 1), tells(SECOND, 4), tells(FIRST, 9, actors=["Südland"]))
    pointers = [q for e in merged(given).events for q in e.quotes]
    assert sorted(q.sentence for q in pointers) == [1, 4, 9]


def test_merging_again_changes_nothing() -> None:
    once = merged(draft(tells(FIRST, 1), tells(SECOND, 4), tells(FIRST, 9, actors=["Südland"])))
    assert merged(once) == once


def test_nothing_is_nothing() -> None:
    empty = Draft(events=[], claims=[], summary=[])
    assert merged(empty) == empty


def test_plan_and_its_details_are_one_event() -> None:
    plan = tells("Norland will Ostheim mit Helfern unterstützen.", 1, status="planned")
    details = tells("Norland will bis zu 300 Pioniere entsenden.", 3, status="planned", figures=["bis zu 300"])
    (found,) = merged(draft(plan, details)).events
    assert [q.sentence for q in found.quotes] == [3, 1]


@pytest.mark.xfail(strict=True)
def test_plans_for_others_stay_apart() -> None:
    plan = tells("Norland will Ostheim mit Helfern unterstützen.", 1, status="planned")
    other = tells("Norland will Westheim Kredite gewähren.", 7, status="planned", recipients=["Westheim"])
    assert len(merged(draft(plan, other)).events) == 2


def test_sentence_that_goes_on_belongs_to_the_event_before() -> None:
    before = tells(FIRST, 1)
    goes_on = tells("Diese sollen die Deiche sichern.", 2, actors=[])
    assert len(merged(draft(before, goes_on)).events) == 1
    assert len(merged(draft(before, tells("Diese sollen die Deiche sichern.", 3, actors=[]))).events) == 2
    assert len(merged(draft(before, tells("Die sollen die Deiche sichern.", 2, actors=["Südland"]))).events) == 2


def test_city_and_the_state_it_may_lie_in_are_no_contradiction() -> None:
    (found,) = merged(draft(tells(FIRST, 1, location="Polen"), tells(SECOND, 4, location="Danzig"))).events
    assert found.location == "Danzig"
    assert len(merged(draft(tells(FIRST, 1, location="Polen"), tells(SECOND, 4, location="Ungarn"))).events) == 2
