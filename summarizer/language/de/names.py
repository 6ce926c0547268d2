"""German names: every noun is capitalised, so every capitalised word is treated like one."""

from __future__ import annotations

from summarizer.language.base import NameWords
from summarizer.language.de.function_words import FUNCTION_WORDS
from summarizer.language.page import words

NAMES = NameWords(
    function_words=FUNCTION_WORDS
    | words("""
        angeblich anschließend bekanntlich beinahe besonders danach dann demzufolge derweil dies einzig ende endlich
        erneut ferner früher gestern gleichzeitig heute hierbei hinzu immerhin jüngst knapp kürzlich leider letztlich
        mal mutmaßlich nämlich neben offenbar offiziell öffentlich parallel sicher sicherlich so später stattdessen
        teilweise tatsächlich ungefähr unterdessen vermutlich vielleicht voraussichtlich weitgehend wahrscheinlich
        wiederholt zeitgleich zugleich
        """),
    endings=("es", "en", "er", "em", "ern", "n", "s", "e", "'", "’"),
    name_endings=("s", "'", "’"),
    plural_umlauts=(("ä", "a"), ("ö", "o"), ("ü", "u")),
)
