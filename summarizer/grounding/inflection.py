"""Whether two words are forms of one: by endings only, never by derivation ("nordkoreanisch" is not "Nordkorea")."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from summarizer import language as languages
from summarizer.language import Language

_SHORTEST_STEM = 4


def forms(word: str, language: Language, *, name: bool = False) -> frozenset[str]:
    """The word and its stems, case folded: one ending taken off, and the umlaut of a plural undone with it.

    A stem keeps at least four letters. With `name`, only the genitive counts as an ending, so that "Petersen" is
    not "Peters".
    """
    return _forms(word, language.code, name)


def forms_of(words: Iterable[str], language: Language, *, name: bool = False) -> frozenset[str]:
    """The `forms` of all of `words`."""
    code = language.code
    return frozenset[str]().union(*[_forms(word, code, name) for word in words])


@lru_cache(maxsize=16384)
def _forms(word: str, code: str, name: bool) -> frozenset[str]:
    names = languages.get(code).names
    whole = word.casefold()
    found = {whole}
    for ending in names.name_endings if name else names.endings:
        stem = whole.removesuffix(ending)
        if stem != whole and len(stem) >= _SHORTEST_STEM:
            found.add(stem)
            found.update(stem.replace(vowel, plain) for vowel, plain in names.plural_umlauts if vowel in stem)
    return frozenset(found)


def same_word(one: str, other: str, language: Language) -> bool:
    """Whether the two words share a stem."""
    return not forms(one, language).isdisjoint(forms(other, language))
