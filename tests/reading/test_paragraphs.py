"""Lines, and the joining of hard-wrapped ones."""

from __future__ import annotations

import pytest

from summarizer.reading.paragraphs import paragraphs


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028"])
def test_every_kind_of_line_end_parts_paragraphs(line_end: str) -> None:
    text = line_end.join(["  Erste Zeile. ", "", "Zweite Zeile."])
    assert [text[p.start : p.end] for p in paragraphs(text)] == ["Erste Zeile.", "Zweite Zeile."]


def test_bullets_and_enumerators_open_paragraphs_of_their_own() -> None:
    text = "Die Ministerin nannte am Freitag drei wichtige Gründe\n- mehr Geld für alle Schulen im Land.\na) mehr Zeit."
    assert len(paragraphs(text)) == 3


def test_a_line_that_runs_on_in_lower_case_joins_the_one_before() -> None:
    text = "Die Regierung will das Gesetz noch in diesem Jahr\nändern, sagte ein Sprecher."
    assert len(paragraphs(text)) == 1


def test_a_byline_in_lower_case_joins_no_heading() -> None:
    assert len(paragraphs("County approves plan to replace aging water mains\nby: Dana Whitfield")) == 2


def test_a_list_of_headlines_is_not_mistaken_for_wrapped_text() -> None:
    lines = [
        "Rathaus wird saniert und bleibt bis Mai zu",
        "Neue Buslinie",
        "Feuer in Lagerhalle in der Nordstadt",
        "Wetter",
    ]
    assert len(paragraphs("\n".join(lines))) == len(lines)
