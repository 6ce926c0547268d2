"""Clumsy copies lead to the source's own words, or nowhere."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from summarizer.grounding.pointing import resolve
from summarizer.schema import Span

SENTENCE = (
    "Nordkorea plant, seine Präsenz in Russland von bisher 14.000 auf bis zu 30.000 Soldaten zu erhöhen, "
    "was die Region nicht beruhigt."
)


def led_to(wording: str, sentence: str = SENTENCE) -> str | None:
    text = f"Vorher. {sentence} Nachher."
    quote = resolve(text, Span(start=8, end=8 + len(sentence)), wording)
    assert quote is None or quote.holds_in(text)
    return quote.exact if quote else None


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("Nordkorea plant, seine Präsenz", "Nordkorea plant, seine Präsenz"),
        ("Nordkorea plantet seine Präsenz in Russland", "Nordkorea plant, seine Präsenz in Russland"),
        ("nordkorea plant seine präsenz", "Nordkorea plant, seine Präsenz"),
        ("was die Regionen nicht beruhigt hat", "was die Region nicht beruhigt"),
        ("Also: seine Präsenz in Russland von bisher 14.000", "seine Präsenz in Russland von bisher 14.000"),
    ],
)
def test_clumsy_copy_leads_to_the_source(wording: str, words: str) -> None:
    assert led_to(wording) == words


@pytest.mark.parametrize(
    "wording",
    [
        "seine Präsenz in Russland von bisher 14.000 auf bis zu 40.000 Soldaten zu erhöhen",
        "was die Region beruhigt",
        "was die Region nie beruhigt",
        "Nordkorea plant … Soldaten zu erhöhen",
        "ganz andere Worte",
        "Vorher",
        "",
        "?!",
    ],
)
def test_refused(wording: str) -> None:
    assert led_to(wording) is None


def test_two_places_are_no_place() -> None:
    assert led_to("die Soldat", "Die Soldaten sahen lange und genau die Soldatin.") is None


def test_quotation_marks_of_the_source_are_kept_where_the_wording_has_them() -> None:
    sentence = "Er sagte: „Wir helfen allen Menschen im Land.“"
    assert led_to('"Wir helft allen Menschen im Land"', sentence) == "„Wir helfen allen Menschen im Land.“"
    assert led_to("Wir helft allen Menschen im Land", sentence) == "Wir helfen allen Menschen im Land"


WORDS = "Minister Arbeit Regierung Brücke sperren Stadtrat helfen Anwohner Warnung Gemeinde Winter Bericht".split()


seeds = st.integers(0, 2**32).map(random.Random)


@given(words=st.permutations(WORDS), bounds=st.tuples(st.integers(0, 11), st.integers(0, 11)), rng=seeds)
def test_garbled_endings_lead_to_the_planted_stretch(
    words: list[str], bounds: tuple[int, int], rng: random.Random
) -> None:
    first, last = min(bounds), max(bounds) + 1
    assume(last - first >= 3)
    meant = words[first:last]
    garbled = " ".join(rng.choice([word, word.lower(), word + "s", word + "en"]) for word in meant)
    assert led_to(garbled, ", ".join(words) + ".") == ", ".join(meant)


@given(st.text(alphabet=st.characters(exclude_categories=())), st.text())
def test_hostile_text_raises_nothing(text: str, wording: str) -> None:
    for words in (wording, text, text.upper()):
        resolve(text, (0, len(text)), words)
