"""Whether two wordings name the same person, body or place, as far as the words themselves can tell.

What differs by grammar or by courtesy is no difference: articles and prepositions ("der Küstenrat", "Küstenrat"),
case endings ("Norlands", "Norland"; "norländischen Fischer", "norländische Fischer"), office before or after the name
("Ministerin Anna Berger", "Anna Berger"), part of the name ("Berger"). Other names for the same thing ("Seoul" for
"Südkorea") are not the same name: only the world could tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.evaluation.assignment import assign
from summarizer.language.de.function_words import FUNCTION_WORDS as GERMAN
from summarizer.language.en.function_words import FUNCTION_WORDS as ENGLISH

_FUNCTION_WORDS = GERMAN | ENGLISH
_WORD = re.compile(r"\w+")
_LONGEST_ENDING = 2
_SHORTEST_STEM = 4


def same_name(one: str, other: str) -> bool:
    """Whether the words of the two agree, or one is the other with words added before or after it.

    Endings may differ only where both have the same number of words: "Norland" is not the "Minister Norlands".
    """
    shorter, longer = sorted((_content(one), _content(other)), key=len)
    if len(shorter) == len(longer):
        return all(map(_inflected, shorter, longer))
    if not shorter:
        return False
    return longer[: len(shorter)] == shorter or longer[-len(shorter) :] == shorter


def shared_names(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many names of the two lists can be paired one to one."""
    return len(assign([[float(same_name(one, other)) for other in theirs] for one in ours]))


def _content(name: str) -> list[str]:
    words: list[str] = _WORD.findall(name.casefold())
    return [word for word in words if word not in _FUNCTION_WORDS] or words


def _inflected(one: str, other: str) -> bool:
    """Whether two words differ at most by an ending of one or two letters: the rule of thumb German needs."""
    if one == other:
        return True
    if one[0].isdigit() or other[0].isdigit():
        return False
    stem = max(len(one), len(other)) - _LONGEST_ENDING
    common = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return common >= max(stem, _SHORTEST_STEM)
