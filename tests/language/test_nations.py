"""States by name, adjective and capital."""

from __future__ import annotations

import pytest

from summarizer import language as languages
from summarizer.language.nations import nation


@pytest.mark.parametrize(
    ("words", "code", "state"),
    [
        ("Frankreichs", "de", "FR"),
        ("französischer", "de", "FR"),
        ("deutsche", "de", "DE"),
        ("US-amerikanischen", "de", "US"),
        ("Niederlanden", "de", "NL"),
        ("Lissabon", "de", "PT"),
        ("Kyjiw", "de", "UA"),
        ("South Korean", "en", "KR"),
        ("Portugal's", "en", "PT"),
        ("Laos", "de", "LA"),
        ("UN", "de", "UN"),
        ("Un", "de", None),
        ("us", "en", None),
        ("politische", "de", None),
        ("Deutschlehrer", "de", None),
        ("Region", "de", None),
    ],
)
def test_a_word_stands_for_a_state(words: str, code: str, state: str | None) -> None:
    assert nation(words, code, languages.get(code).nations) == state


@pytest.mark.parametrize("code", languages.codes())
def test_every_state_of_the_tables_is_one_of_cldr(code: str) -> None:
    from babel import Locale  # noqa: PLC0415

    assert set(languages.get(code).nations.words.values()) <= set(Locale(code).territories)
