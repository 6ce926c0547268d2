"""How much a paragraph looks like running text of an article, and how much like what stands round it.

The measure follows the shallow text features of Kohlschütter et al. 2010 (block length, link-like lines, density of
running text) and jusText's function-word density, with what they lack for plain text: who is spoken to, the classes
of vocabulary in `language/*/furniture.py`, and lines that hold only a date, a number or a contact.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.language.de.function_words import FUNCTION_WORDS as GERMAN_WORDS
from summarizer.language.de.furniture import FURNITURE as GERMAN_FURNITURE
from summarizer.language.de.publishing import PUBLISHING as GERMAN_PUBLISHING
from summarizer.language.en.function_words import FUNCTION_WORDS as ENGLISH_WORDS
from summarizer.language.en.furniture import FURNITURE as ENGLISH_FURNITURE
from summarizer.language.en.publishing import PUBLISHING as ENGLISH_PUBLISHING

_FUNCTION_WORDS = GERMAN_WORDS | ENGLISH_WORDS
_FURNITURE = (GERMAN_FURNITURE, ENGLISH_FURNITURE)
_DATE_WORDS = frozenset(
    word
    for language in (GERMAN_PUBLISHING, ENGLISH_PUBLISHING)
    for word in (*language.months, *language.weekdays, *language.date_line_words)
)


def _any_of(*lists: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(pattern for patterns in lists for pattern in patterns))


_STRONG = _any_of(*(language.strong for language in _FURNITURE))
_WEAK = _any_of(*(language.weak for language in _FURNITURE))
_ADDRESS = _any_of(*(language.address for language in _FURNITURE))
_IMPERATIVE = _any_of(*(language.imperatives for language in _FURNITURE))
_POLITE = re.compile(rf"(?<![.!?:“\"])\s(?:{_any_of(*(language.polite for language in _FURNITURE)).pattern})\b")

_WORD = re.compile(r"[^\W_](?:[\w*.:&’'-]*\w)?")
_QUOTED = re.compile(r"[„“\"»][^„“”\"»«]{1,600}[“”\"«]")
_ENDS = re.compile(r"[.!?…][\"'“”‘’»«)\]]*\Z")
_STOPS = re.compile(r"[.!?…](?=\s|\Z|[\"“”»«])")
_JOB_TITLE = re.compile(r"\((?:[mwdfx]\s*[/|]\s*){2}[mwdfx]\)|\w[*:]in(?:nen)?\b", re.IGNORECASE)
_CONTACT = re.compile(r"https?://|www\.|\w@\w+\.\w|(?<!\w)[@#]\w{3,}|\+\d{2}[ \d/-]{6,}|[©®]")
_SEPARATORS = re.compile(r"\s[|›»•·]\s|\s/\s.*\s/\s")

_PHONE = re.compile(r"\+?\d[\d ()/-]{6,}")

_SHOUT_WORDS = 15
_SCORED_PREFIX = 4_000
_PROSE_WORDS = 6
_UNENDED_WORDS = 14
_PROSE_DENSITY = 0.18


def score(paragraph: str) -> float:
    """Evidence for body (positive) against furniture (negative); 0 where the paragraph alone does not tell."""
    text = paragraph[:_SCORED_PREFIX]
    words = _WORD.findall(text)
    lowered = [word.lower() for word in words]
    if is_date_line(text) or _PHONE.fullmatch(text):
        return -3.0
    if not any(c.isalpha() for word in words for c in word):
        return -1.0
    running = sum(word in _FUNCTION_WORDS for word in lowered) / len(words)
    shouts = len(words) <= _SHOUT_WORDS and _QUOTED.sub(" ", text).rstrip().endswith("!")
    ended = bool(_ENDS.search(text))
    prose = len(words) >= (_PROSE_WORDS if ended else _UNENDED_WORDS) and running >= _PROSE_DENSITY and not shouts
    evidence = _evidence(text, lowered) + 0.9 * shouts
    if prose:
        base = (2.0 if ended else 1.0) + min(len(words), 60) / 30 + (0.5 if len(_STOPS.findall(text)) > 1 else 0.0)
        return base - evidence * (12 / max(len(words), 12)) ** 0.5
    return -0.3 * (len(words) < 3) - 1.5 * evidence


def is_date_line(text: str) -> bool:
    """Whether a line holds a date or a time and nothing else."""
    if len(text) > 120 or not any(c.isdigit() for c in text):
        return False
    words = [word.lower().rstrip(".") for word in re.findall(r"[^\W\d_]+(?:\.[^\W\d_]+)*", text)]
    return all(word in _DATE_WORDS or word == "t" for word in words) and bool(
        words or re.fullmatch(r"[\d\s.:/–-]+", text)
    )


def _evidence(text: str, lowered: list[str]) -> float:
    """Weight of the signs of furniture in a paragraph; 0 in most running text."""
    own_voice = _QUOTED.sub(" ", text)
    spoken_to = sum(_is(_ADDRESS, word.lower()) for word in _WORD.findall(own_voice)) + len(_POLITE.findall(own_voice))
    strong = sum(_is(_STRONG, word) for word in set(lowered))
    weak = sum(_is(_WEAK, word) for word in set(lowered))
    calls = _is(_IMPERATIVE, lowered[0]) and not own_voice.rstrip().endswith(".")
    signs = 0.8 * strong + 0.35 * weak + 0.8 * calls
    signs += min(spoken_to, 4) * (0.8 if strong + weak else 0.35)
    signs += 2.0 * bool(_JOB_TITLE.search(text)) + 1.0 * bool(_CONTACT.search(text))
    return signs + 0.8 * bool(_SEPARATORS.search(text))


@lru_cache(maxsize=100_000)
def _is(words: re.Pattern[str], word: str) -> bool:
    return words.fullmatch(word) is not None
