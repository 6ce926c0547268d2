"""Three invented stories, each told by several articles: what a reader would want to see together."""

from __future__ import annotations

import random
from functools import lru_cache

from summarizer.digest.build import digest
from summarizer.schema import Record
from summarizer.schema.digest import Digest, DigestEvent, Figure
from tests.digest.samples import Story, number, on

SUNDAY = on("am Sonntag", "2025-03-09")
STRIKE = on("am 6. Mai", "2025-05-06")


def dam() -> list[Record]:
    """Tolls that grow, tolls that contradict each other, and another dam."""
    return [
        Story(
            "dam1",
            "Bei einem Dammbruch in Weidenau sind am Sonntag zwölf Menschen ums Leben gekommen.",
            "Die Stadt Weidenau bat den Bund um Hilfe.",
            published="2025-03-10",
        )
        .event(
            "Zwölf Menschen kamen bei einem Dammbruch in Weidenau ums Leben",
            "OTHER",
            location="Weidenau",
            when=SUNDAY,
            quantities=[number("zwölf", 12, "Menschen")],
        )
        .event("Stadt Weidenau bat den Bund um Hilfe", "REQUEST", "Weidenau", "Bund", at=1)
        .record(),
        Story(
            "dam2",
            "17 Menschen sind ums Leben gekommen, als am Sonntag der Damm bei Weidenau brach.",
            published="2025-03-11",
        )
        .event(
            "17 Menschen kamen beim Bruch des Damms bei Weidenau ums Leben",
            "OTHER",
            location="Weidenau",
            when=SUNDAY,
            quantities=[number("17", 17, "Menschen")],
        )
        .record(),
        Story(
            "dam3",
            "Nach Angaben der Polizei kamen bei dem Dammbruch in Weidenau 15 Menschen ums Leben.",
            "Die Stadt hatte den Bund schon am Sonntag um Hilfe gebeten.",
            published="2025-03-11",
        )
        .claim("bei dem Dammbruch in Weidenau 15 Menschen ums Leben", "Polizei", about="e1")
        .event(
            "15 Menschen kamen bei dem Dammbruch in Weidenau ums Leben",
            "OTHER",
            location="Weidenau",
            quantities=[number("15", 15, "Menschen")],
            asserted_by=["c1"],
        )
        .event("Die Stadt bat den Bund um Hilfe", "REQUEST", "Stadt", "Bund", at=1, when=SUNDAY)
        .record(),
        Story(
            "dam4",
            "Bei einem Dammbruch in Birkenau sind am Dienstag zwölf Menschen ums Leben gekommen.",
            published="2025-03-19",
        )
        .event(
            "Zwölf Menschen kamen bei einem Dammbruch in Birkenau ums Leben",
            "OTHER",
            location="Birkenau",
            when=on("am Dienstag", "2025-03-18"),
            quantities=[number("zwölf", 12, "Menschen")],
        )
        .record(),
    ]


def strike() -> list[Record]:
    """A plan that came true, and those who deny it."""
    return [
        Story(
            "strike1",
            "Die Gewerkschaft Verkehr will am 6. Mai die Nordbahn bestreiken.",
            "Rund 3.000 Beschäftigte sollen dann die Arbeit niederlegen.",
            published="2025-05-02",
        )
        .event(
            "Gewerkschaft Verkehr will am 6. Mai die Nordbahn bestreiken",
            "PROTEST",
            "Gewerkschaft Verkehr",
            "Nordbahn",
            status="planned",
            when=STRIKE,
        )
        .record(),
        Story(
            "strike2",
            "Am 6. Mai haben 2.800 Beschäftigte die Nordbahn bestreikt, teilte die Gewerkschaft Verkehr mit.",
            published="2025-05-07",
        )
        .claim("haben 2.800 Beschäftigte die Nordbahn bestreikt", "Gewerkschaft Verkehr", about="e1")
        .event(
            "Beschäftigte der Gewerkschaft Verkehr bestreikten am 6. Mai die Nordbahn",
            "PROTEST",
            "Gewerkschaft Verkehr",
            "Nordbahn",
            when=STRIKE,
            quantities=[number("2.800", 2800, "Beschäftigte")],
            asserted_by=["c1"],
        )
        .record(),
        Story(
            "strike3",
            "Die Nordbahn bestritt, dass am 6. Mai 2.800 Beschäftigte die Bahn bestreikt hätten.",
            "Es seien höchstens 900 Beschäftigte gewesen.",
            published="2025-05-07",
        )
        .claim(
            "dass am 6. Mai 2.800 Beschäftigte die Bahn bestreikt hätten", "Nordbahn", about="e1", polarity="negative"
        )
        .event(
            "Beschäftigte sollen am 6. Mai die Nordbahn bestreikt haben",
            "PROTEST",
            "",
            "Nordbahn",
            status="denied",
            when=STRIKE,
            quantities=[number("2.800", 2800, "Beschäftigte")],
            asserted_by=["c1"],
        )
        .record(),
    ]


