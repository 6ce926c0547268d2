"""The digest as a whole: order, overview, and what holds at any size."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from summarizer.digest.blocking import candidates
from summarizer.digest.build import digest
from summarizer.digest.mentions import gather
from summarizer.schema.digest import Digest
from tests.digest.samples import Story, on


def harbour(place: int) -> Story:
    """One happening in a port of its own, told by one article."""
    name = f"{'abcdefghlm'[place % 10]}{'oqrtu'[place // 10]}"
    text = f"In H{name}hafen haben Fischer das Amt {name.upper()} besetzt."
    when = on("am Montag", f"2025-03-{place % 28 + 1:02}") if place % 2 else None
    return Story(f"n{place}", text).event(text, "PROTEST", "Fischer", f"Amt {name.upper()}", when=when)


def test_nothing_to_tell() -> None:
    found = digest([], "summarizer 0")
    assert (found.events, found.figures, found.overview, found.timeline.dated) == ([], [], [], [])
    assert Digest.model_validate_json(found.model_dump_json()) == found


def test_events_are_in_order_of_date_and_the_undated_last() -> None:
    found = digest([harbour(place).record() for place in range(20)], "summarizer 0")
    assert [event.id for event in found.events] == [f"d{number}" for number in range(1, 21)]
    starts = [event.start for event in found.events]
    dated = [start for start in starts if start]
    assert starts == [*sorted(dated), *[None] * 10]
    assert [entry.event for entry in found.timeline.dated] == [f"d{number}" for number in range(1, 11)]
    assert found.timeline.undated == [f"d{number}" for number in range(11, 21)]


def test_an_overview_has_eight_sentences_at_most_and_none_that_goes_on_about_another() -> None:
    stories = [harbour(place) for place in range(20)]
    goes_on = Story("x", "Diese Schiffe brachten 400 Tonnen Salz nach Porto.").event("Schiffe brachten Salz", "AID")
    found = digest([each.record() for each in (*stories, goes_on)], "summarizer 0")
    assert 1 <= len(found.overview) <= 8
    assert not any(sentence.text.startswith("Diese") for sentence in found.overview)


def test_an_overview_sentence_cites_the_claims_it_holds() -> None:
    text = "Laut Anna Berger hat Norwegen 40 Boote geliefert."
    story = Story("a", text).event(text, "AID", "Norwegen", asserted_by=["c1"])
    story.claim("hat Norwegen 40 Boote geliefert", "Anna Berger", about="e1")
    (sentence,) = digest([story.record()], "summarizer 0").overview
    assert sentence.cites == ["d1", "a#c1"]
    assert [source.item_id for source in sentence.sources] == ["e1", "c1"]


def test_references_must_resolve() -> None:
    made = digest([harbour(1).record()], "summarizer 0").model_dump()
    made["timeline"]["undated"] = ["d7"]
    with pytest.raises(ValidationError, match="timeline refers to d7"):
        Digest.model_validate(made)


def test_an_article_in_an_unknown_language_is_taken_in() -> None:
    story = Story("a", "Noorwegen stuurt 40 boten.", language="nl").event(
        "Noorwegen stuurt 40 boten", "AID", "Noorwegen"
    )
    assert len(digest([story.record()], "summarizer 0").events) == 1


def test_comparisons_grow_with_the_reports_and_not_with_their_square() -> None:
    def alike(count: int) -> int:
        text = "Norwegen hat Portugal Boote geschickt."
        stories = [Story(f"a{n}", text).event(text, "AID", "Norwegen", "Portugal") for n in range(count)]
        return len(candidates(gather(story.record() for story in stories).mentions))

    assert alike(200) < 2.2 * alike(100)
    assert alike(20) == 190
