"""Names across articles: which may be the same party, which cannot.

Within an article a name has been brought to its fullest form; across articles spelling and choice of name differ.
Spelling is folded ("Kim Jong-Un", "Kim Jong Un"; "Sergej", "Sergei"; "Lawrow", "Lavrov"), a state is known by name,
adjective and capital, and a person by the state whose office the text gives ("der russische Außenminister …").
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from summarizer import language as languages
from summarizer.grounding.inflection import forms
from summarizer.language import Language
from summarizer.language.nations import nation

_WORD = re.compile(r"[^\W_]+(?:[-'’‑][^\W_]+)*")
_HYPHEN = re.compile(r"[-‑]")
_LONGEST_STATE = 5
"""Words in the name of a state."""
_OFFICE = 80
"""Code points before a name in which its office is looked for."""
_SOUNDS = (("ph", "f"), ("th", "t"), ("ß", "ss"), ("y", "i"), ("j", "i"), ("w", "v"), ("z", "s"))
"""Letters that transliterations of one name exchange."""
_DOUBLED = re.compile(r"(.)\1+")

Likeness = Literal["same", "open", "other"]


@dataclass(frozen=True, slots=True)
class Party:
    """A name as it can be compared: the state it belongs to and the words that remain, folded."""

    nation: str | None
    words: tuple[str, ...]

    @property
    def is_state(self) -> bool:
        """Whether it is a state itself and not somebody of it."""
        return self.nation is not None and not self.words


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word without case, accents and what transliterations differ in."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    for one, other in _SOUNDS:
        plain = plain.replace(one, other)
    return _DOUBLED.sub(r"\1", plain)


@lru_cache(maxsize=65536)
def party(name: str, language: str) -> Party:
    """The party that `name` names."""
    known = languages.get(language)
    words = [word for word in _WORD.findall(name) if word.lower() not in known.names.function_words] or [name]
    found, rest = _split(words, known)
    return Party(found, tuple(folded(_stem(part, known)) for word in rest for part in _HYPHEN.split(word) if part))


@lru_cache(maxsize=65536)
def nation_of(words: str, language: str) -> str | None:
    """The code of the state that `words` stand for: see `summarizer.language.nations`."""
    return nation(words, language, languages.get(language).nations)


def states(text: str, language: str) -> frozenset[str]:
    """The codes of all states that `text` names, by name, adjective or capital."""
    known = languages.get(language)
    words = _WORD.findall(text)
    return frozenset(code for size in (1, 2, 3) for code in _runs(words, size, known) if code)


def same_party(one: Party, other: Party, offices: Mapping[str, str]) -> Likeness:
    """Whether the two name one party; `open` where only the world could tell.

    Args:
        one: A party.
        other: Another.
        offices: Persons whose state is known, by their last word: see `offices_in`.
    """
    if one.nation and other.nation:
        return _within_states(one, other)
    if one.nation or other.nation:
        state, person = (one, other) if one.nation else (other, one)
        held = offices.get(person.words[-1]) if person.words else None
        if held == state.nation and state.is_state:
            return "same"
        return "open" if held in (None, state.nation) else "other"
    return "same" if _same_words(one.words, other.words) else "other"


def offices_in(names: Iterable[str], texts: Sequence[str], language: str) -> Counter[tuple[str, str]]:
    """How often `texts` put the office of a state before a name: last word of the name and code of the state."""
    known = languages.get(language)
    found: Counter[tuple[str, str]] = Counter()
    for name in {each for each in names if " " in each or "-" in each}:
        person = party(name, language)
        if person.nation or not person.words:
            continue
        for text in texts:
            for match in re.finditer(re.escape(name), text):
                before = text[max(0, match.start() - _OFFICE) : match.start()].split()[-2:]
                code = nation_of(before[0], language) if len(before) == 2 and known.roles.match(before[1]) else None
                if code:
                    found[person.words[-1], code] += 1
    return found


def settled(offices: Counter[tuple[str, str]]) -> dict[str, str]:
    """The state of each person of whom the texts name one only."""
    by_person: dict[str, set[str]] = {}
    for person, code in offices:
        by_person.setdefault(person, set()).add(code)
    return {person: next(iter(codes)) for person, codes in by_person.items() if len(codes) == 1}


def _within_states(one: Party, other: Party) -> Likeness:
    if one.nation != other.nation:
        return "other"
    return "same" if one.is_state or other.is_state or _same_words(one.words, other.words) else "open"


def _same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one is the other, or its beginning or end: "Anna Berger", "Ministerin Anna Berger", "Berger"."""
    short, long = sorted((tuple(one), tuple(other)), key=len)
    return bool(short) and short in (long[: len(short)], long[len(long) - len(short) :])


def _split(words: Sequence[str], known: Language) -> tuple[str | None, list[str]]:
    """The first state that the words name, and the words without it."""
    for size in range(min(_LONGEST_STATE, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            code = nation_of(" ".join(words[at : at + size]), known.code)
            if code:
                return code, [*words[:at], *words[at + size :]]
    return None, list(words)


def _runs(words: Sequence[str], size: int, known: Language) -> Iterable[str | None]:
    lower_case_adjectives = known.numbers.nouns_capitalised and size == 1
    for at in range(len(words) - size + 1):
        if words[at][0].isupper() or (lower_case_adjectives and known.nations.adjective.fullmatch(words[at])):
            yield nation_of(" ".join(words[at : at + size]), known.code)


def _stem(word: str, known: Language) -> str:
    """The shortest form of a word: "Streitkräften" and "Streitkräfte" fold alike, a name loses its genitive."""
    return min(forms(word, known), key=lambda form: (len(form), form))
