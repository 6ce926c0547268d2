"""German numbers: how they are written, bounded and counted."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.language.base import NumberWords
from summarizer.language.page import words

_ONES = dict(zip(["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"], range(1, 10), strict=True))
_TEENS = dict(
    zip(
        ["zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"],
        range(10, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"],
        range(20, 100, 10),
        strict=True,
    )
)
_BELOW_HUNDRED = {
    **_ONES,
    **_TEENS,
    **_TENS,
    **{f"{one}und{ten}": _ONES[one] + _TENS[ten] for one in _ONES for ten in _TENS},
    "eins": 1,
    "zwo": 2,
    "dreissig": 30,
}
_WHOLE_WORDS = {"null": 0, "zweier": 2, "dreier": 3}
_WORD = re.compile(
    r"(?:(?P<thousands>\w*?)(?P<thousand>tausend))?(?:(?P<hundreds>\w*?)(?P<hundred>hundert))?(?:und)?(?P<rest>\w*)"
)
_ARTICLES = words("ein eine einen einem einer eines")
_ORDINAL_STEMS = {"erst": 1, "dritt": 3, "siebt": 7, "siebent": 7, "acht": 8}
_ORDINAL = re.compile(r"(?P<stem>\w+?)(?:e|er|es|en|em)")
_AMBIGUOUS_ORDINALS = frozenset({"achten", "achter"})
_LONGEST_WORD = 70


@lru_cache(maxsize=4096)
def cardinal(word: str) -> int | None:
    """The value of a German number word up to 999.999, in lower case and in one piece."""
    if len(word) > _LONGEST_WORD or word in _ARTICLES:
        return None
    if word in _WHOLE_WORDS:
        return _WHOLE_WORDS[word]
    parts = _WORD.fullmatch(word)
    if parts is None or not (parts["thousand"] or parts["hundred"] or parts["rest"]):
        return None
    thousands = _hundreds(parts["thousands"]) if parts["thousand"] else 0
    hundreds = (_BELOW_HUNDRED.get(parts["hundreds"]) if parts["hundreds"] else 1) if parts["hundred"] else 0
    rest = _BELOW_HUNDRED.get(parts["rest"]) if parts["rest"] else 0
    if thousands is None or hundreds is None or rest is None:
        return None
    return thousands * 1000 + hundreds * 100 + rest


def _hundreds(word: str) -> int | None:
    if not word:
        return 1
    hundreds, found, rest = word.rpartition("hundert")
    high = (_BELOW_HUNDRED.get(hundreds) if hundreds else 1) if found else 0
    low = _BELOW_HUNDRED.get(rest.removeprefix("und")) if rest else 0
    return None if high is None or low is None else high * 100 + low


@lru_cache(maxsize=4096)
def ordinal(word: str) -> int | None:
    """The value of a German ordinal word ("dritten") in lower case."""
    match = _ORDINAL.fullmatch(word) if len(word) <= _LONGEST_WORD else None
    if match is None or word in _AMBIGUOUS_ORDINALS:
        return None
    stem = match["stem"]
    if stem in _ORDINAL_STEMS:
        return _ORDINAL_STEMS[stem]
    for suffix in ("st", "t"):
        value = _BELOW_HUNDRED.get(stem.removesuffix(suffix)) if stem.endswith(suffix) else None
        if value and (suffix == "st") == (value >= 20):
            return value
    return None


NUMBERS = NumberWords(
    decimal=",",
    groups=".'’",
    cardinal=cardinal,
    ordinal=ordinal,
    ordinal_suffixes=frozenset({"."}),
    decade_suffixes=frozenset({"er", "ern", "ers"}),
    before_ordinal=words("am der die das dem den des im zum vom beim zur jeder jede jedes sein ihr"),
    scales={
        "hundert": 100,
        "tausend": 1000,
        "tsd": 1000,
        "million": 10**6,
        "millionen": 10**6,
        "mio": 10**6,
        "milliarde": 10**9,
        "milliarden": 10**9,
        "mrd": 10**9,
        "billion": 10**12,
        "billionen": 10**12,
        "dutzend": 12,
    },
    counted_once=_ARTICLES,
    half=words("halbe halben halber halbes"),
    fractions={
        "hälfte": 1 / 2,
        "drittel": 1 / 3,
        "viertel": 1 / 4,
        "fünftel": 1 / 5,
        "sechstel": 1 / 6,
        "achtel": 1 / 8,
        "zehntel": 1 / 10,
    },
    joins=frozenset(),
    approximate=frozenset(
        {
            ("rund",),
            ("etwa",),
            ("in", "etwa"),
            ("ca",),
            ("circa",),
            ("zirka",),
            ("ungefähr",),
            ("fast",),
            ("knapp",),
            ("gut",),
            ("nahezu",),
            ("beinahe",),
            ("annähernd",),
            ("schätzungsweise",),
            ("um", "die"),
            ("an", "die"),
        }
    ),
    at_least=frozenset(
        {
            ("über",),
            ("mehr", "als"),
            ("mindestens",),
            ("wenigstens",),
            ("zumindest",),
            ("nicht", "weniger", "als"),
            ("ab",),
        }
    ),
    at_most=frozenset(
        {
            ("bis", "zu"),
            ("höchstens",),
            ("maximal",),
            ("weniger", "als"),
            ("unter",),
            ("nicht", "mehr", "als"),
            ("kaum", "mehr", "als"),
        }
    ),
    between=frozenset({"zwischen"}),
    range_end=frozenset({"und"}),
    range_infix=frozenset({"bis"}),
    shares_unit=words("auf und oder bis statt nach von bisher derzeit aktuell zuletzt dann nun jetzt"),
    change_from=words("von"),
    change_to=words("auf"),
    standing=re.compile(
        r"(?i:\b(?:bereits|schon|bisher(?:igen?)?|derzeit(?:igen?)?|gegenwärtig(?:en?)?|aktuell(?:en?)?|momentan(?:en?)?)"
        r"(?:\s(?!(?:geplant|angekündigt|versproch|zugesagt|zugesicher|geforder|beschloss|vorgeseh|erwartet|gefall|getötet)"
        r")[^\W\d]+)?\s)$"
    ),
    unit_head=re.compile(r"[A-ZÄÖÜ][\w-]*"),
    unit_skip=re.compile(r"[a-zäöüß-]+(?:e|en|er|es|em)"),
    unit_stop=words("""
        der die das den dem des ein eine einer eines einem einen aber oder unter über hinter neben gegen
        zwischen werden wurden haben hatten sollen sollten könnten können müssen mussten wollen wollten dürfen
        waren seien hätten würden kamen gingen sie ihre ihrer ihren seine seiner seinen diese dieser diesen
        jeder ihnen wegen ohne bisher später früher weiter wieder immer sondern sogar außer innen außen oben
        unten je pro
        """),
    unit_joins=frozenset({"und", "oder", "sowie"}),
    unit_second=re.compile(r"[A-ZÄÖÜ][\w-]*(?:e|n|er|s)"),
    attached_units=words("km m cm mm kg g t l ha kw mw gw kwh gb mb k mio mrd"),
    labels=words("""
        artikel art paragraf paragraph absatz abs nummer nr kapitel seite punkt phase stufe gruppe flug linie
        raum zimmer platz band teil abschnitt boeing airbus resolution kategorie block tor gleis halle
        bundesstraße autobahn formel apollo windows
        """),
    clock=re.compile(r"\s?Uhr\b"),
    before_year=words("""
        jahr jahre jahres seit ab anfang mitte ende sommer winter herbst frühjahr frühling januar jänner februar
        märz april mai juni juli august september oktober november dezember anno
        """),
    vague=words(
        "tausende tausenden hunderte hunderten dutzende dutzenden zehntausende zehntausenden hunderttausende "
        "hunderttausenden"
    ),
    symbols={
        "%": words("prozent"),
        "€": words("euro"),
        "$": words("dollar us-dollar"),
        "£": words("pfund"),
        "¥": words("yen"),
        "km": words("kilometer kilometern"),
        "kg": words("kilogramm kilo"),
        "m": words("meter metern"),
    },
    nouns_capitalised=True,
)
