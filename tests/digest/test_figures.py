"""Readings of one quantity, and how they go together."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.digest.build import digest
from summarizer.schema import Quantity
from summarizer.schema.digest import Digest, Figure
from tests.digest.samples import Story, number, on

DAY = on("am Montag", "2025-03-03")


def protest(name: str, words: str, *figures: Quantity, published: str | None = None, **fields: Any) -> Story:
    """An article on one and the same protest: `words` tell how many."""
    return Story(name, f"Am Montag protestierten in Weidenau {words}.", published=published).event(
        f"In Weidenau protestierten am Montag {words}",
        "PROTEST",
        location="Weidenau",
        quantities=list(figures),
        **{"when": DAY} | fields,
    )


def made(*stories: Story) -> Digest:
    return digest([story.record() for story in stories], "summarizer 0")


def only(*stories: Story) -> Figure:
    found = made(*stories).figures
    assert len(found) == 1, [[r.quantity.text for r in figure.readings] for figure in found]
    return found[0]


def landwirte(text: str, value: float, bound: Any = "exact") -> Quantity:
    return number(text, value, "Landwirte", bound)


EXACT = landwirte("300", 300)


@pytest.mark.parametrize(
    ("words", "figure", "days", "verdict", "because"),
    [
        ("300 Landwirte", EXACT, None, "same", []),
        ("mehr als 200 Landwirte", landwirte("mehr als 200", 200, "at_least"), None, "compatible", ["bound"]),
        ("bis zu 500 Landwirte", landwirte("bis zu 500", 500, "at_most"), None, "compatible", ["bound"]),
        ("rund 310 Landwirte", landwirte("rund 310", 310, "approximate"), None, "compatible", ["bound"]),
        ("304 Landwirte", landwirte("304", 304), None, "compatible", ["rounding"]),
        ("340 Landwirte", landwirte("340", 340), None, None, ["undated"]),
        ("340 Landwirte", landwirte("340", 340), ("2025-03-04", None), None, ["undated"]),
        ("340 Landwirte", landwirte("340", 340), ("2025-03-04", "2025-03-05"), "updated", ["later"]),
        ("340 Landwirte", landwirte("340", 340), ("2025-03-04", "2025-03-04"), "conflicting", []),
        ("über 400 Landwirte", landwirte("über 400", 400, "at_least"), ("2025-03-04", "2025-03-04"), "conflicting", []),
    ],
)
def test_verdicts(
    words: str, figure: Quantity, days: tuple[str, str | None] | None, verdict: str | None, because: list[str]
) -> None:
    first, second = days or (None, None)
    found = only(protest("a", "300 Landwirte", EXACT, published=first), protest("b", words, figure, published=second))
    assert (found.verdict, found.because) == (verdict, because)


def test_a_plan_explains_what_came_otherwise() -> None:
    plan = protest("a", "500 Landwirte", landwirte("500", 500), published="2025-03-03", status="planned")
    found = only(plan, protest("b", "300 Landwirte", EXACT, published="2025-03-03"))
    assert (found.verdict, found.because) == ("updated", ["plan"])
    assert [reading.status for reading in found.readings] == ["planned", "is"]


def test_a_change_that_the_text_tells_needs_no_dates() -> None:
    words = "erst 200 und dann von 200 auf 450 wachsend Landwirte"
    old, new = landwirte("200", 200), landwirte("450", 450)
    text = "Die Zahl der Streikenden stieg von 200 auf 450 Landwirte."
    story = Story("a", text).event(text, "PROTEST", quantities=[old, new])
    found = only(story)
    assert (found.verdict, found.because) == ("updated", ["from_to"])
    assert words not in text


def test_a_planned_change_starts_from_what_is() -> None:
    text = "Norwegen will seine Truppe in Portugal von derzeit 200 auf bis zu 450 Soldaten vergrößern."
    figures = [number("200", 200, "Soldaten"), number("bis zu 450", 450, "Soldaten", "at_most")]
    story = Story("a", text).event(text, "AID", "Norwegen", "Portugal", status="planned", quantities=figures)
    assert [(r.quantity.text, r.status) for r in only(story).readings] == [("200", "is"), ("bis zu 450", "planned")]


def test_two_counts_of_one_unit_are_two_quantities() -> None:
    words = "drei Menschen starben und 12 Menschen wurden verletzt"
    first = protest("a", words, number("drei", 3, "Menschen"), number("12", 12, "Menschen"), published="2025-03-04")
    words = "12 Menschen wurden verletzt und fünf Menschen starben"
    second = protest("b", words, number("12", 12, "Menschen"), number("fünf", 5, "Menschen"), published="2025-03-04")
    found = {frozenset(r.quantity.text for r in f.readings): f.verdict for f in made(first, second).figures}
    assert found == {frozenset({"12"}): "same", frozenset({"drei", "fünf"}): "conflicting"}


def test_speakers_of_one_article_may_be_at_odds() -> None:
    story = Story("a", "Die Polizei zählte 300 Landwirte, der Verband sprach von 800 Landwirten.")
    story.claim("zählte 300 Landwirte", "Polizei", about="e1")
    story.claim("von 800 Landwirten", "Verband", about="e1")
    figures = [landwirte("300", 300), number("800", 800, "Landwirten")]
    story.event("Landwirte protestierten", "PROTEST", quantities=figures, asserted_by=["c1", "c2"])
    found = only(story)
    assert (found.verdict, found.conflicting) == ("conflicting", [(0, 1)])
    assert [reading.speakers for reading in found.readings] == [["Polizei"], ["Verband"]]


def test_a_figure_of_a_claim_alone_is_a_reading_of_its_event() -> None:
    said = Story("b", "In Weidenau protestierten am Montag Landwirte.", "Es seien 900 gewesen, sagte der Verband.")
    said.event("In Weidenau protestierten am Montag Landwirte", "PROTEST", location="Weidenau", when=DAY)
    said.claim("Es seien 900 gewesen", "Verband", about="e1", quantities=[landwirte("900", 900)])
    found = only(protest("a", "300 Landwirte", EXACT), said)
    assert [(r.item_id, r.speakers) for r in found.readings] == [("e1", []), ("c1", ["Verband"])]


def test_shares_of_different_things_are_no_series() -> None:
    first = protest("a", "5 Prozent der Höfe", number("5", 5, "Prozent"))
    second = protest("b", "mit 8 Prozent mehr Lohn als Ziel Fahrer", number("8", 8, "Prozent"))
    assert made(first, second).figures == []


def troops(name: str, text: str, figure: Quantity, *, published: str, status: str = "occurred", **fields: Any) -> Story:
    return Story(name, text, published=published).event(
        text, "AID", "Norwegen", "Portugal", status=status, quantities=[figure], **fields
    )


def test_a_level_goes_on_across_happenings() -> None:
    sent = troops("a", "Norwegen hat 300 Soldaten entsandt.", number("300", 300, "Soldaten"), published="2025-01-02")
    there = troops(
        "b",
        "Über 900 norwegische Helme: so viele Soldaten stehen bereit.",
        number("Über 900", 900, "Soldaten", "at_least"),
        published="2025-06-02",
        status="ongoing",
    )
    found = only(sent, there)
    assert len({reading.event for reading in found.readings}) == 2
    assert found.verdict == "updated"


PASSIVE = "Rund 300 norwegische Soldaten sollen nach Portugal entsandt worden sein."
CHANGE = "Norwegen will seine Truppe in Portugal von derzeit 500 auf 900 Soldaten vergrößern."
BESIDE = "Neben den bereits bekannten über 400 norwegischen Soldaten in Portugal schickt Norwegen nun 60 Köche."


def grown(kind: str = "AID") -> Story:
    figures = [number("500", 500, "Soldaten"), number("900", 900, "Soldaten")]
    return Story("b", CHANGE).event(CHANGE, kind, "Norwegen", status="planned", quantities=figures)


def test_an_adjective_at_the_number_tells_whose_it_is() -> None:
    figure = number("Rund 300", 300, "Soldaten", "approximate")
    sent = Story("a", PASSIVE).event(PASSIVE, "AID", "", "Portugal", quantities=[figure])
    assert {r.quantity.text for r in only(sent, grown()).readings} == {"Rund 300", "500", "900"}


def test_by_what_act_a_level_grows_does_not_matter() -> None:
    assert {r.quantity.text for r in only(beside(BESIDE), grown("MOBILIZE")).readings} == {"über 400", "500", "900"}
    figure = number("Rund 300", 300, "Soldaten", "approximate")
    sent = Story("a", PASSIVE).event(PASSIVE, "AID", "", "Portugal", quantities=[figure])
    assert {r.quantity.text for r in only(sent, grown("MOBILIZE")).readings} == {"Rund 300", "500", "900"}


def test_victims_of_an_attack_are_no_level_of_those_who_came() -> None:
    figure = number("Rund 300", 300, "Soldaten", "approximate")
    sent = Story("a", PASSIVE).event(PASSIVE, "AID", "", "Portugal", quantities=[figure])
    assert {r.quantity.text for r in only(sent, grown("ASSAULT")).readings} == {"500", "900"}


def test_numbers_of_others_are_another_story() -> None:
    text = PASSIVE.replace("norwegische", "finnische")
    figure = number("Rund 300", 300, "Soldaten", "approximate")
    sent = Story("a", text).event(text, "AID", "", "Portugal", quantities=[figure])
    assert {r.quantity.text for r in only(sent, grown()).readings} == {"500", "900"}


def test_a_side_that_only_one_report_names_must_stand_in_the_other() -> None:
    text = PASSIVE.replace("Portugal", "Spanien")
    figure = number("Rund 300", 300, "Soldaten", "approximate")
    sent = Story("a", text).event(text, "AID", "", "Spanien", quantities=[figure])
    assert {r.quantity.text for r in only(sent, grown()).readings} == {"500", "900"}


def beside(text: str) -> Story:
    return Story("c", text, published="2025-06-02").event(
        text, "AID", "Norwegen", "Portugal", quantities=[number("60", 60, "Köche")]
    )


def test_a_number_that_is_there_already_is_a_reading_of_its_own() -> None:
    found = only(beside(BESIDE), grown())
    assert [(r.article_id, r.quantity.text, r.status) for r in found.readings] == [
        ("c", "über 400", "is"),
        ("b", "500", "is"),
        ("b", "900", "planned"),
    ]
    assert found.conflicting == []


@pytest.mark.parametrize(
    "text",
    [
        BESIDE.replace("bekannten", "geplanten"),
        BESIDE.replace("den bereits bekannten", "den"),
        BESIDE.replace("norwegischen ", ""),
        BESIDE.replace("norwegischen", "finnischen"),
    ],
)
def test_a_number_beside_the_point_needs_to_be_there_and_somebodys(text: str) -> None:
    found = only(beside(text), grown())
    assert {r.article_id for r in found.readings} == {"b"}


def test_an_english_number_that_is_there_already() -> None:
    change = "Norway wants to increase its force in Portugal from currently 500 to 900 soldiers."
    figures = [number("500", 500, "soldiers"), number("900", 900, "soldiers")]
    one = Story("a", change, language="en").event(change, "AID", "Norway", status="planned", quantities=figures)
    text = "Besides the already known more than 400 Norwegian soldiers in Portugal, Norway is sending 60 cooks."
    other = Story("b", text, language="en")
    other.event(text, "AID", "Norway", "Portugal", quantities=[number("60", 60, "cooks")])
    assert {r.quantity.text for r in only(one, other).readings} == {"500", "900", "more than 400"}


def test_what_two_happenings_count_is_never_at_odds() -> None:
    first = troops(
        "a", "Norwegen schickte im Januar 300 Soldaten.", number("300", 300, "Soldaten"), published="2025-06-02"
    )
    second = troops(
        "b",
        "Zwei Brigaden: 800 Soldaten ziehen um.",
        number("800", 800, "Soldaten"),
        published="2025-06-02",
        status="ongoing",
    )
    assert [(figure.verdict, figure.because) for figure in made(first, second).figures] == [(None, ["other_event"])]


def test_acts_that_are_over_are_no_series() -> None:
    first = troops(
        "a", "Norwegen schickte im Januar 300 Soldaten.", number("300", 300, "Soldaten"), published="2025-01-02"
    )
    second = troops(
        "b", "Zwei Brigaden, 800 Soldaten, zogen um.", number("800", 800, "Soldaten"), published="2025-06-02"
    )
    assert made(first, second).figures == []
