"""Sentence boundaries, German and English, and the invariants that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading.sentences import split
from summarizer.schema import Span

GERMAN = [
    ["Am 3. Mai kam er.", "Am 28. Oktober 2024 ging er wieder."],
    ["Der 3. Weltkrieg blieb aus.", "Die 1. Bundesliga spielt."],
    ["Er brachte Obst mit, z. B. Äpfel und u. a. Birnen.", "Das kostete 5 Mio. Euro, bzw. mehr."],
    ["Prof. Dr. Braun wohnt in St. Pauli, Hauptstr. 5.", "Dort lebte er seit dem 19. Jh. nicht mehr."],
    ["J. K. Rowling schrieb es.", "Das war 1997.", "Danach kam mehr."],
    ["„Das ist gut.“", "Er nickte."],
    ["‚Nein!‘", "Sie ging."],
    ["»Wirklich?«", "Das fragte er."],
    ["‘Hilfe.’", "So hieß es."],
    ['Er sagte: "Ja."', "Dann schwieg er."],
    ["„Wann kommt ihr?“ fragte sie.", "Niemand antwortete."],
    ["Ludwig XIV. regierte lange.", "Er starb 1715.", "Sein Urenkel folgte."],
    ["Kiel steht auf Platz 17.", "Meier ist entlassen."],
    ["Der Brand brach um 5 Uhr aus.", "3.000 Menschen flohen."],
    ["Sie kam allein.", "„Ich bin müde“, sagte sie."],
    ["Das Dorf liegt am Rhein.", "eBay hat dort ein Büro."],
    ["Er schrieb: „Wir bleiben.“", "Doch er ging."],
    ["Die Lage ist ernst:", "Es fehlt an Wasser, Strom und Brot."],
    ["Ort: Berlin", "Zeit: 12 Uhr"],
    ["Der Rentner ging heim.", "Unterschiede sah er nicht."],
]
ENGLISH = [
    ["Mr. Brown met Sen. Lee in the U.S. Senate at 5 p.m. on Jan. 5.", "He left early."],
    ["The St. Louis vs. Boston game was No. 10.", "It cost $3.5 million."],
    ["He said no.", "Trump left."],
    ["“We won.”", "She smiled."],
    ['"Go!" he said.', "They went."],
    ["J. Edgar Hoover led it.", "Acme Inc. sued.", "The U.S. is big."],
]


@pytest.mark.parametrize(
    ("language", "sentences"), [("de", s) for s in GERMAN] + [("en", s) for s in ENGLISH], ids=lambda v: str(v)[:40]
)
def test_splits_where_a_reader_would(language: str, sentences: list[str]) -> None:
    separator = "\n" if sentences[0].startswith("Ort:") else " "
    assert _split(separator.join(sentences), language) == sentences


def test_words_glued_by_lost_markup_are_parted() -> None:
    assert _split("Das traf 7.050 Rentner.Unterschiede gab es nicht.") == [
        "Das traf 7.050 Rentner.",
        "Unterschiede gab es nicht.",
    ]


def test_headings_items_and_lines_end_sentences() -> None:
    text = "Mehr Hilfe\n\nDas ist so\n- Punkt eins\n- Punkt zwei.\nEnde."
    assert _split(text) == ["Mehr Hilfe", "Das ist so", "- Punkt eins", "- Punkt zwei.", "Ende."]


def test_hard_wrapped_paragraphs_are_read_as_one() -> None:
    text = (
        "Der Bundestag hat am Donnerstag nach langer Debatte ein\nneues Gesetz beschlossen, das die Rechte der Mieter\n"
        "stärkt und die Pflichten der Vermieter genauer regelt.\nDie Opposition stimmte dagegen, weil ihr das Gesetz\n"
        "nicht weit genug geht. Es tritt im Januar in Kraft.\n\nKritik\n\nVermieter sehen höhere Kosten."
    )
    sentences = _split(text)
    assert len(sentences) == 5
    assert sentences[0].endswith("genauer regelt.")
    assert sentences[-2:] == ["Kritik", "Vermieter sehen höhere Kosten."]


def test_only_the_content_is_split_and_numbered() -> None:
    text = "Menü\nErster Satz. Zweiter Satz.\nWerbung\nDritter Satz."
    content = [Span(start=5, end=31), Span(start=40, end=53)]
    found = split(text, content, "de")
    assert [(s.number, text[s.start : s.end]) for s in found] == [
        (1, "Erster Satz."),
        (2, "Zweiter Satz."),
        (3, "Dritter Satz."),
    ]


_WORDS = [
    "Am 3. Mai",
    "z. B.",
    "Dr.",
    "EU.",
    "1.",
    "XIV.",
    "Wort",
    "Das",
    "Rentner.Das",
    "aaaa",
    "- ",
    " ",
    "\n",
    "\r\n",
]
_PIECES = st.sampled_from([*_WORDS, *'.!?…„“»«";:\0\u202e\x0b\u2028'])


@given(st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=200), st.data())
def test_every_visible_character_lies_in_exactly_one_sentence(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)))
    content = [Span(start=a, end=b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    found = split(text, content, data.draw(st.sampled_from(["de", "en", "fr"])))
    covered = [i for s in found for i in range(s.start, s.end)]
    assert len(covered) == len(set(covered))
    wanted = {i for span in content for i in range(span.start, span.end)}
    assert set(covered) <= wanted
    assert {i for i in wanted if not text[i].isspace()} <= set(covered)
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in found)
    assert [s.number for s in found] == list(range(1, len(found) + 1))


def _split(text: str, language: str = "de") -> list[str]:
    return [text[s.start : s.end] for s in split(text, [Span(start=0, end=len(text))], language)]
