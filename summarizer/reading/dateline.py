"""The dateline in front of a report: where from, through whom, sometimes when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from summarizer.language.de.function_words import FUNCTION_WORDS as GERMAN_WORDS
from summarizer.language.de.publishing import PUBLISHING as GERMAN
from summarizer.language.en.function_words import FUNCTION_WORDS as ENGLISH_WORDS
from summarizer.language.en.publishing import PUBLISHING as ENGLISH
from summarizer.reading.dates import first_date

_OPENERS = (GERMAN_WORDS | ENGLISH_WORDS) - GERMAN.glued_openers - ENGLISH.glued_openers
_PLACE = r"[A-ZÄÖÜ][^\W\d_]*\.?(?:[ -](?:[a-z]{2,3}[ -])?[A-ZÄÖÜ][^\W\d_]*\.?){0,3}"
_PLACES = rf"{_PLACE}(?:\s?[/,]\s?{_PLACE}){{0,3}}"
_DAY = r"(?:,\s*[^()–—\n]{0,20}\d[^()–—\n]{0,20}?)"
_RUNS_ON = r"\s*(?:[–—:]|--?)\s+(?=[„“\"»‚‘']?[A-ZÄÖÜ\d])"
_PRINTED = re.compile(
    rf"(?P<line>{_PLACES}{_DAY}?\s?\((?P<outlet>[^()\n]{{2,40}})\)){_RUNS_ON}"
    rf"|(?P<dated>{_PLACES}(?:\s?\([^()\n]{{2,40}}\))?{_DAY}){_RUNS_ON}"
)
_CAPITALS = re.compile(rf"(?P<line>[A-ZÄÖÜ]{{3,}}(?:[ /.-]{{1,3}}[A-ZÄÖÜ]{{2,}}){{0,4}}){_RUNS_ON}")
_GLUED = re.compile(
    r"(?P<place>[A-ZÄÖÜ][a-zäöüß]{2,}(?:[ /-][A-ZÄÖÜ][a-zäöüß]{2,}){0,3})(?P<opener>[A-ZÄÖÜ][a-zäöüß]+)(?=\s)"
)
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Dateline:
    """`text` as printed, without the dash; `end` is where the report itself starts."""

    text: str
    end: int
    outlet: str | None = None
    published: date | None = None


def find_dateline(text: str, start: int) -> Dateline | None:
    """The dateline at offset `start` of `text`, if one stands there.

    Three forms: places with an agency or a day ("SEOUL / LONDON (dpa) – "), places in capitals ("LONDON — "), and a
    place glued to the first word by lost markup ("BerlinRund 3.000 …"), known by the sentence opener inside it.
    """
    window = text[start : start + _LONGEST]
    if match := _PRINTED.match(window):
        printed = match["line"] or match["dated"]
        return Dateline(printed, start + match.end(), _outlet(match["outlet"]), first_date(printed))
    if match := _CAPITALS.match(window):
        return Dateline(match["line"], start + match.end())
    match = _GLUED.match(window)
    if match and match["opener"].lower() in _OPENERS and not _is_a_name(text, match.group()):
        return Dateline(match["place"], start + match.end("place"))
    return None


def _outlet(parenthesis: str | None) -> str | None:
    return parenthesis if parenthesis and not any(c.isdigit() for c in parenthesis) else None


def _is_a_name(text: str, word: str) -> bool:
    """A word with a capital inside that comes again is a name ("YouTube"), no accident."""
    return text.count(word.rsplit(maxsplit=1)[-1]) > 1
