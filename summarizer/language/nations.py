"""Which state a word stands for: its name (Unicode CLDR, as Babel ships it), its adjective or its capital.

"Nordkorea", "nordkoreanischen", "Pjöngjang", "North Korean" are all `KP`. A capital stands for its government as often
as for the place; whoever asks must know which is meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


def coded(table: str) -> dict[str, str]:
    """The words of rows `CODE word word; …` to their code: in lower case, but for acronyms (Kim Jong Un is not the UN).

    "-" is no word; hyphens may be spaces.
    """
    found: dict[str, str] = {}
    for row in table.split(";"):
        code, *names = row.split()
        for name in names:
            if name != "-":
                form = name if name.isupper() else name.lower()
                found[form] = found[form.replace("-", " ")] = code
    return found


@dataclass(frozen=True, slots=True)
class NationWords:
    """What stands for a state in one language, beside its name."""

    words: Mapping[str, str]
    """Adjectives (their stem), capitals and short names, in lower case but for acronyms, to the ISO 3166 code."""
    adjective: re.Pattern[str]
    """A whole adjective, whose group `stem` is looked up."""


@cache
def _names(code: str) -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 - loads a table of half a megabyte

    territories = Locale(code).territories
    return {
        name.lower(): key for key, name in territories.items() if len(key) == 2 and key.isalpha() and key not in _NONE
    }


_NONE = frozenset({"XA", "XB", "ZZ", "EZ", "QO", "EA", "IC"})
"""Keys of CLDR that are no state or territory."""


def nation(words: str, code: str, known: NationWords) -> str | None:
    """The ISO 3166 code of the state that `words` stand for, in the language with ISO 639 code `code`.

    A genitive ending is taken off ("Russlands", "Chinas"); anything else must be the whole.
    """
    plain = words.lower()
    names = _names(code)
    for form in (words, plain, *_bare(plain)):
        if found := names.get(form) or known.words.get(form):
            return found
    match = known.adjective.fullmatch(plain)
    return known.words.get(match["stem"]) if match else None


def _bare(word: str) -> tuple[str, ...]:
    """The word without a genitive or a dative plural ("Niederlanden")."""
    return tuple(word.removesuffix(end) for end in ("'s", "’s", "s", "'", "’", "n") if word.endswith(end))
