"""Counts of single fields, by hand."""

from datetime import date
from typing import Any

import pytest

from summarizer.evaluation.fields import CLAIM_FIELDS, EVENT_FIELDS, claim_fields, event_fields, right, same_quantity
from summarizer.evaluation.overlap import Tokens
from summarizer.schema import Quantity, When
from tests.evaluation.samples import a_claim, an_event, quote

TEXT = "Norland schickt Ostheim bis zu 300 Helfer. Laut Berger, der Ministerin, fehlen Boote."
SENTENCE = "Norland schickt Ostheim bis zu 300 Helfer."
TOKENS = Tokens.of(TEXT)
HELPERS = Quantity(high=300, bound="at_most", unit="Helfer", text="bis zu 300")


def of(field: str, gold: dict[str, Any], found: dict[str, Any]) -> tuple[float, ...]:
    return event_fields(TOKENS, an_event(TEXT, SENTENCE, **gold), an_event(TEXT, SENTENCE, **found), {})[field]


@pytest.mark.parametrize(("field", "other"), [("type", "AGREE"), ("status", "planned"), ("certainty", "possible")])
def test_labels_are_right_or_wrong(field: str, other: str) -> None:
    assert of(field, {}, {}) == (1, 1)
    assert of(field, {}, {field: other}) == (0, 1)


def test_actors_are_a_set_of_names() -> None:
    assert of("actors", {"actors": ["Norland", "Ostheim"]}, {"actors": ["Norlands"]}) == (1, 1, 1, 2)
    assert of("actors", {}, {"actors": ["Berger"]}) == (0, 1, 0, 0)


def test_two_empty_fields_count_for_nothing() -> None:
    for field in ("actors", "recipients", "location", "when", "quantities"):
        assert of(field, {}, {}) == (0, 0, 0, 0)


def test_location_and_date() -> None:
    assert of("location", {"location": "Ostheim"}, {"location": "in Ostheim"}) == (1, 1, 1, 1)
    assert of("location", {"location": "Ostheim"}, {}) == (0, 0, 0, 1)
    day = When(text="am 3. Mai", start=date(2019, 5, 3), end=date(2019, 5, 3))
    assert of("when", {"when": day}, {"when": When(text="am 3. Mai")}) == (0, 1, 0, 1)


def test_quantities_need_number_and_bound_and_no_other_unit() -> None:
    assert same_quantity(HELPERS, HELPERS.model_copy(update={"unit": "Helfern"}))
    assert same_quantity(HELPERS, HELPERS.model_copy(update={"unit": None}))
    assert not same_quantity(HELPERS, HELPERS.model_copy(update={"unit": "Boote"}))
    assert not same_quantity(HELPERS, Quantity(value=300, bound="exact", unit="Helfer", text="300"))
    assert of("quantities", {"quantities": [HELPERS]}, {"quantities": [HELPERS, HELPERS]}) == (1, 2, 1, 1)


def test_quotes_are_counted_in_words() -> None:
    found = an_event(TEXT, "bis zu 300 Helfer. Laut")
    assert event_fields(TOKENS, an_event(TEXT, SENTENCE), found, {})["quotes"] == (4, 5, 4, 7)


def test_claims() -> None:
    gold = a_claim(TEXT, "fehlen Boote", speaker="Berger")
    found = a_claim(TEXT, "fehlen Boote", speaker="der Ministerin", attribution="direct", polarity="negative")
    counts = claim_fields(TOKENS, gold, found, {})
    assert counts["speaker"] == (0, 1, 0, 1)
    assert counts["attribution"] == counts["polarity"] == (0, 1)
    assert counts["certainty"] == (1, 1)
    assert claim_fields(TOKENS, gold, gold, {})["speaker"] == (1, 1, 1, 1)


def test_all_fields_are_there() -> None:
    event, claim = an_event(TEXT, SENTENCE), a_claim(TEXT, "fehlen")
    assert tuple(event_fields(TOKENS, event, event, {})) == EVENT_FIELDS
    assert tuple(claim_fields(TOKENS, claim, claim, {})) == CLAIM_FIELDS


def test_the_cue_is_counted_in_words() -> None:
    gold = a_claim(TEXT, "fehlen Boote", cue=quote(TEXT, "Laut"))
    longer = a_claim(TEXT, "fehlen Boote", cue=quote(TEXT, "Laut Berger"))
    none = a_claim(TEXT, "fehlen Boote")
    assert claim_fields(TOKENS, gold, longer, {})["cue"] == (1, 2, 1, 1)
    assert claim_fields(TOKENS, gold, none, {})["cue"] == (0, 0, 0, 1)
    assert claim_fields(TOKENS, none, none, {})["cue"] == (0, 0, 0, 0)


def test_what_a_claim_is_about_is_told_by_partners() -> None:
    gold = a_claim(TEXT, "fehlen Boote", about=["e1", "e2", "e9"])
    found = a_claim(TEXT, "fehlen Boote", about=["e5", "e6", "e7"])
    partners = {"e5": "e1", "e6": "e3", "e4": "e2"}
    assert claim_fields(TOKENS, gold, found, partners)["about"] == (1, 2, 1, 2), "e7 and e9 have no partner"


def test_who_vouches_for_an_event() -> None:
    partners = {"c2": "c1"}
    gold, right_one = {"asserted_by": ["c1"]}, {"asserted_by": ["c2"]}
    events = [an_event(TEXT, SENTENCE, **fields) for fields in (gold, right_one, {"asserted_by": ["article"]})]
    assert event_fields(TOKENS, events[0], events[1], partners)["asserted_by"] == (1, 1, 1, 1)
    assert event_fields(TOKENS, events[0], events[2], partners)["asserted_by"] == (0, 1, 0, 1)
    assert event_fields(TOKENS, events[2], events[2], {})["asserted_by"] == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("counts", "expected"), [((1, 1), True), ((0, 1), False), ((1, 1, 1, 2), False), ((0, 0, 0, 0), True)]
)
def test_right(counts: tuple[float, ...], expected: bool) -> None:
    assert right(counts) is expected