def aid() -> list[Record]:
    """Names of one state and one person in several forms, a sum, a place in dispute, and the other way round."""
    return [
        Story(
            "aid1",
            "Norwegen hat Portugal 40 Löschflugzeuge geschickt.",
            "Außenministerin Liv Aas traf in Porto ihren Kollegen Sergej Lapin.",
            "Oslo will Portugal noch 200 Piloten und 300 Techniker schicken.",
        )
        .event(
            "Norwegen hat Portugal 40 Löschflugzeuge geschickt",
            "AID",
            "Norwegen",
            "Portugal",
            quantities=[number("40", 40, "Löschflugzeuge")],
        )
        .event("Liv Aas traf in Porto Sergej Lapin", "CONSULT", "Liv Aas", "Sergej Lapin", at=1, location="Porto")
        .event(
            "Oslo will Portugal 200 Piloten und 300 Techniker schicken",
            "AID",
            "Oslo",
            "Portugal",
            at=2,
            status="planned",
            quantities=[number("200", 200, "Piloten"), number("300", 300, "Techniker")],
        )
        .record(),
        Story(
            "aid2",
            "Die norwegische Regierung schickte 40 Löschflugzeuge nach Portugal.",
            "Sergei Lapin empfing Liv Aas in Lissabon.",
            "Norwegen plant, weitere 500 Piloten und Techniker nach Portugal zu schicken.",
        )
        .event(
            "Norwegische Regierung schickte 40 Löschflugzeuge nach Portugal",
            "AID",
            "norwegische Regierung",
            "Portugal",
            quantities=[number("40", 40, "Löschflugzeuge")],
        )
        .event(
            "Sergei Lapin empfing Liv Aas in Lissabon", "CONSULT", "Liv Aas", "Sergei Lapin", at=1, location="Lissabon"
        )
        .event(
            "Norwegen plant, 500 Piloten und Techniker nach Portugal zu schicken",
            "AID",
            "Norwegen",
            "Portugal",
            at=2,
            status="planned",
            quantities=[number("500", 500, "Piloten und Techniker")],
        )
        .record(),
        Story("aid3", "Portugal schickte Norwegen vor Jahren 40 Löschflugzeuge.")
        .event(
            "Portugal schickte Norwegen 40 Löschflugzeuge",
            "AID",
            "Portugal",
            "Norwegen",
            quantities=[number("40", 40, "Löschflugzeuge")],
        )
        .record(),
    ]


@lru_cache(maxsize=1)
def told() -> Digest:
    return digest([*dam(), *strike(), *aid()], "summarizer 0")


def groups(found: Digest) -> set[str]:
    return {" ".join(f"{r.article_id}#{r.event_id}" for r in e.reports) for e in found.events if len(e.reports) > 1}


def event(ref: str) -> DigestEvent:
    return next(e for e in told().events if ref in [f"{r.article_id}#{r.event_id}" for r in e.reports])


def figure(ref: str) -> Figure:
    return next(f for f in told().figures if ref in [f"{r.article_id}#{r.item_id}" for r in f.readings])


def test_reports_of_one_happening_are_one_and_no_others() -> None:
    assert groups(told()) == {
        "dam1#e1 dam2#e1 dam3#e1",
        "dam1#e2 dam3#e2",
        "strike1#e1 strike2#e1 strike3#e1",
        "aid1#e1 aid2#e1",
        "aid1#e2 aid2#e2",
        "aid1#e3 aid2#e3",
    }


def test_the_order_of_the_records_changes_nothing() -> None:
    records = [*dam(), *strike(), *aid()]
    for seed in range(5):
        random.Random(seed).shuffle(records)  # noqa: S311 - no secret
        assert digest(records, "summarizer 0") == told()


