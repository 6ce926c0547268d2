"""A summary of the source's own words."""

from __future__ import annotations

from typing import Any

from summarizer.drafting.ground import Ground
from summarizer.drafting.summary import extracted
from summarizer.schema import Event
from tests.drafting import samples

ZOO = (
    "Ein Tiger entkam aus dem Zoo. Zwölf Helfer suchten ihn am Fluss. Anwohner schlossen die Fenster. "
    "Die Schule im Norden blieb leer. Ein Bus nach Westheim fuhr ohne Halt durch. "
    "Zwölf Helfer suchten ihn am Fluss abends."
)


def events(ground: Ground, *numbers: int, **labels: Any) -> list[Event]:
    """One event a sentence, with the sentence's figures."""
    found = []
    for place, number in enumerate(numbers, 1):
        sentence = next(s for s in ground.sentences if s.number == number)
        words = ground.article.text[sentence.start : sentence.end]
        draft = samples.event(words, samples.at(number, words), **{"status": "occurred", **labels})
        found.append(ground.event(draft, place))
    return found


def test_nothing_says_nothing() -> None:
    assert extracted([]) == []


def test_sentences_are_the_events_own_words_in_text_order_and_cite_them() -> None:
    found = events(samples.ground(ZOO), 1, 2, 3)
    assert [(s.text, s.cites) for s in extracted(found)] == [(e.quotes[0].exact, [e.id]) for e in found]


def test_at_most_four_and_the_first_told_before_the_last() -> None:
    found = events(samples.ground(ZOO), 1, 2, 3, 4, 5)
    assert [s.cites for s in extracted(found)] == [["e1"], ["e2"], ["e3"], ["e4"]]


def test_repetition_is_left_out() -> None:
    found = events(samples.ground(ZOO), 2, 6, 1)
    assert [s.cites for s in extracted(found)] == [["e1"], ["e3"]]


def test_figures_actors_and_certainty_outweigh_an_earlier_place() -> None:
    ground = samples.ground(ZOO)
    found = events(ground, 1, 2, 3, 4, 5, status="hypothetical")
    late = samples.event(found[4].title, samples.at(5, found[4].title), status="occurred", actors=["Bus"])
    found[4] = ground.event(late, 5)
    assert [s.cites for s in extracted(found)] == [["e1"], ["e2"], ["e3"], ["e5"]]
