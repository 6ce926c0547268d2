"""What a model drafts is published in the source's own words, or refused with the right reason."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.drafting.draft import DraftEvent, Pointer
from summarizer.drafting.ground import Ground, Refusal
from summarizer.schema import Claim, Event
from tests.drafting.samples import (
    BODY,
    BOILERPLATE,
    COST,
    HELP,
    SENTENCES,
    TEXT,
    at,
    claim,
    event,
    ground,
    says,
    speaker,
)

GROUND = ground()


def refused(draft: Any, at_fault: str | None = None, against: Ground = GROUND) -> str:
    """The code that `draft` is refused with; the reason names `at_fault`."""
    with pytest.raises(Refusal) as raised:
        against.event(draft, 1) if isinstance(draft, DraftEvent) else against.claim(draft, 1)
    assert at_fault is None or at_fault in raised.value.reason.sentence
    return raised.value.reason.code


def test_event_as_it_goes_out() -> None:
    found = GROUND.event(HELP, 3)
    assert (found.id, found.title, found.actors, found.asserted_by) == ("e3", HELP.title, ["Norland"], ["article"])
    assert [(q.exact, q.match) for q in found.quotes] == [(SENTENCES[0], "exact")]
    assert [(q.text, q.bound, q.high, q.unit) for q in found.quantities] == [("bis zu 300", "at_most", 300, "Helfer")]


def test_claim_as_it_goes_out() -> None:
    found = GROUND.claim(COST, 2)
    assert (found.id, found.content) == ("c2", "die Arbeiten kosteten rund 12 Millionen Euro")
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.mention.exact, found.speaker.role) == (
        "Anna Berger",
        "Berger",
        "Küstenministerin",
    )
    assert found.cue is not None
    assert found.cue.exact == "sagte"
    assert TEXT[found.cue.start - 7 : found.cue.start] == "Berger "
    assert [(q.value, q.bound, q.unit) for q in found.quantities] == [(12_000_000, "approximate", "Euro")]


def test_content_may_be_stitched_from_its_quotes() -> None:
    pieces = ("Norland schickt", "bis zu 300 Helfer nach Ostheim")
    found = GROUND.claim(claim(" ".join(pieces), *(at(1, piece) for piece in pieces)), 1)
    assert [quote.exact for quote in found.quotes] == list(pieces)


@pytest.mark.parametrize(
    ("draft", "code", "at_fault"),
    [
        (
            event("Ein Zug traf ein", at(2, "Am Montag traf der letzte Bus in Westheim ein")),
            "quote_not_found",
            "letzte",
        ),
        (event("Ein Zug traf ein", at(2, "Zug … ein")), "quote_not_found", "Zug … ein"),
        (event("Newsletter bestellen", at(1, BOILERPLATE)), "quote_not_found", "Newsletter"),
        (event("Norland schickt bis zu 400 Helfer nach Ostheim", at(1)), "number_not_in_quote", "400"),
        (event("Norland schickt 300 Helfer nach Ostheim", at(1)), "number_not_in_quote", "300"),
        (event("Norland schickt bis zu 300 Soldaten nach Ostheim", at(1)), "number_not_in_quote", "Soldaten"),
        (event("Südland schickt bis zu 300 Helfer", at(1)), "name_not_in_article", "Südland"),
        (event("Die Brücke wurde zerstört", at(3)), "negation_differs", ""),
        (event("Der erste Zug traf nicht ein", at(2)), "negation_differs", ""),
        (event("Am Dienstag traf der erste Zug ein", at(2)), "date_not_in_quote", "Dienstag"),
        (event("Der erste Zug traf ein", at(2), when="am 7. Mai"), "date_not_in_quote", "am 7. Mai"),
        (event("Der erste Zug traf ein", at(2), actors=["Südland"]), "name_not_in_article", "Südland"),
        (event("Der erste Zug traf ein", at(2), recipients=["Westheim"]), "name_not_in_article", "Westheim"),
        (event("Der erste Zug traf ein", at(2), location="Westheim"), "name_not_in_article", "Westheim"),
        (event("Der erste Zug traf ein", at(2), figures=["300"]), "number_not_in_quote", "300"),
        (event("Norland schickt Helfer", at(1), figures=["200"]), "number_not_in_quote", "200"),
        (event("Norland schickt Helfer", at(1), figures=["mehrere"]), "number_not_in_quote", "mehrere"),
        (claim("die Arbeiten kosteten rund 13 Millionen Euro", *COST.quotes), "number_not_in_quote", "13 Millionen"),
        (claim("die Arbeiten kosteten nicht rund 12 Millionen Euro", *COST.quotes), "negation_differs", ""),
        (
            claim(COST.content, *COST.quotes, speaker=speaker("Anna Berger", 4, "Vogel")),
            "speaker_not_in_article",
            "Vogel",
        ),
        (claim(COST.content, *COST.quotes, speaker=speaker("Anna Vogel", 4, "Berger")), "name_not_in_article", "Vogel"),
        (
            claim(COST.content, *COST.quotes, speaker=speaker("Berger", 4, "Berger", "Bundeskanzlerin")),
            "name_not_in_article",
            "Bundeskanzlerin",
        ),
    ],
)
def test_refused_naming_the_words_at_fault(draft: Any, code: str, at_fault: str) -> None:
    assert refused(draft, at_fault) == code


def test_names_of_the_boilerplate_are_no_names_of_the_article() -> None:
    assert refused(event("Norland schickt Helfer", at(1), actors=["Newsletter"])) == "name_not_in_article"


def test_name_in_a_title_must_stand_in_the_body() -> None:
    assert refused(event("Norland schickt Helfer zum Newsletter", at(1)), "Newsletter") == "name_not_in_article"


def test_copy_with_garbled_endings_leads_to_the_source() -> None:
    found = GROUND.event(event("Der erste Zug traf ein", at(2, "am Montag trafen der ersten Zug in Ostheim ein")), 1)
    assert [(q.exact, q.match) for q in found.quotes] == [(SENTENCES[1].rstrip("."), "pointer")]


def test_wrong_sentence_number_is_mended_where_the_words_stand_once() -> None:
    found = GROUND.event(event("Der erste Zug traf ein", Pointer(sentence=5, words=SENTENCES[1])), 1)
    assert found.quotes[0].exact == SENTENCES[1]
    for number in (0, -1, 99):
        assert GROUND.event(event("Der erste Zug traf ein", Pointer(sentence=number, words=SENTENCES[1])), 1) == found


def test_words_that_stand_twice_are_no_pointer_unless_the_sentence_tells() -> None:
    twice = "Der Zug fuhr nach Ostheim. Es regnete. Der Zug fuhr nach Ostheim. Die Fahrt war lang."
    against = ground(twice)
    words = "Der Zug fuhr nach Ostheim"
    assert refused(event(words, at(4, words)), words, against) == "quote_not_found"
    assert against.event(event(words, at(3, words)), 1).quotes[0].start == twice.rindex(words)


def test_two_pointers_to_one_place_are_one_quote() -> None:
    assert len(GROUND.event(event(HELP.title, at(1), at(1, SENTENCES[0])), 1).quotes) == 1


def test_cue_that_does_not_stand_there_is_left_out() -> None:
    found = GROUND.claim(COST.model_copy(update={"cue": "behauptete"}), 1)
    assert found.cue is None


@pytest.mark.parametrize("figures", [["bis zu 300"], ["300"], ["300 Helfer"], ["höchstens 300"], ["300", "bis zu 300"]])
def test_figures_are_the_quotes_own_readings(figures: list[str]) -> None:
    found = GROUND.event(HELP.model_copy(update={"figures": figures}), 1)
    assert [quantity.text for quantity in found.quantities] == ["bis zu 300"]


def test_figure_is_not_found_inside_another() -> None:
    against = ground("Norland schickt 1.300 Helfer und 30 Boote nach Ostheim.")
    draft = event("Norland schickt Helfer", at(1, "Norland schickt 1.300 Helfer und 30 Boote nach Ostheim."))
    for figure in ("300", "3", "0"):
        assert refused(draft.model_copy(update={"figures": [figure]}), figure, against) == "number_not_in_quote"
    found = against.event(draft.model_copy(update={"figures": ["30"]}), 1)
    assert [quantity.text for quantity in found.quantities] == ["30"]


def test_time_is_not_found_inside_another() -> None:
    against = ground("Am 11. Mai kam der Zug an.")
    draft = event("Der Zug kam an", at(1, "Am 11. Mai kam der Zug an."), when="1. Mai")
    assert refused(draft, "1. Mai", against) == "date_not_in_quote"


@pytest.mark.parametrize("when", ["Am Montag", "Montag", "am Montag"])
def test_time_is_resolved_against_the_day_of_publication(when: str) -> None:
    found = GROUND.event(event("Der erste Zug traf ein", at(2), when=when), 1)
    assert found.when is not None
    assert found.when.text in SENTENCES[1]
    assert (found.when.start, found.when.end) == (date(2023, 5, 1), date(2023, 5, 1))


def test_summary_sentence_rests_on_what_it_cites() -> None:
    items: list[Event | Claim] = [GROUND.event(HELP, 1), GROUND.claim(COST, 1)]
    text = "Norland schickt bis zu 300 Helfer, und die Arbeiten kosteten rund 12 Millionen Euro."
    assert GROUND.summary(says(text, "e1", "c1"), items).cites == ["e1", "c1"]
    for wrong, cited, code in [
        (text, items[:1], "number_not_in_quote"),
        ("Südland schickt bis zu 300 Helfer.", items, "name_not_in_article"),
        ("Norland schickt keine Helfer.", items[:1], "negation_differs"),
        (text, [], "cites_nothing"),
    ]:
        with pytest.raises(Refusal) as raised:
            GROUND.summary(says(wrong, "e1"), cited)
        assert raised.value.reason.code == code


@given(st.integers(1, len(SENTENCES)), st.data())
def test_planted_words_are_quoted_where_they_stand(number: int, data: st.DataObject) -> None:
    """Any run of whole words of a sentence leads to itself, and the statement that it is passes every check."""
    words = SENTENCES[number - 1].split(" ")
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    planted = " ".join(words[first:last])
    found = GROUND.event(event(planted, at(number, planted)), 1)
    assert [quote.exact for quote in found.quotes] == [planted]
    start = BODY.index(SENTENCES[number - 1])
    assert start <= found.quotes[0].start
    assert found.quotes[0].end <= start + len(SENTENCES[number - 1])


@given(st.integers(1, len(SENTENCES)), st.integers(0, 2**32).map(random.Random))
def test_no_shuffled_or_thinned_copy_gets_through_as_it_is(number: int, rng: random.Random) -> None:
    """Whatever a pointer says, what goes out stands in the body."""
    words = SENTENCES[number - 1].split(" ")
    copied = [word for word in words if rng.random() < 0.8] or words
    if rng.random() < 0.3:
        rng.shuffle(copied)
    try:
        found = GROUND.event(event(SENTENCES[number - 1], at(number, " ".join(copied))), 1)
    except Refusal:
        return
    assert all(quote.holds_in(TEXT) and quote.end <= len(BODY) for quote in found.quotes)


@given(st.text(min_size=1), st.text(min_size=1, max_size=300), st.integers())
def test_anything_a_model_says_is_published_or_refused(words: str, other: str, number: int) -> None:
    pointer = Pointer(sentence=number, words=words)
    drafts: list[Any] = [
        event(other, pointer, actors=[other], location=other, when=other, figures=[other]),
        event(other, at(1), actors=[other], recipients=[other]),
        claim(words, at(4), cue=other, speaker=speaker(other, 4, words, other)),
    ]
    for draft in drafts:
        try:
            item = GROUND.event(draft, 1) if isinstance(draft, DraftEvent) else GROUND.claim(draft, 1)
        except Refusal:
            continue
        assert all(quote.holds_in(TEXT) for quote in item.quotes)
