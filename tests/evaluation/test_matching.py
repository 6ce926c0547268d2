"""Which item meets which, with articles small enough to count words."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation.matching import match_claims, match_events, same_date, trimmed
from summarizer.schema import Event, Quote, When
from tests.evaluation.samples import a_claim, an_event

TEXT = (
    "Norland schickt Ostheim zwölf Boote. Ostheim sperrt den Hafen und entlässt den Leiter. "
    "Die Boote kommen am Montag. Laut Berger fehlen Boote, die Ministerin bestreitet das."
)
FIRST, SECOND, THIRD = (
    "Norland schickt Ostheim zwölf Boote.",
    "Ostheim sperrt den Hafen und entlässt den Leiter.",
    "Die Boote kommen am Montag.",
)


def met(gold: Sequence[Event], found: Sequence[Event]) -> list[tuple[int, int]]:
    return [(pair.gold, pair.found) for pair in match_events(TEXT, gold, found).pairs]


def test_the_same_items_in_any_order() -> None:
    gold = [an_event(TEXT, FIRST), an_event(TEXT, SECOND), an_event(TEXT, THIRD)]
    matching = match_events(TEXT, gold, [gold[2], gold[0], gold[1]])
    assert [(p.gold, p.found) for p in matching.pairs] == [(0, 1), (1, 2), (2, 0)]
    assert all(pair.strict and pair.overlap == 1 for pair in matching.pairs)
    assert matching.missed == matching.extra == ()


def test_nothing_found_and_nothing_to_find() -> None:
    gold = [an_event(TEXT, FIRST)]
    assert match_events(TEXT, gold, []).missed == (0,)
    assert match_events(TEXT, [], gold).extra == (0,)


def test_a_duplicate_is_left_over() -> None:
    gold = [an_event(TEXT, FIRST)]
    assert match_events(TEXT, gold, gold * 2).extra == (1,)


def test_shifted_by_one_character_is_soft_not_strict() -> None:
    gold = [an_event(TEXT, FIRST)]
    start = TEXT.index(FIRST)
    shifted = gold[0].model_copy(update={"quotes": [Quote.of(TEXT, start + 1, start + len(FIRST) + 1)]})
    (pair,) = match_events(TEXT, gold, [shifted]).pairs
    assert pair.overlap == 1
    assert not pair.strict


def test_punctuation_at_the_ends_is_no_difference() -> None:
    gold, found = [an_event(TEXT, FIRST)], [an_event(TEXT, FIRST.removesuffix("."))]
    assert match_events(TEXT, gold, found).pairs[0].strict


def test_a_split_event_is_found_once() -> None:
    gold = [an_event(TEXT, SECOND)]
    found = [an_event(TEXT, "Ostheim sperrt den Hafen"), an_event(TEXT, "und entlässt den Leiter")]
    matching = match_events(TEXT, gold, found)
    assert (len(matching.pairs), len(matching.extra)) == (1, 1)
    assert not matching.pairs[0].strict


def test_merged_events_meet_one() -> None:
    gold = [an_event(TEXT, "Ostheim sperrt den Hafen"), an_event(TEXT, "entlässt den Leiter")]
    matching = match_events(TEXT, gold, [an_event(TEXT, SECOND)])
    assert [(p.gold, p.overlap) for p in matching.pairs] == [(0, pytest.approx(8 / 12))]
    assert matching.missed == (1,)


def test_half_overlap_matches_and_less_does_not() -> None:
    """A clause of two words in a sentence of five: 4/7; one word: 2/6."""
    assert met([an_event(TEXT, "zwölf Boote")], [an_event(TEXT, FIRST)]) == [(0, 0)]
    assert met([an_event(TEXT, "Norland")], [an_event(TEXT, FIRST)]) == []


def test_a_sentence_meets_the_clause_that_is_a_third_of_it() -> None:
    """Three words of nine: 6/12."""
    (pair,) = match_events(TEXT, [an_event(TEXT, "sperrt den Hafen")], [an_event(TEXT, f"{SECOND} Die")]).pairs
    assert pair.overlap == 0.5


def test_type_and_actors_tell_events_of_one_sentence_apart() -> None:
    close = an_event(TEXT, SECOND, type="COERCE", actors=["Ostheim"])
    sack = an_event(TEXT, SECOND, type="SANCTION", actors=["Hafenamt"])
    assert met([close, sack], [sack, close]) == [(0, 1), (1, 0)]


def test_dates_tell_events_of_one_sentence_apart() -> None:
    monday, may = (an_event(TEXT, FIRST, when=When(text=text)) for text in ("am Montag", "im Mai"))
    assert met([monday, may], [may, monday]) == [(0, 1), (1, 0)]


def test_an_event_is_found_if_one_of_its_sentences_is() -> None:
    gold = [an_event(TEXT, FIRST, SECOND, THIRD)]
    (pair,) = match_events(TEXT, gold, [an_event(TEXT, THIRD)]).pairs
    assert pair.overlap == 1
    assert pair.strict
    (pair,) = match_events(TEXT, [an_event(TEXT, THIRD)], gold).pairs
    assert not pair.strict


def test_a_claim_needs_all_its_parts() -> None:
    gold = [a_claim(TEXT, "fehlen Boote", "die Ministerin bestreitet das")]
    assert match_claims(TEXT, gold, [a_claim(TEXT, "fehlen Boote")]).pairs[0].strict is False
    assert match_claims(TEXT, gold, [a_claim(TEXT, "fehlen")]).missed == (0,)


def test_swapped_speakers_do_not_unmatch_claims_but_tell_equal_quotes_apart() -> None:
    one, other = a_claim(TEXT, "fehlen Boote", speaker="Berger"), a_claim(TEXT, "fehlen Boote", speaker="Norland")
    matching = match_claims(TEXT, [one, other], [other, one])
    assert [(p.gold, p.found) for p in matching.pairs] == [(0, 1), (1, 0)]
    assert match_claims(TEXT, [one], [other]).pairs[0].strict


def test_a_named_and_a_missing_speaker_differ() -> None:
    named, nobody = a_claim(TEXT, "fehlen Boote", speaker="Berger"), a_claim(TEXT, "fehlen Boote")
    assert [(p.gold, p.found) for p in match_claims(TEXT, [named, nobody], [nobody, named]).pairs] == [(0, 1), (1, 0)]


@pytest.mark.parametrize(("words", "bounds"), [("„Wir“,", (1, 4)), ("(a)", (1, 2)), ("…", (0, 1))])
def test_trimmed(words: str, bounds: tuple[int, int]) -> None:
    assert trimmed(Quote.of(words, 0, len(words))) == bounds


def test_dates_are_compared_resolved_where_they_resolve() -> None:
    may = When(text="im Mai 2019", start=date(2019, 5, 1), end=date(2019, 5, 31))
    assert same_date(may, may.model_copy(update={"text": "Mai 2019"}))
    assert not same_date(may, When(text="im Mai 2019"))
    assert same_date(When(text="im Mai"), When(text="Mai"))
    assert not same_date(When(text="im Mai"), When(text="im Juni"))


WORDS = TEXT.split()


@st.composite
def events(draw: st.DrawFn) -> Event:
    first = draw(st.integers(0, len(WORDS) - 4))
    start = len(" ".join(WORDS[:first])) + (first > 0)
    quoted = " ".join(WORDS[first : first + draw(st.integers(1, 4))])
    event = an_event(TEXT, FIRST, type=draw(st.sampled_from(["AID", "COERCE"])))
    return event.model_copy(update={"quotes": [Quote.of(TEXT, start, start + len(quoted))]})


@given(st.lists(events(), max_size=4), st.lists(events(), max_size=4))
def test_every_item_is_paired_once_or_left_over_once(gold: list[Event], found: list[Event]) -> None:
    matching = match_events(TEXT, gold, found)
    assert sorted([p.gold for p in matching.pairs] + list(matching.missed)) == list(range(len(gold)))
    assert sorted([p.found for p in matching.pairs] + list(matching.extra)) == list(range(len(found)))
    assert all(pair.overlap >= 0.5 for pair in matching.pairs)


@given(events(), events())
def test_two_events_match_either_way_round(one: Event, other: Event) -> None:
    there, back = match_events(TEXT, [one], [other]), match_events(TEXT, [other], [one])
    assert [p.overlap for p in there.pairs] == [p.overlap for p in back.pairs]
