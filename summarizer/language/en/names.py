"""English names: only names (and the first word of a sentence) are capitalised."""

from __future__ import annotations

from summarizer.language.base import NameWords
from summarizer.language.en.function_words import FUNCTION_WORDS
from summarizer.language.page import words

NAMES = NameWords(
    function_words=FUNCTION_WORDS
    | words("""
        allegedly apparently earlier finally i later officially possibly probably recently reportedly separately today
        tomorrow yesterday
        """),
    endings=("'s", "’s", "es", "s", "'", "’"),
    name_endings=("'s", "’s", "'", "’"),
    plural_umlauts=(),
)
