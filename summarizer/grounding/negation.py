"""Whether a statement says yes where its quote says no, or the other way round.

The rule refuses when in doubt:

- A statement may have no more negators than its quote, and each one must stand near a content word that stands near
  a negator of the quote too: "bestätigte nicht, dass X kam" does not carry "bestätigte, dass X nicht kam".
- Every negator of the quote must be in the statement. The one exception is a side clause behind or inside the quote
  ("…, obwohl sie dies nicht bestätigt haben") that shares no content word with the statement: it may be left out.
- Words of denying ("bestreitet", "wies … zurück") are a class of their own; they stand in both or in neither.
- A word and its opposite ("bestätigt", "unbestätigt") do not stand for each other.
- A restriction ("nur") of the statement needs one in the quote.
- Phrases like "nicht nur" and "nicht mehr als" negate nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from summarizer import language as languages
from summarizer.grounding import folding
from summarizer.grounding.calendar import TEXTS_KEPT
from summarizer.grounding.inflection import forms_of
from summarizer.grounding.tokens import words
from summarizer.language import Language

_CLAUSE_END = re.compile(r"[,:.](?!\d)|[;!?()\n]|\s-\s")
_WORDS_KEPT = 16384
_NEAR = 3
"""Content words on each side of a negator that say what it negates."""

_SHORTEST_OPPOSITE = 5
"""Letters a word needs for a prefix to make its opposite: "side" and "inside" are none."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """One clause: its first word, its negators with the content words near each, and all its content words."""

    first: str
    negators: list[tuple[str, frozenset[str]]]
    content: frozenset[str]


def polarity_differs(statement: str, quote: str, language: str) -> str | None:
    """What differs between the polarity of `statement` and of `quote`, as a sentence; None if nothing does."""
    known = languages.get(language)
    said, source = folding.typography(statement).text.strip(), folding.typography(quote).text.strip()
    if said == source:
        return None
    return (
        _denial_differs(said, source, known)
        or _negators_differ(said, source, language)
        or _restricted(said, source, known)
        or _opposite(said, source, known)
    )


def _denial_differs(said: str, source: str, language: Language) -> str | None:
    denials = language.negation.denials
    gained, lost = denials.search(said), denials.search(source)
    if (gained is None) == (lost is None):
        return None
    return (
        f'the statement denies ("{gained.group()}") where the quote does not'
        if gained
        else f'the quote denies ("{lost.group() if lost else ""}") where the statement does not'
    )


@lru_cache(maxsize=TEXTS_KEPT)
def _negates(text: str, code: str) -> bool:
    """Whether any word of the text may negate: if none does, its clauses need not be told apart."""
    return any(_is_negator(word.lower(), code) for word in words(text))


@lru_cache(maxsize=_WORDS_KEPT)
def _is_negator(word: str, code: str) -> bool:
    return languages.get(code).negation.negators.fullmatch(word) is not None


def _negators_differ(statement: str, quote: str, language: str) -> str | None:
    if not (_negates(statement, language) or _negates(quote, language)):
        return None
    said, source = _clauses(statement, language), _clauses(quote, language)
    content = frozenset[str]().union(*(clause.content for clause in said))
    ours = [negator for clause in said for negator in clause.negators]
    theirs = [negator for clause in source for negator in clause.negators]
    for word, near in ours:
        match = next((other for other in theirs if not near.isdisjoint(other[1]) or not (near or other[1])), None)
        if match is None:
            return f'the statement negates ("{word}") what the quote does not'
    needed = [
        negator
        for at, clause in enumerate(source)
        if at == 0 or not clause.first or not clause.content or not content.isdisjoint(clause.content)
        for negator in clause.negators
    ]
    if len(ours) > len(theirs):
        return f'the statement has more negations than the quote ("{ours[-1][0]}")'
    if len(ours) < len(needed):
        return f'the quote negates ("{needed[-1][0]}") where the statement does not'
    return None


@lru_cache(maxsize=TEXTS_KEPT)
def _clauses(text: str, code: str) -> tuple[_Clause, ...]:
    """The clauses of a text; `first` is empty where the clause may not be left out."""
    language = languages.get(code)
    known = language.negation
    text = known.not_negating.sub(" ", text)
    found: list[_Clause] = []
    for part in _CLAUSE_END.split(text):
        said = words(part)
        if not said:
            continue
        opener = next((word.lower() for word in said[:2] if word.lower() in known.side_openers), "")
        negators = [
            (word, _near(said, at, language)) for at, word in enumerate(said) if _is_negator(word.lower(), code)
        ]
        found.append(_Clause(opener, negators, _stems(said, language)))
    return tuple(found)


def _near(said: list[str], at: int, language: Language) -> frozenset[str]:
    before = [word for word in said[:at] if _has_content(word, language)][-_NEAR:]
    after = [word for word in said[at + 1 :] if _has_content(word, language)][:_NEAR]
    contracted = [said[at]] if "'" in said[at] else []
    return _stems([*before, *after, *contracted], language)


def _has_content(word: str, language: Language) -> bool:
    plain = word.lower()
    return plain not in language.negation.empty and not _is_negator(plain, language.code)


def _stems(said: list[str], language: Language) -> frozenset[str]:
    return forms_of((word for word in said if _has_content(word, language)), language)


def _restricted(said: str, source: str, language: Language) -> str | None:
    """Whether "only" became "not only" or the other way round."""
    words = language.negation
    gained = words.not_restricting.search(said)
    if gained and not words.not_restricting.search(source):
        return f'the statement has "{gained.group()}" where the quote does not'
    gained = words.restrictors.search(words.not_restricting.sub(" ", said))
    if gained and not words.restrictors.search(words.not_restricting.sub(" ", source)):
        return f'the statement has "{gained.group()}" where the quote does not'
    return None


def _opposite(said: str, source: str, language: Language) -> str | None:
    ours, theirs = _words(said), _words(source)
    for word in ours - theirs - language.negation.empty:
        for prefix in language.negation.prefixes:
            if prefix + word in theirs or (word.startswith(prefix) and word.removeprefix(prefix) in theirs):
                return f'"{word}" in the statement is the opposite of what the quote says'
    return None


@lru_cache(maxsize=TEXTS_KEPT)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in words(text) if len(word) >= _SHORTEST_OPPOSITE)
