"""How much a paragraph looks like running text of an article, and how much like what stands round it.

The measure follows the shallow text features of Kohlschütter et al. 2010 (block length, link-like lines, density of
running text) and jusText's function-word density, with what they lack for plain text: who is spoken to, the classes
of vocabulary in `language/*/furniture.py`, and lines that hold only a date, a number or a contact.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import chain

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


_CLASSES = {
    "certain": _any_of(*(language.certain for language in _FURNITURE)),
    "strong": _any_of(*(language.strong for language in _FURNITURE)),
    "weak": _any_of(*(language.weak for language in _FURNITURE)),
    "author": _any_of(*(language.author for language in _FURNITURE)),
    "familiar": _any_of(*(language.familiar for language in _FURNITURE)),
    "address": _any_of(*(language.address for language in _FURNITURE)),
    "imperative": _any_of(*(language.imperatives for language in _FURNITURE)),
}
_VOCABULARY = frozenset({"certain", "strong", "weak"})
# Patterns that begin with a character, and look back after it, are searched for several times faster than others.
_POLITE = re.compile(rf"\s(?<![.!?:“\"]\s)(?:{_any_of(*(language.polite for language in _FURNITURE)).pattern})\b")

_OWN_PAGE = re.compile(
    "|".join(rf"{page[0]}(?<!\w{page[0]}){page[1:]}\b" for page in (language.own_page for language in _FURNITURE))
)
_LABEL = re.compile(r"\W{0,3}([^\W\d_][\w-]*(?: [^\W\d_][\w-]*){0,2}):\s")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W_]\w*+(?:[*.:&’'-]++\w++)*+")
_QUOTED = re.compile(r"[„“\"»][^„“”\"»«]{1,600}[“”\"«]")
_ENDS = re.compile(r"[.!?…][\"'“”‘’»«)\]]*\Z")
_STOPS = re.compile(r"[.!?…](?=\s|\Z|[\"“”»«])")
_JOB_TITLE = re.compile(r"\((?:[mwdfx]\s*[/|]\s*){2}[mwdfx]\)", re.IGNORECASE)
_CONTACT = re.compile(r"https?://|www\.|@(?<=\w@)\w+\.\w|\+\d{2}[ \d/-]{6,}|©")
_HANDLE = re.compile(r"@(?<!\w@)\w{3,}|#(?<!\w#)\w{3,}|®")
_DATA = re.compile(r"[^\W\d_][^:\n]{0,40}:\s\d")
_SEPARATORS = re.compile(r"\s[|›»•·]\s|\s/\s.*\s/\s")
_UNUSUAL = re.compile(r"[@#®©+|›»•·/]|www")
"""In every text that has a contact, a handle or separators."""

_PHONE = re.compile(r"\+?\d[\d ()/-]{6,}")

_CERTAIN_WEIGHT = 1.6
_STRONG_WEIGHT = 0.8
_WEAK_WEIGHT = 0.35
_NOTE_WEIGHT = 1.8
_CALL_WEIGHT = 0.8
_FAMILIAR_WEIGHT = 0.8
_ADDRESS_WEIGHT = 0.8
_ADDRESS_ALONE_WEIGHT = 0.35
_MOST_ADDRESS = 4
_LABEL_WEIGHT = 2.0
_NOTHING_ELSE_WEIGHT = 1.0
_OWN_PAGE_WEIGHT = 1.5
_JOB_WEIGHT = 2.0
_CONTACT_WEIGHT = 2.0
_HANDLE_WEIGHT = 1.0
_SEPARATOR_WEIGHT = 0.8
_SHOUT_WEIGHT = 0.9
_VOCABULARY_ALONE = 1.6

_OVERTURNED = 2.0
"""Signs that outweigh the look of running text are strong ones."""
_DATA_BONUS = 0.4
"""For lines of results and figures ("Tore: 0:1 …")."""
_NOTE_WORDS = 35
_SHOUT_WORDS = 15
_SCORED_PREFIX = 4_000
_SCORED_MARKS = 100
_PROSE_WORDS = 6
_UNENDED_WORDS = 14
_PROSE_DENSITY = 0.18


def score(paragraph: str) -> float:
    """Evidence for body (positive) against furniture (negative); 0 where the paragraph alone does not tell."""
    first = _LETTER.search(paragraph)
    opening = max(0, first.start() - _SCORED_MARKS) if first else 0
    text = paragraph[opening : opening + _SCORED_PREFIX]
    lowered = _WORD.findall(text.lower())
    if is_date_line(text) or _PHONE.fullmatch(text):
        return -3.0
    if not any(c.isalpha() for word in lowered for c in word):
        return -1.0
    length = len(lowered)
    running = sum(map(_FUNCTION_WORDS.__contains__, lowered)) / length
    slogan = length <= _SHOUT_WORDS and _QUOTED.sub(" ", text).rstrip().endswith("!")
    ended = bool(_ENDS.search(text))
    prose = length >= (_PROSE_WORDS if ended else _UNENDED_WORDS) and running >= _PROSE_DENSITY and not slogan
    evidence = _evidence(text, lowered, prose=prose)
    if prose:
        base = (2.0 if ended else 1.0) + min(length, 60) / 30 + (0.5 if len(_STOPS.findall(text)) > 1 else 0.0)
        value = base - evidence * math.sqrt(12 / max(length, 12))
        return value if value > 0 else _OVERTURNED * value
    return _DATA_BONUS * bool(_DATA.match(text)) - 0.3 * (length < 3) - 1.5 * evidence


def is_date_line(text: str) -> bool:
    """Whether a line holds a date or a time and nothing else."""
    if len(text) > 120 or not any(c.isdigit() for c in text):
        return False
    words = [word.lower().rstrip(".") for word in re.findall(r"[^\W\d_]+(?:\.[^\W\d_]+)*", text)]
    return all(word in _DATE_WORDS or word == "t" for word in words) and bool(
        words or re.fullmatch(r"[\d\s.:/–-]+", text)
    )


def _evidence(text: str, lowered: list[str], *, prose: bool) -> float:
    """Weight of the signs of furniture in a paragraph; 0 in most running text.

    In running text the vocabulary alone weighs little, for reports on newsletters or cookies use it too; it takes a
    second sign, such as speaking to the reader.
    """
    own_voice = _QUOTED.sub(" ", text)
    classed = {word: classes for word in set(lowered) if (classes := _classes(word))}
    found = list(chain.from_iterable(classed.values()))
    certain, strong, weak, author = map(found.count, ("certain", "strong", "weak", "author"))
    spoken = lowered if own_voice == text else map(str.lower, _WORD.findall(own_voice))
    voice = list(chain.from_iterable(classed[word] for word in spoken if word in classed))
    familiar = voice.count("familiar")
    spoken_to = voice.count("address") + familiar + len(_POLITE.findall(own_voice))
    talk = _FAMILIAR_WEIGHT * min(familiar, _MOST_ADDRESS) + (
        _ADDRESS_WEIGHT if certain + strong + weak else _ADDRESS_ALONE_WEIGHT
    ) * min(spoken_to, _MOST_ADDRESS)
    label = _LABEL.match(text)
    calls = "imperative" in _classes(lowered[0]) and (spoken_to > 0 or not own_voice.rstrip().endswith("."))
    signs = (
        talk
        + _CALL_WEIGHT * calls
        + _SHOUT_WEIGHT * own_voice.rstrip().endswith("!")
        + _NOTE_WEIGHT * (author > 1 and len(lowered) <= _NOTE_WORDS)
        + _LABEL_WEIGHT * (label is not None and any(_is_vocabulary(word) for word in label[1].lower().split()))
        + _OWN_PAGE_WEIGHT * bool(_OWN_PAGE.search(own_voice.lower()))
        + _JOB_WEIGHT * bool(_JOB_TITLE.search(text))
        + (_unusual_signs(text) if _UNUSUAL.search(text) else 0.0)
    )
    vocabulary = _CERTAIN_WEIGHT * certain + _STRONG_WEIGHT * strong + _WEAK_WEIGHT * (weak + author)
    if prose and not signs:
        return min(vocabulary, _VOCABULARY_ALONE)
    only = all(_is_vocabulary(word) or word in _FUNCTION_WORDS for word in lowered)
    return vocabulary + signs + _NOTHING_ELSE_WEIGHT * only


def _unusual_signs(text: str) -> float:
    contact, handle = _CONTACT.search(text) is not None, _HANDLE.search(text) is not None
    separated = _SEPARATORS.search(text) is not None
    return _CONTACT_WEIGHT * contact + _HANDLE_WEIGHT * handle + _SEPARATOR_WEIGHT * separated


def _is_vocabulary(word: str) -> bool:
    return not _VOCABULARY.isdisjoint(_classes(word))


@lru_cache(maxsize=100_000)
def _classes(word: str) -> frozenset[str]:
    """The classes of vocabulary that `word`, in lower case, belongs to."""
    return frozenset(name for name, words in _CLASSES.items() if words.fullmatch(word))
