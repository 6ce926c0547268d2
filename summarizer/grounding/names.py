"""Names of a statement, and whether the article knows them.

A name is any capitalised word or a word with a digit ("F-16") that is no function word. German capitalises all
nouns, so there all nouns are held to it. A name is known when the article has the same word up to its inflection
(case and number endings; see `summarizer.grounding.inflection`), or, for a hyphenated compound, all of its parts.
Names that the article only ever uses with others keep to those: where every "Wladimir" of the article is followed by
"Putin", "Wladimir Lawrow" is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise, takewhile

from summarizer import language as languages
from summarizer.grounding import folding
from summarizer.grounding.inflection import forms, forms_of
from summarizer.grounding.locate import exact_places, stands_exactly
from summarizer.grounding.tokens import pieces_from, word_matches, words
from summarizer.language import Language

_HYPHENS = re.compile(r"[-\u2010\u2011]")
_DIGIT = re.compile(r"\d")
_ARTICLES_KEPT = 16
_STATEMENTS_KEPT = 128
"""The names of one actor are asked for by each of its events."""


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words at `start`-`end` of the text."""

    start: int
    end: int
    text: str


def names_in(text: str, language: str) -> list[Name]:
    """The runs of names in `text`, in order: "Sergej Lawrow" is one, in German every noun is one too."""
    known = languages.get(language)
    found: list[Name] = []
    for run in _runs(text, known):
        start, end = run[0].start(), run[-1].end()
        found.append(Name(start, end, text[start:end]))
    return found


def missing_names(statement: str, article_text: str, language: str) -> list[str]:
    """The names of `statement` that the article does not have, as the statement writes them, in order."""
    return list(_missing_names(statement, article_text, language))


@lru_cache(maxsize=_STATEMENTS_KEPT)
def _missing_names(statement: str, article_text: str, language: str) -> tuple[str, ...]:
    plain, article = folding.typography(statement).text, folding.typography(article_text).text
    if stands_exactly(article, plain.strip()):
        return ()
    known = languages.get(language)
    vocabulary = _vocabulary(article_text, language)
    missing: list[str] = []
    for run in _runs(plain, known):
        named = [match.group() for match in run]
        unknown = [name for i, name in enumerate(named) if not vocabulary.has(name, known, follows_name=i > 0)]
        missing += unknown or [
            f"{one} {other}" for one, other in pairwise(named) if not vocabulary.lets_follow(one, other, known)
        ]
    return tuple(missing)


def _runs(text: str, language: Language) -> Iterator[list[re.Match[str]]]:
    """Neighbouring names with nothing but spaces between them."""
    run: list[re.Match[str]] = []
    for match in word_matches(text):
        if not _is_name(match.group(), language):
            continue
        if run and text[run[-1].end() : match.start()].strip(" "):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _is_name(word: str, language: Language) -> bool:
    begins = word[0].isupper() or (not word.isalpha() and _DIGIT.search(word) is not None)
    return begins and word.lower() not in language.names.function_words


class _Vocabulary:
    """The words of an article by stem, and which names follow which."""

    def __init__(self, text: str, language: Language) -> None:
        self._language = language
        self._text = folding.typography(text).text
        whole = set(words(self._text))
        self._words = whole.union(*(_HYPHENS.split(word) for word in whole if not word.isalpha()))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of every word."""
        return forms_of(self._words, self._language)

    @cached_property
    def names(self) -> frozenset[str]:
        """Of every word, taken for a name."""
        return forms_of(self._words, self._language, name=True)

    def has(self, word: str, language: Language, *, follows_name: bool) -> bool:
        """Whether the article has the word, or all parts of the compound, in this or another inflection."""
        if word in self._words:
            return True
        stems = self.names if follows_name else self.stems
        if not stems.isdisjoint(forms(word, language, name=follows_name)):
            return True
        parts = [part for part in _HYPHENS.split(word) if part]
        return len(parts) > 1 and all(not self.stems.isdisjoint(forms(part, language)) for part in parts)

    def lets_follow(self, one: str, other: str, language: Language) -> bool:
        """False where the article has `one` only before other names, and `other` is none of those."""
        if self._stands_before(one, other):
            return True  # nearly always: then the runs of the whole article need not be gone through
        runs = list(self._runs_after(one))
        if not runs or not all(runs):
            return True
        followers = {name for run in runs for name in run}
        second = forms(other, language, name=True)
        return not second.isdisjoint(forms_of(followers, language, name=True))

    def _stands_before(self, one: str, other: str) -> bool:
        """Whether the article has the name `one`, inflected or not, right before `other` as it is."""
        return any(_is_name(word, self._language) and self._inflects(one, word) for word in self._words_before(other))

    def _words_before(self, word: str) -> Iterator[str]:
        """Of each place where the article has `word`, the word that stands before it with nothing but a space."""
        for start, _ in exact_places(self._text, word):
            stretch = self._text[self._text.rfind(" ", 0, max(0, start - 1)) + 1 : start]
            last = words(stretch)[-1:]
            if last and stretch.endswith(f"{last[0]} "):
                yield last[0]

    def _inflects(self, name: str, word: str) -> bool:
        """Whether `word` is `name`, inflected or not."""
        return not forms(name, self._language, name=True).isdisjoint(forms(word, self._language, name=True))

    def _runs_after(self, name: str) -> Iterator[list[str]]:
        """Of each place where the article has `name`, inflected or not, the names that follow without a break."""
        for word in self._capitalised:
            if self._inflects(name, word):
                for _, end in exact_places(self._text, word):
                    yield list(takewhile(self._names_one, pieces_from(self._text, end)))

    @cached_property
    def _capitalised(self) -> frozenset[str]:
        """Every word that may be a name."""
        return frozenset(word for word in self._words if _is_name(word, self._language))

    def _names_one(self, piece: str) -> bool:
        return piece in self._words and _is_name(piece, self._language)


@lru_cache(maxsize=_ARTICLES_KEPT)
def _vocabulary(text: str, language: str) -> _Vocabulary:
    return _Vocabulary(text, languages.get(language))
