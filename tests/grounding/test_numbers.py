"""Numbers in German and English: value, bound, unit, and which are no counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.grounding.numbers import Number, find_numbers, quantities
from summarizer.language.de.numbers import cardinal


def only(text: str, language: str) -> Number:
    (number,) = find_numbers(text, language)
    return number


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("14.000 Helfer", "de", 14000),
        ("14 000 Helfer", "de", 14000),
        ("14\u00a0000 Helfer", "de", 14000),
        ("14\u2009000 Helfer", "de", 14000),
        ("14'000 Helfer", "de", 14000),
        ("14000 Helfer", "de", 14000),
        ("1.234.567,89 Euro", "de", 1234567.89),
        ("1,5 Millionen Euro", "de", 1_500_000),
        ("2,3 Mrd. Euro", "de", 2_300_000_000),
        ("60.00 Helfer", "de", 60),
        ("zwölf Helfer", "de", 12),
        ("Einundzwanzig Helfer", "de", 21),
        ("dreitausend Helfer", "de", 3000),
        ("zweihundertfünfzigtausend Helfer", "de", 250_000),
        ("zwei Dutzend Helfer", "de", 24),
        ("eine Million Helfer", "de", 1_000_000),
        ("eine halbe Million Helfer", "de", 500_000),
        ("zwei Millionen dreihunderttausend Helfer", "de", 2_300_000),
        ("drei Viertel der Helfer", "de", 0.75),
        ("um -5 Grad", "de", -5),
        ("14,000 workers", "en", 14000),
        ("1.5 million workers", "en", 1_500_000),
        ("twenty-one workers", "en", 21),
        ("two hundred and five thousand workers", "en", 205_000),
        ("three million two hundred thousand workers", "en", 3_200_000),
        ("half a million workers", "en", 500_000),
        ("a dozen workers", "en", 12),
        ("two thirds of workers", "en", pytest.approx(2 / 3)),
    ],
)
def test_value(text: str, language: str, value: float) -> None:
    number = only(text, language)
    assert (number.kind, number.bound, number.value) == ("cardinal", "exact", value)


@pytest.mark.parametrize(
    ("text", "language", "bound", "limits"),
    [
        *((f"{word} 300 Helfer", "de", "approximate", (300, None, None)) for word in ("rund", "etwa", "ca.", "knapp")),
        *((f"{word} 300 Helfer", "de", "at_least", (None, 300, None)) for word in ("über", "mehr als", "mindestens")),
        *(
            (f"{word} 300 Helfer", "de", "at_most", (None, None, 300))
            for word in ("bis zu", "höchstens", "weniger als")
        ),
        ("nicht mehr als 300 Helfer", "de", "at_most", (None, None, 300)),
        ("bis zu rund 300 Helfer", "de", "at_most", (None, None, 300)),
        ("zwischen 300 und 400 Helfer", "de", "range", (None, 300, 400)),
        ("300 bis 400 Helfer", "de", "range", (None, 300, 400)),
        ("300–400 Helfer", "de", "range", (None, 300, 400)),
        ("3 bis 4 Millionen Helfer", "de", "range", (None, 3_000_000, 4_000_000)),
        ("rund 300 bis 400 Helfer", "de", "range", (None, 300, 400)),
        ("about 300 workers", "en", "approximate", (300, None, None)),
        ("no fewer than 300 workers", "en", "at_least", (None, 300, None)),
        ("as many as 300 workers", "en", "at_most", (None, None, 300)),
        ("between 300 and 400 workers", "en", "range", (None, 300, 400)),
        ("300 to 400 workers", "en", "range", (None, 300, 400)),
    ],
)
def test_bound(text: str, language: str, bound: str, limits: tuple[object, ...]) -> None:
    number = only(text, language)
    assert (number.bound, (number.value, number.low, number.high)) == (bound, limits)
    assert text.startswith(number.text)


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("3.000 nordkoreanische Soldaten sollen", "de", "Soldaten"),
        ("6.000 Ingenieuren und Bauarbeitern beim Aufbau", "de", "Ingenieuren und Bauarbeitern"),
        ("6.000 Soldaten und Minister Falk", "de", "Soldaten"),
        ("50 %", "de", "%"),
        ("5 Millionen US-Dollar", "de", "US-Dollar"),
        ("$5 million", "en", "$"),
        ("3 Kilometer", "de", "Kilometer"),
        ("5km", "de", "km"),
        ("3.000 wurden entsandt", "de", None),
        ("29-jährige Frau", "de", None),
        ("3,000 North Korean soldiers were sent", "en", "soldiers"),
        ("3,000 engineers and builders", "en", "engineers and builders"),
        ("3,000 were sent", "en", None),
    ],
)
def test_unit(text: str, language: str, unit: str | None) -> None:
    assert only(text, language).unit == unit


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("am 3. Mai", "de", "date"),
        ("13.07.2025", "de", "date"),
        ("2025-07-13", "de", "date"),
        ("3 May 2024", "en", "date"),
        ("im Jahr 2024", "de", "year"),
        ("im Sommer 2024 Soldaten", "de", "year"),
        ("2024/25", "de", "year"),
        ("die 90er Jahre", "de", "year"),
        ("um 14.30 Uhr", "de", "time"),
        ("um 7:18", "de", "time"),
        ("at 8 p.m.", "en", "time"),
        ("der 3. Versuch", "de", "ordinal"),
        ("dritter Versuch", "de", "ordinal"),
        ("the 3rd attempt", "en", "ordinal"),
        ("F-16", "de", "part_of_name"),
        ("Covid-19", "de", "part_of_name"),
        ("G7", "en", "part_of_name"),
        ("Artikel 5", "de", "part_of_name"),
        ("+49 7930-2699", "de", "part_of_name"),
        ("endete 2:1", "de", "part_of_name"),
        ("9" * 5000, "de", "part_of_name"),
    ],
)
def test_numbers_that_count_nothing(text: str, language: str, kind: str) -> None:
    assert only(text, language).kind == kind
    assert quantities(text, language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ein Mann und eine Frau gaben Acht.", "de"),
        ("Tausende von Helfern, Hunderte Tote, Dutzende", "de"),
        ("Millionen Menschen", "de"),
        ("one of the men, dozens of ships, hundreds", "en"),
    ],
)
def test_no_number(text: str, language: str) -> None:
    assert find_numbers(text, language) == []


def test_two_numbers_share_their_unit() -> None:
    text = "Er will von bisher 14.000 auf bis zu 30.000 Soldaten erhöhen."
    assert [q.model_dump(exclude_none=True) for q in quantities(text, "de")] == [
        {"value": 14000, "bound": "exact", "unit": "Soldaten", "text": "14.000"},
        {"high": 30000, "bound": "at_most", "unit": "Soldaten", "text": "bis zu 30.000"},
    ]


PIECES = [
    *"0159.,:-–/+%$ ",
    "\u00a0",
    " und ",
    " bis ",
    "zwei",
    "tausend",
    "Millionen",
    " rund ",
    " Mai ",
    "\ud800",
    "²",
]


@given(text=st.lists(st.sampled_from(PIECES), max_size=30).map("".join), language=st.sampled_from(["de", "en"]))
def test_offsets_are_true_and_nothing_overlaps(text: str, language: str) -> None:
    last = 0
    for number in find_numbers(text, language):
        assert number.text == text[number.start : number.end]
        assert last <= number.start < number.end
        last = number.end
    if "\ud800" not in text:
        assert all(quantity.text in text for quantity in quantities(text, language))


ONES = [
    "",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
]
TEENS = [*ONES, "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"]
TENS = ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]


def spelled(number: int) -> str:
    if number >= 1000:
        return spelled(number // 1000) + "tausend" + (spelled(number % 1000) if number % 1000 else "")
    if number >= 100:
        return ONES[number // 100] + "hundert" + (spelled(number % 100) if number % 100 else "")
    if number < 20:
        return TEENS[number]
    return (ONES[number % 10] + "und" if number % 10 else "") + TENS[number // 10]


@given(st.integers(2, 999_999))
def test_german_number_words_read_back(number: int) -> None:
    assert cardinal(spelled(number)) == number
