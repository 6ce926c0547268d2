"""Which language a text is in."""

from __future__ import annotations

import pytest

from summarizer.reading.language import language_of


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Die Regierung hat gestern beschlossen, dass mehr Geld für die Verteidigung ausgegeben wird."),
        ("en", "The government decided yesterday that more money will be spent on defence, the minister said."),
        ("nl", "De regering heeft gisteren besloten dat er meer geld naar defensie gaat, maar dat is niet genoeg."),
        ("da", "Regeringen har i går besluttet, at der skal bruges flere penge på forsvaret, og det er ikke nok."),
        ("fr", "Le gouvernement a annoncé hier une réforme des retraites, mais l'opposition n'est pas satisfaite."),
        ("es", "El gobierno anunció ayer una reforma de las pensiones, pero la oposición no está satisfecha con ella."),
        ("ru", "Правительство вчера объявило о реформе, и это важный шаг для страны, но не для всех, как они говорят."),
        ("und", "中国政府昨天宣布了新的养老金改革。"),
        ("und", "Lorem ipsum dolor sit amet consectetur adipiscing elit"),
        ("und", "1234 5678"),
    ],
)
def test_languages(code: str, text: str) -> None:
    assert language_of(text) == code


def test_a_short_report_in_german_needs_one_function_word() -> None:
    assert language_of("Feuer in Kieler Lagerhalle gelöscht.") == "de"
