"""Names of a statement, and whether the article knows them.

A name is any capitalised word or a word with a digit ("F-16") that is no function word. German capitalises all
nouns, so there all nouns are held to it. A name is known when the article has the same word up to its inflection
(case and number endings; see `summarizer.grounding.inflection`), or, for a hyphenated compound, all of its parts.
Names that the article only ever uses with others keep to those: where every "Wladimir" of the article is followed by
"Putin", "Wladimir Lawrow" is nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby, pairwise

from summarizer import language as languages
from summarizer.grounding import folding
from summarizer.grounding.inflection import forms, forms_of
from summarizer.grounding.locate import stands_in
from summarizer.grounding.tokens import pieces, word_matches
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
    if plain in article and stands_in(article, plain):
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
        plain = folding.typography(text).text
        self._language = language
        self._pieces = pieces(plain)
        whole = {piece for piece in set(self._pieces) if piece[0].isalnum() and not piece[0].isdecimal()}
        self._words = whole.union(*(_HYPHENS.split(word) for word in whole if not word.isalpha()))

    @cached_property
    def _neighbours(self) -> set[tuple[str, str]]:
        return set(pairwise(self._pieces))

    @cached_property
    def _folded(self) -> set[str]:
        return {word.casefold() for word in self._words}

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of every word."""
        return forms_of(self._words, self._language)

    @cached_property
    def names(self) -> frozenset[str]:
        """Of every word, taken for a name."""
        return forms_of(self._words, self._language, name=True)

    @cached_property
    def followers(self) -> Mapping[str, set[str]]:
        """What follows each name in its run; names that end one are in `stands_alone`."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for run in self._runs:
            for at, stem in enumerate(run[:-1]):
                for one in stem:
                    found[one].update(*run[at + 1 :])
        return found

    @cached_property
    def stands_alone(self) -> frozenset[str]:
        """The names that end a run."""
        return frozenset[str]().union(*(run[-1] for run in self._runs))

    @cached_property
    def _runs(self) -> list[list[frozenset[str]]]:
        """Names with nothing between them, each as its forms."""
        language = self._language
        names = {word for word in self._words if _is_name(word, language)}
        runs = groupby(self._pieces, key=names.__contains__)
        return [[forms(name, language, name=True) for name in run] for named, run in runs if named]

    def has(self, word: str, language: Language, *, follows_name: bool) -> bool:
        """Whether the article has the word, or all parts of the compound, in this or another inflection."""
        if word in self._words or word.casefold() in self._folded:
            return True
        stems = self.names if follows_name else self.stems
        if not stems.isdisjoint(forms(word, language, name=follows_name)):
            return True
        parts = [part for part in _HYPHENS.split(word) if part]
        return len(parts) > 1 and all(not self.stems.isdisjoint(forms(part, language)) for part in parts)

    def lets_follow(self, one: str, other: str, language: Language) -> bool:
        """False where the article has `one` only before other names, and `other` is none of those."""
        if (one, other) in self._neighbours:
            return True
        first, second = forms(one, language, name=True), forms(other, language, name=True)
        if not self.stands_alone.isdisjoint(first) or first.isdisjoint(self.followers):
            return True
        return any(not self.followers[stem].isdisjoint(second) for stem in first & self.followers.keys())


@lru_cache(maxsize=_ARTICLES_KEPT)
def _vocabulary(text: str, language: str) -> _Vocabulary:
    return _Vocabulary(text, languages.get(language))
