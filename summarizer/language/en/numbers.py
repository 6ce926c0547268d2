"""English numbers: how they are written, bounded and counted."""

from __future__ import annotations

import re

from summarizer.language.base import NumberWords
from summarizer.language.page import words

_ONES = dict(zip(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], range(1, 10), strict=True))
_TEENS = dict(
    zip(
        ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
        range(10, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
_CARDINALS = {
    "zero": 0,
    **_ONES,
    **_TEENS,
    **_TENS,
    **{f"{ten}-{one}": _TENS[ten] + _ONES[one] for ten in _TENS for one in _ONES},
}
_ORDINAL_ONES = dict(
    zip(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"],
        range(1, 10),
        strict=True,
    )
)
_ORDINALS = {
    **_ORDINAL_ONES,
    **{f"{word}th": value for word, value in _TEENS.items() if word != "twelve"},
    "twelfth": 12,
    **{f"{ten[:-1]}ieth": value for ten, value in _TENS.items()},
    **{f"{ten}-{one}": _TENS[ten] + _ORDINAL_ONES[one] for ten in _TENS for one in _ORDINAL_ONES},
}


def cardinal(word: str) -> int | None:
    """The value of one English number word; None for "one", which is a pronoun as often as a number."""
    return None if word == "one" else _CARDINALS.get(word)


def ordinal(word: str) -> int | None:
    """The value of an English ordinal word."""
    return _ORDINALS.get(word)


NUMBERS = NumberWords(
    decimal=".",
    groups=",'’",
    cardinal=cardinal,
    ordinal=ordinal,
    ordinal_suffixes=frozenset({"st", "nd", "rd", "th"}),
    decade_suffixes=frozenset({"s"}),
    before_ordinal=frozenset(),
    scales={
        "hundred": 100,
        "thousand": 1000,
        "million": 10**6,
        "mn": 10**6,
        "billion": 10**9,
        "bn": 10**9,
        "trillion": 10**12,
        "dozen": 12,
    },
    counted_once=frozenset({"a", "an", "one"}),
    half=frozenset({"half"}),
    fractions={
        "half": 1 / 2,
        "third": 1 / 3,
        "thirds": 1 / 3,
        "quarter": 1 / 4,
        "quarters": 1 / 4,
        "fifth": 1 / 5,
        "fifths": 1 / 5,
        "tenth": 1 / 10,
        "tenths": 1 / 10,
    },
    joins=frozenset({"and"}),
    approximate=frozenset(
        {
            ("about",),
            ("around",),
            ("roughly",),
            ("approximately",),
            ("some",),
            ("nearly",),
            ("almost",),
            ("close", "to"),
            ("an", "estimated"),
            ("estimated",),
            ("circa",),
            ("ca",),
        }
    ),
    at_least=frozenset(
        {
            ("more", "than"),
            ("over",),
            ("at", "least"),
            ("no", "fewer", "than"),
            ("no", "less", "than"),
            ("not", "less", "than"),
            ("upwards", "of"),
        }
    ),
    at_most=frozenset(
        {
            ("up", "to"),
            ("at", "most"),
            ("as", "many", "as"),
            ("as", "much", "as"),
            ("less", "than"),
            ("fewer", "than"),
            ("under",),
            ("no", "more", "than"),
            ("not", "more", "than"),
            ("a", "maximum", "of"),
        }
    ),
    between=frozenset({"between"}),
    range_end=frozenset({"and"}),
    range_infix=frozenset({"to"}),
    shares_unit=words("to and or from instead of currently now"),
    change_from=words("from"),
    change_to=words("to"),
    standing=re.compile(
        r"(?i:\b(?:already|currently|existing|current|present)"
        r"(?:\s(?!(?:planned|announced|promised|pledged|demanded|approved|expected|fallen|killed|lost)\b)[a-z-]+)?\s)$"
    ),
    unit_head=re.compile(
        r"[A-Za-z][\w-]*(?<![su])s|people|men|women|children|percent|personnel|police|staff|feet|aircraft|km|kg"
        r"|euro|yuan|yen|won|head|sheep|cattle|pct"
    ),
    unit_skip=re.compile(r"[A-Za-z][\w-]*"),
    unit_stop=words("""
        the a an of in on at by for from to with and or but was were is are has have had will would could should
        may might must can be been as that which who than this these those its his her their our your into over
        under about after before since until per each every not said says killed wounded injured died
        """),
    unit_joins=frozenset({"and", "or"}),
    unit_second=re.compile(r"[A-Za-z][\w-]*(?<![su])s"),
    attached_units=words("km m cm mm kg g t l ha kw mw gw kwh gb mb k mn bn"),
    labels=words("""
        article section paragraph number no chapter page point phase stage group flight line room part boeing
        airbus resolution category block gate platform hall route highway formula apollo windows
        """),
    clock=re.compile(r"\s?(?:[ap]\.m\.|[ap]m\b|o'clock\b|GMT\b)", re.IGNORECASE),
    before_year=words("""
        year years in since by until early mid late end summer winter autumn fall spring january february march
        april may june july august september october november december
        """),
    vague=words("dozens scores hundreds thousands millions billions"),
    symbols={
        "%": words("percent pct"),
        "€": words("euros euro"),
        "$": words("dollars us-dollars"),
        "£": words("pounds"),
        "¥": words("yen"),
        "km": words("kilometers kilometres"),
        "kg": words("kilograms kilos"),
        "m": words("meters metres"),
    },
    nouns_capitalised=False,
)
