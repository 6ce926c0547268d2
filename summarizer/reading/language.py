"""The language of a text, by its function words.

German and English are told by their own closed classes; other languages are named by jusText's lists, only so that
the refusal can say which language it was.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from summarizer.language.de.function_words import FUNCTION_WORDS as GERMAN
from summarizer.language.en.function_words import FUNCTION_WORDS as ENGLISH

SUPPORTED = ("de", "en")
UNDETERMINED = "und"
"""ISO 639-2 code for a language that cannot be told."""

_OTHERS = {
    "Afrikaans": "af", "Albanian": "sq", "Arabic": "ar", "Bulgarian": "bg", "Catalan": "ca", "Croatian": "hr",
    "Czech": "cs", "Danish": "da", "Dutch": "nl", "Estonian": "et", "Finnish": "fi", "French": "fr", "Greek": "el",
    "Hebrew": "he", "Hungarian": "hu", "Italian": "it", "Latvian": "lv", "Lithuanian": "lt", "Norwegian_Bokmal": "no",
    "Persian": "fa", "Polish": "pl", "Portuguese": "pt", "Romanian": "ro", "Russian": "ru", "Serbian": "sr",
    "Slovak": "sk", "Slovenian": "sl", "Spanish": "es", "Swedish": "sv", "Turkish": "tr", "Ukrainian": "uk",
    "Vietnamese": "vi",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE_WORDS = 3_000
_OBVIOUS = 0.36
"""Share of function words that nothing but running text of that language has, even counted roughly."""
_CERTAIN = 0.27
_LEAST = 0.12


def language_of(text: str) -> str:
    """ISO 639 code of the language of `text`; `und` where it cannot be told. Looks at the first 3,000 words."""
    if obvious := _obvious(text):
        return obvious
    words = list(map(str.lower, _WORD.findall(text)[:_SAMPLE_WORDS]))
    shares = {"de": _share(words, GERMAN), "en": _share(words, ENGLISH)}
    best = max(SUPPORTED, key=lambda code: shares[code])
    if shares[best] >= _CERTAIN:
        return best
    other, share = _best_other(words)
    if share >= max(_CERTAIN, 1.2 * shares[best]):
        return other
    return best if shares[best] >= _LEAST else UNDETERMINED


def _obvious(text: str) -> str | None:
    """The language of plain running text, by a count that is quick and finds fewer function words than there are."""
    words = text.lower().split()[:_SAMPLE_WORDS]
    german, english = _share(words, GERMAN), _share(words, ENGLISH)
    if max(german, english) < _OBVIOUS or min(german, english) > _LEAST:
        return None
    return "de" if german > english else "en"


def _share(words: Collection[str], known: frozenset[str]) -> float:
    """Share of the running `words` that are `known`, 0 to 1."""
    return sum(map(known.__contains__, words)) / len(words) if words else 0.0


@cache
def _stoplists() -> dict[str, frozenset[str]]:
    from justext import get_stoplist  # type: ignore[import-untyped]  # noqa: PLC0415 (loads lxml; few texts need it)

    return {code: get_stoplist(name) for name, code in _OTHERS.items()}


def _best_other(words: Collection[str]) -> tuple[str, float]:
    shares = {code: _share(words, known) for code, known in _stoplists().items()}
    best = max(shares, key=lambda code: shares[code])
    return best, shares[best]
