"""The digest against what is labelled across articles: counts by hand."""

from __future__ import annotations

from summarizer.digest.build import digest
from summarizer.evaluation.digests import score_digest
from summarizer.evaluation.gold import FigureSeries, Gold, GoldEvent, GoldRun, Reading, SameEvent
from summarizer.evaluation.results import DigestResult
from summarizer.schema import Record
from summarizer.schema.digest import Digest
from tests.digest.samples import Story, number

ONE = (
    Story("one", "Norland schickt 200 Boote nach Ostheim.", "Ostheim sperrt den Hafen.")
    .event(
        "Norland schickt 200 Boote nach Ostheim", "AID", "Norland", "Ostheim", quantities=[number("200", 200, "Boote")]
    )
    .event("Ostheim sperrt den Hafen", "COERCE", "Ostheim", at=1)
    .record()
)
TWO = (
    Story("two", "Norland schickt Boote nach Ostheim, es sind über 150 Boote.", "Die Minister treffen sich.")
    .event(
        "Norland schickt Boote nach Ostheim",
        "AID",
        "Norland",
        "Ostheim",
        quantities=[number("über 150", 150, "Boote", "at_least")],
    )
    .event("Die Minister treffen sich", "CONSULT", at=1)
    .record()
)
RECORDS = {"one": ONE, "two": TWO}
BOATS = SameEvent(id="s1", label="Boote", members=["one#e1", "two#e1"])
SERIES = FigureSeries(
    id="f1",
    label="Boote",
    unit="Boote",
    readings=[
        Reading(ref="one#e1", text="200", status="is"),
        Reading(ref="two#e1", text="150", status="is"),
    ],
    verdict="compatible",
)
ACROSS = GoldRun(same_event=[BOATS], figures=[SERIES])


def labelled(record: Record, *optional: str) -> Gold:
    events = [GoldEvent(**event.model_dump(), optional=event.id in optional) for event in record.events]
    article = record.article
    return Gold(article_id=article.id, source="-", text_sha256=article.text_sha256, events=events, claims=[], left=[])


GOLD = {name: labelled(record) for name, record in RECORDS.items()}


def made(*records: Record) -> Digest:
    return digest(records or RECORDS.values(), "summarizer 0")


def scored(found: Digest | None, records: dict[str, Record] = RECORDS, across: GoldRun = ACROSS) -> DigestResult:
    return score_digest(found, records, GOLD, across)


def apart(found: Digest) -> Digest:
    """The digest, with every report an event of its own."""
    events = [
        event.model_copy(update={"id": f"d{at}", "reports": [report], "disagreements": []})
        for at, (event, report) in enumerate(((e, r) for e in found.events for r in e.reports), 10)
    ]
    return found.model_copy(update={"events": events})


def test_perfect() -> None:
    result = scored(made())
    assert set(result.values().values()) == {1}
    assert result.counts["digest.muc"] == (1, 1, 1, 1)
    assert result.counts["digest.figures"] == (1, 1)
    assert result.counts["digest.readings"] == (2, 2, 2, 2)
    assert result.faults == []
    assert result.unscored is None


def test_what_is_kept_apart_is_named() -> None:
    result = scored(apart(made()))
    assert result.counts["digest.muc"] == (0, 0, 0, 1)
    assert result.counts["digest.b_cubed"] == (4, 4, 3, 4)
    assert result.faults == ["kept apart: one#e1 | two#e1"]


def test_what_is_joined_is_named() -> None:
    alone = GoldRun(same_event=[], figures=[])
    result = scored(made(), across=alone)
    assert result.counts["digest.muc"] == (0, 1, 0, 0)
    assert result.faults == ["joined: one#e1 | two#e1"]
    assert result.values()["digest.figures"] is None


def test_an_event_that_was_missed_costs_recall_but_not_of_what_is_there() -> None:
    short = TWO.model_copy(update={"events": TWO.events[:1]})
    result = scored(made(ONE, short), {"one": ONE, "two": short})
    assert result.counts["digest.b_cubed"] == (3, 3, 3, 4)
    assert result.values()["digest.conll_found"] == 1


def test_optional_gold_that_was_missed_is_left_out() -> None:
    short = TWO.model_copy(update={"events": TWO.events[:1]})
    gold = {"one": GOLD["one"], "two": labelled(TWO, "e2")}
    result = score_digest(made(ONE, short), {"one": ONE, "two": short}, gold, ACROSS)
    assert result.counts["digest.b_cubed"] == (3, 3, 3, 3)


def test_an_event_that_nobody_labelled_costs_precision() -> None:
    gold = {**GOLD, "one": GOLD["one"].model_copy(update={"events": GOLD["one"].events[:1]})}
    result = score_digest(made(), RECORDS, gold, ACROSS)
    assert result.counts["digest.b_cubed"] == (3, 4, 3, 3)


def test_a_wrong_verdict_and_a_missed_reading() -> None:
    found = made()
    figure = found.figures[0]
    wrong = found.model_copy(update={"figures": [figure.model_copy(update={"verdict": "conflicting"})]})
    result = scored(wrong)
    assert result.counts["digest.figures"] == (0, 1)
    assert result.faults == ["figure f1 (Boote): conflicting instead of compatible"]
    assert scored(found.model_copy(update={"figures": []})).faults == ["figure f1 (Boote): not found"]


def test_a_plan_read_as_a_fact_is_no_reading() -> None:
    readings = [SERIES.readings[0], SERIES.readings[1].model_copy(update={"status": "planned"})]
    across = GoldRun(same_event=[BOATS], figures=[SERIES.model_copy(update={"readings": readings})])
    result = scored(made(), across=across)
    assert result.counts["digest.readings"] == (1, 2, 1, 2)
    assert result.faults == ["figure f1 (Boote): 1 readings missed"]


def test_without_a_digest_or_with_a_strange_one_nothing_is_scored() -> None:
    none, strange = scored(None), scored(made(ONE))
    assert none.unscored == "the run has no digest.json"
    assert strange.unscored == "digest.json was made from other records"
    assert set(none.values().values()) == set(strange.values().values()) == {None}


def test_a_series_of_articles_without_a_record_is_not_scored() -> None:
    result = score_digest(made(), {}, GOLD, ACROSS)
    assert result.counts["digest.figures"] == (0, 0)
    assert result.values()["digest.figures"] is None
