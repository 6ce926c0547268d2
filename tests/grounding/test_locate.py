"""Planted quotes as oracle: dressed differently they are found in their place, saying something else never."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.grounding.locate import locate
from summarizer.schema import Span

WORDS = [
    *("Der", "Die", "Minister", "Außenminister", "sagte", "in", "Genf", "Lage", "sei", "und", "man", "habe", "nicht"),
    *("3.000", "Helfer", "1,5", "Millionen", "Euro", "14.000", "keine", "über", "für", "größere", "Überflutungen"),
    *("café", "„Wir", "helfen“", "‘Sieg’", "Nord-Süd-Gipfel", "–", "wurde…", "offiziell,", "effizient", "finden"),
]
DRESS = {
    " ": [" ", "\u00a0", "\u202f", "\n", "  ", " \u200b", "\t\n ", "\u2028"],
    "„": ['"', "“", "«", "»", "''"],
    "“": ['"', "”", "»", "«"],
    "‘": ["'", "‚", '"', "›"],
    "’": ["'", "‹", '"'],
    "–": ["-", "—", "--"],
    "-": ["\u2011", "\u2010"],
    "…": ["..."],
    "t": ["t", "t", "t", "t\u00ad"],
    "ffi": ["ﬃ"],
    "fi": ["ﬁ"],
}
INVISIBLE = "\u00ad\u200b \n\t\u00a0\u202f\u2028"

phrases = st.lists(st.sampled_from(WORDS), min_size=3, max_size=12).map(" ".join)
seeds = st.integers(0, 2**32).map(random.Random)


def dressed(text: str, rng: random.Random) -> str:
    """The same words in other typography."""
    for plain, forms in DRESS.items():
        first, *rest = text.split(plain)
        text = first + "".join(rng.choice([plain, *forms]) + part for part in rest)
    return unicodedata.normalize(rng.choice(["NFC", "NFD"]), text)


def with_letter_changed(text: str, rng: random.Random) -> str:
    at = rng.choice([i for i, char in enumerate(text) if char.isalpha()])
    return text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]


def with_case_changed(text: str, rng: random.Random) -> str:
    at = rng.choice([i for i, char in enumerate(text) if char.isalpha() and char.swapcase() != char and char != "ß"])
    return text[:at] + text[at].swapcase() + text[at + 1 :]


def with_number_changed(text: str, rng: random.Random) -> str:
    return f"{text} 3.000".replace("3.000", rng.choice(["30.000", "3000", "3,000", "4.000"]))


def with_negation_added(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    words.insert(rng.randint(1, len(words) - 1), "niemals")
    return " ".join(words)


def with_word_dropped(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    del words[rng.randint(1, len(words) - 2)]
    return " ".join(words)


def with_middle_elided(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    words[1:-1] = [rng.choice(["…", "...", "[…]"])]
    return " ".join(words)


@given(before=phrases, quote=phrases, after=phrases, rng=seeds)
def test_dress_does_not_matter_on_either_side(before: str, quote: str, after: str, rng: random.Random) -> None:
    head, source, tail = dressed(before, rng), dressed(quote, rng), dressed(after, rng)
    text = f"{head} ## {source} ## {tail}"
    start = len(head) + 4
    found = locate(text, dressed(quote, rng), within=Span(start=start, end=start + len(source)))
    assert found is not None
    assert found.holds_in(text)
    assert found.exact.strip(INVISIBLE) == source.strip(INVISIBLE)


@pytest.mark.parametrize(
    "change",
    [
        with_letter_changed,
        with_case_changed,
        with_number_changed,
        with_negation_added,
        with_word_dropped,
        with_middle_elided,
    ],
)
@given(quote=st.lists(st.sampled_from(WORDS), min_size=4, max_size=8, unique=True).map(" ".join), rng=seeds)
def test_other_words_are_never_found(change, quote: str, rng: random.Random) -> None:
    text = f"Anfang. {dressed(quote, rng)} 3.000. Ende."
    assert locate(text, dressed(change(quote, rng), rng)) is None


@given(text=st.text(alphabet=st.characters(exclude_categories=())), wording=st.text())
def test_hostile_text_raises_nothing(text: str, wording: str) -> None:
    for words in (wording, text[1:-1]):
        found = locate(text, words, within=(1, max(2, len(text) - 1)))
        assert found is None or found.holds_in(text)


@given(
    text=st.lists(st.sampled_from([*"aé ä-1.3'", "\u0301", "\u200b", "\n", "ﬁ", "…", "“"]), max_size=40).map("".join),
    bounds=st.tuples(st.integers(0, 40), st.integers(0, 40)),
)
def test_whatever_is_found_lies_within_and_reads_so(text: str, bounds: tuple[int, int]) -> None:
    start, end = min(bounds), max(bounds)
    found = locate(text, text[start:end], within=[(0, start), (start, end)])
    if found:
        assert found.holds_in(text)
        assert found.end <= start or (start <= found.start and found.end <= end)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Ein Nordkorea-Experte sagte das.", "Nordkorea"),
        ("Ein Nordkorea-Experte sagte das.", "Experte"),
        ("Ein Nordkorea\u2011Experte sagte das.", "Nordkorea"),
        ("Das Atom- und Raketenprogramm", "Atom"),
        ("Atomwaffen und -raketen", "raketen"),
        ("Nordkoreas Soldaten", "Nordkorea"),
        ("Rund 3.000 Soldaten", "3"),
        ("Rund 3.000 Soldaten", "000 Soldaten"),
        ("Rund 3.000 Soldaten", "Rund 3."),
        ("Rund 14\u00a0000 Soldaten", "Rund 14"),
        ("Rund 14 000 Soldaten", "000 Soldaten"),
        ("Rund 1,5 Millionen", "5 Millionen"),
        ("Es waren -5 Grad", "5 Grad"),
        ("Es waren 3–5 Grad", "5 Grad"),
        ("Es waren 3—5 Grad", "Es waren 3"),
        ("He can't go there", "He can"),
        ("mit 80 km/h fuhr", "mit 80 km"),
        ("Der Sol\u00addat kam", "Der Sol"),
        ("Der Sol" + "\u200b" * 300 + "dat kam", "Der Sol"),
        ("cafe\u0301 noir", "cafe"),
        ("10² Meter", "102 Meter"),
        ("Hilfe…", "Hilfe."),
        ("Die ﬀ kam", "Die f"),
        ("BerlinRund 3.000 Soldaten", "Rund 3.000 Soldaten"),
        ("Ende.", "..."),
        ("Ende.", " \u200b\n"),
        ("Ende.", ""),
        ("", "Ende"),
    ],
)
def test_no_cut_inside_a_word_or_number(text: str, wording: str) -> None:
    assert locate(text, wording) is None


def test_ladder_tells_its_rung_and_the_exact_one_wins() -> None:
    text = '„Ja,\nsicher“, sagte er. Dann: „Ja, sicher“ und "Ja, sicher".'
    rungs = [locate(text, w) for w in ("„Ja, sicher“", "„Ja,\nsicher“", '"Ja, sicher"', "»Ja, sicher«", "Ja,  sicher")]
    assert [(q.start, q.match) for q in rungs if q] == [
        (30, "exact"),
        (0, "exact"),
        (47, "exact"),
        (0, "typography"),
        (1, "whitespace"),
    ]


def test_first_of_several_places_in_the_region() -> None:
    text = "Er kam. Er kam. Er kam."
    assert [
        q.start for within in (None, (8, 23), [(16, 23), (0, 7)]) if (q := locate(text, "Er kam", within=within))
    ] == [
        0,
        8,
        16,
    ]
    assert locate(text, "Er kam", within=(1, 12)) is None
    assert locate(text, "Er kam. Er", within=[(0, 7), (7, 15)]) is None


def test_region_may_begin_between_glued_words_but_not_inside_one() -> None:
    text = "BerlinRund 3.000 Soldaten kamen"
    found = locate(text, "Rund 3.000 Soldaten", within=(6, len(text)))
    assert found is not None
    assert found.start == 6
    assert locate(text, "und 3.000 Soldaten", within=(7, len(text))) is None


def test_lone_surrogate_elsewhere_is_no_obstacle() -> None:
    text = "\ud800" + "." * 100 + " Er kam. " + "." * 100 + "\udfff"
    assert locate(text, "Er kam") is not None
    assert locate("\ud800 Er kam", "Er kam") is None