def test_tolls_of_one_day_that_differ_are_at_odds_and_stand_side_by_side() -> None:
    found = figure("dam2#e1")
    assert [(r.quantity.text, str(r.published)) for r in found.readings] == [
        ("zwölf", "2025-03-10"),
        ("17", "2025-03-11"),
        ("15", "2025-03-11"),
    ]
    assert found.verdict == "conflicting"
    assert found.conflicting == [(1, 2)]
    assert found.because == ["later"]
    odds = next(d for d in event("dam1#e1").disagreements if d.field == "quantities")
    assert [(side.value, side.sources[0].article_id) for side in odds.sides] == [
        ("17 Menschen", "dam2"),
        ("15 Menschen", "dam3"),
    ]
    assert found.readings[2].speakers == ["Polizei"]


def test_a_plan_that_came_true_is_one_happening_with_both_statuses() -> None:
    sides = next(d for d in event("strike1#e1").disagreements if d.field == "status").sides
    assert {side.value: [c.article_id for c in side.sources] for side in sides} == {
        "planned": ["strike1"],
        "occurred": ["strike2"],
        "denied": ["strike3"],
    }


def test_a_claim_and_its_denial_are_a_contradiction() -> None:
    assert [(c.claim.speaker, c.denial.speaker, c.event) for c in told().contradictions] == [
        ("Gewerkschaft Verkehr", "Nordbahn", event("strike1#e1").id)
    ]


def test_parts_and_their_sum_are_compatible() -> None:
    found = figure("aid2#e3")
    assert {r.quantity.text for r in found.readings} == {"200", "300", "500"}
    assert (found.verdict, found.because) == ("compatible", ["sum"])
    assert {r.status for r in found.readings} == {"planned"}


def test_the_same_number_is_the_same() -> None:
    assert figure("aid1#e1").verdict == "same"


def test_places_that_differ_stand_side_by_side() -> None:
    place = next(d for d in event("aid1#e2").disagreements if d.field == "location")
    assert [side.value for side in place.sides] == ["Porto", "Lissabon"]


def test_the_timeline_has_the_dated_in_order_and_the_undated_apart() -> None:
    line = told().timeline
    assert [str(entry.start) for entry in line.dated] == ["2025-03-09", "2025-03-09", "2025-03-18", "2025-05-06"]
    assert [entry.planned for entry in line.dated] == [False, False, False, False]
    assert "am Sonntag" in line.dated[0].source.quote.exact
    assert len(line.undated) == len(told().events) - len(line.dated)


def test_the_overview_says_nothing_but_sentences_of_the_articles() -> None:
    texts = {r.article.id: r.article.text for r in [*dam(), *strike(), *aid()]}
    sentences = told().overview
    assert 4 <= len(sentences) <= 8
    for sentence in sentences:
        assert sentence.text in texts[sentence.sources[0].article_id]
        assert sentence.sources[0].quote.exact == sentence.text
    assert any(event("dam1#e1").id in sentence.cites for sentence in sentences)


def test_every_quote_holds_in_its_article() -> None:
    texts = {r.article.id: r.article.text for r in [*dam(), *strike(), *aid()]}
    for each in told().events:
        for report in each.reports:
            assert all(quote.holds_in(texts[report.article_id]) for quote in report.quotes)
    for series in told().figures:
        assert all(r.quote.holds_in(texts[r.article_id]) and r.quantity.text in r.quote.exact for r in series.readings)
    for speaker in told().speakers:
        assert all(quote.holds_in(texts[c.article_id]) for c in speaker.claims for quote in c.quotes)


def test_languages_meet_in_one_happening() -> None:
    english = Story("en1", "Norway sent 40 firefighting planes to Portugal on Monday.", language="en").event(
        "Norway sent 40 firefighting planes to Portugal",
        "AID",
        "Norway",
        "Portugal",
        when=on("on Monday", "2025-07-07"),
        quantities=[number("40", 40, "planes")],
    )
    other = Story("en2", "Norwegian officials sent Portugal 40 planes for firefighting.", language="en").event(
        "Norwegian officials sent Portugal 40 planes",
        "AID",
        "Norwegian officials",
        "Portugal",
        quantities=[number("40", 40, "planes")],
    )
    german = Story("de1", "Norwegen schickte Portugal am Montag Löschflugzeuge.").event(
        "Norwegen schickte Portugal Löschflugzeuge", "AID", "Norwegen", "Portugal", when=on("am Montag", "2025-07-07")
    )
    found = digest([english.record(), other.record(), german.record()], "summarizer 0")
    assert groups(found) == {"en1#e1 en2#e1"}  # words of two languages have nothing in common but names
    assert found.figures[0].verdict == "same"
