"""Counts of single fields, by hand."""

from datetime import date
from typing import Any

import pytest

from summarizer.evaluation.fields import CLAIM_FIELDS, EVENT_FIELDS, claim_fields, event_fields, right, same_quantity
from summarizer.evaluation.overlap import Tokens
from summarizer.schema import Quantity, When
from tests.evaluation.samples import a_claim, an_event

TEXT = "Norland schickt Ostheim bis zu 300 Helfer. Laut Berger, der Ministerin, fehlen Boote."
SENTENCE = "Norland schickt Ostheim bis zu 300 Helfer."
TOKENS = Tokens.of(TEXT)
HELPERS = Quantity(high=300, bound="at_most", unit="Helfer", text="bis zu 300")


def of(field: str, gold: dict[str, Any], found: dict[str, Any]) -> tuple[float, ...]:
    return event_fields(TOKENS, an_event(TEXT, SENTENCE, **gold), an_event(TEXT, SENTENCE, **found))[field]


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
    assert event_fields(TOKENS, an_event(TEXT, SENTENCE), found)["quotes"] == (4, 5, 4, 7)


def test_claims() -> None:
    gold = a_claim(TEXT, "fehlen Boote", speaker="Berger")
    found = a_claim(TEXT, "fehlen Boote", speaker="der Ministerin", attribution="direct", polarity="negative")
    counts = claim_fields(TOKENS, gold, found)
    assert counts["speaker"] == (0, 1, 0, 1)
    assert counts["attribution"] == counts["polarity"] == (0, 1)
    assert counts["certainty"] == (1, 1)
    assert claim_fields(TOKENS, gold, gold)["speaker"] == (1, 1, 1, 1)


def test_all_fields_are_there() -> None:
    assert tuple(event_fields(TOKENS, an_event(TEXT, SENTENCE), an_event(TEXT, SENTENCE))) == EVENT_FIELDS
    assert tuple(claim_fields(TOKENS, a_claim(TEXT, "fehlen"), a_claim(TEXT, "fehlen"))) == CLAIM_FIELDS


@pytest.mark.parametrize(
    ("counts", "expected"), [((1, 1), True), ((0, 1), False), ((1, 1, 1, 2), False), ((0, 0, 0, 0), True)]
)
def test_right(counts: tuple[float, ...], expected: bool) -> None:
    assert right(counts) is expected
