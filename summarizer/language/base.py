"""What a language is to this program: one frozen topic per field, each filled in by one file per language.

A new topic is a field here, one module in each language's folder, and one line in that folder's `__init__`.
Words are given in lower case unless a topic says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from summarizer.language.nations import NationWords
from summarizer.language.speech import Happening, Range, ReportedSpeech

Phrase = tuple[str, ...]
"""Words that follow each other, in lower case."""


def any_of(words: Iterable[str]) -> str:
    """A regular expression for one of `words`, the longest first."""
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How numbers are written, bounded and counted."""

    decimal: str
    """The decimal mark."""
    groups: str
    """Marks between groups of three digits, besides spaces."""
    cardinal: Callable[[str], int | None]
    """The value of one number word ("zwölf", "einundzwanzig"); None for articles and all other words."""
    ordinal: Callable[[str], int | None]
    """The value of one ordinal word ("dritten")."""
    ordinal_suffixes: frozenset[str]
    """What follows the digits of an ordinal ("." or "rd")."""
    decade_suffixes: frozenset[str]
    """What follows the digits of a decade ("90er", "1990s")."""
    before_ordinal: frozenset[str]
    """Words after which "3." is an ordinal and not the end of a sentence. Empty where no full stop marks ordinals."""
    scales: Mapping[str, int]
    """Multipliers that follow a number ("Millionen", "Dutzend")."""
    counted_once: frozenset[str]
    """Articles that count before a scale or a fraction ("eine Million", "a third") and nowhere else."""
    half: frozenset[str]
    """Words that halve the scale after them ("halbe Million")."""
    fractions: Mapping[str, float]
    """Parts of one ("Drittel", "thirds"), which count only after a number or an article."""
    joins: frozenset[str]
    """Words allowed inside one number ("and" in "two hundred and five")."""
    approximate: frozenset[Phrase]
    at_least: frozenset[Phrase]
    at_most: frozenset[Phrase]
    """Phrases before a number that bound it."""
    between: frozenset[str]
    """Opens a range that a word of `range_end` closes ("zwischen … und")."""
    range_end: frozenset[str]
    range_infix: frozenset[str]
    """Makes a range of the numbers round it ("3 bis 5")."""
    shares_unit: frozenset[str]
    """Words between two numbers that count the same thing ("14.000 auf 30.000 Soldaten")."""
    change_from: frozenset[str]
    change_to: frozenset[str]
    """Words before the old and the new value of what changes ("von bisher 14.000 auf bis zu 30.000")."""
    standing: re.Pattern[str]
    """What ends right before a number of which there are so many already ("den bereits bekannten über 10.000")."""
    unit_head: re.Pattern[str]
    """A word that can name what is counted."""
    unit_skip: re.Pattern[str]
    """A word that may stand between the number and its unit (adjectives)."""
    unit_stop: frozenset[str]
    """Words that end the search for a unit."""
    unit_joins: frozenset[str]
    """Words that coordinate two units ("Ingenieuren und Bauarbeitern")."""
    unit_second: re.Pattern[str]
    """What the second of two coordinated units looks like."""
    attached_units: frozenset[str]
    """Units written without a space ("5km")."""
    labels: frozenset[str]
    """Nouns that a number names instead of counting ("Artikel 5")."""
    clock: re.Pattern[str]
    """What follows a time of day, white space included ("Uhr", "p.m.")."""
    before_year: frozenset[str]
    """Words after which a bare four-digit number is a year even with a noun behind it."""
    vague: frozenset[str]
    """Plurals that hint at a number without stating it ("Tausende", "dozens")."""
    symbols: Mapping[str, frozenset[str]]
    """Unit signs and the words that say the same ("%": "Prozent")."""
    nouns_capitalised: bool
    """Whether a capitalised number word inside a sentence is a noun ("außer Acht", "die Elf")."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """How points and stretches of time are written."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    """0 is Monday."""
    seasons: Mapping[str, int]
    """Season to its first month, by meteorological quarters: spring 3, summer 6, autumn 9, winter 12."""
    calendar: tuple[re.Pattern[str], ...]
    """Dates with a day: groups `day`, `month` (name or number) and, where they can be given, `last` and `year`."""
    days: Mapping[str, int]
    """Words that name a day by its distance from publication ("gestern": -1)."""
    periods: re.Pattern[str]
    """Everything else, with the character before it, by named groups: see `summarizer.grounding.dates`."""
    last: frozenset[str]
    this: frozenset[str]
    next: frozenset[str]
    """Words that place a week, month, season or year ("vergangenen", "diesem", "kommenden")."""
    units: Mapping[str, str]
    """Nouns of stretches of time to `day`, `week`, `month`, `year`."""
    thirds: Mapping[str, int]
    """"Anfang", "Mitte", "Ende" to 0, 1, 2."""


@dataclass(frozen=True, slots=True)
class NegationWords:
    """How a sentence says no."""

    negators: re.Pattern[str]
    """One word that negates ("nicht", "keine", "can't"), in lower case."""
    not_negating: re.Pattern[str]
    """Phrases with a negator that negate nothing ("nicht nur", "nicht mehr als")."""
    denials: re.Pattern[str]
    """Words and split verbs of denying ("bestreitet", "wies … zurück"); a class of its own."""
    side_openers: frozenset[str]
    """First words of a clause that a statement may leave out without touching what the main clause says."""
    restrictors: re.Pattern[str]
    """"Only": what "not only" becomes when the negator is lost."""
    not_restricting: re.Pattern[str]
    """"Not only"."""
    prefixes: tuple[str, ...]
    """Prefixes that turn a word into its opposite ("un")."""
    empty: frozenset[str]
    """Words that carry no content of their own, so that sharing them means nothing."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """How names inflect, and which capitalised words are none."""

    function_words: frozenset[str]
    """Words that are never names, however written."""
    endings: tuple[str, ...]
    """Inflectional endings of a noun, the longest first."""
    name_endings: tuple[str, ...]
    """Endings of a proper name: the genitive only."""
    plural_umlauts: tuple[tuple[str, str], ...]
    """Vowels that an ending may change ("Land", "Länder")."""


@dataclass(frozen=True, slots=True)
class Language:
    """All that is known about one language."""

    code: str
    """ISO 639 code."""
    numbers: NumberWords
    dates: DateWords
    negation: NegationWords
    names: NameWords
    reported_speech: Callable[[str], ReportedSpeech | None]
    """The statement that a sentence ascribes to somebody, by its outward signs."""
    list_frame: Callable[[str], ReportedSpeech | None]
    """The frame of a list that follows ("Der Verband stellte fest:"): cue and speakers, without content."""
    happening: Callable[[str, Range], Happening]
    """What the grammar of a stretch of a sentence says about the happening it may report."""
    goes_on: re.Pattern[str]
    """Openings of a sentence that goes on about what the one before told ("Diese …")."""
    source: re.Pattern[str]
    """What stands before whoever a statement comes from ("Angaben der Polizei"); group `compound`, where there is one,
    is whoever a compound names ("Polizeiangaben")."""
    service: re.Pattern[str]
    """A secret service, by its kind ("Geheimdienst")."""
    pronouns: frozenset[str]
    """Personal pronouns that stand for somebody named before, as a subject."""
    roles: re.Pattern[str]
    """Nouns of office and function, which stand before a name and are no part of it ("Außenminister")."""
    people: re.Pattern[str]
    """Nouns of those who can be asked, without an office: people and bodies ("Augenzeugen", "Gewerkschaft")."""
    nations: NationWords
    """What stands for a state: adjectives, capitals, short names."""
