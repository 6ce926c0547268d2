"""Whether two wordings name the same person, body or place, as far as the words themselves can tell.

What differs by grammar or by courtesy is no difference: articles and prepositions ("der Küstenrat", "Küstenrat"),
case endings ("Norlands", "Norland"; "norländischen Fischer", "norländische Fischer"), office before or after the name
("Ministerin Anna Berger", "Anna Berger"), part of the name ("Berger"). Other names for the same thing (a capital
for its government) are not the same name: only the world could tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from summarizer import language as languages
from summarizer.evaluation.assignment import assign
from summarizer.grounding.inflection import same_word

_WORD = re.compile(r"\w+")


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


@lru_cache(maxsize=1)
def _languages() -> tuple[languages.Language, ...]:
    return tuple(map(languages.get, languages.codes()))


def _content(name: str) -> list[str]:
    words: list[str] = _WORD.findall(name.casefold())
    return [w for w in words if not any(w in known.names.function_words for known in _languages())] or words


def _inflected(one: str, other: str) -> bool:
    return one == other or any(same_word(one, other, known) for known in _languages())
