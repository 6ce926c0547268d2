"""Which German clauses tell a happening by the form of their verb, and which tell a state, a saying or an intention."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import language
from summarizer.language.de.telling import tells_by_tense

TELLS = [
    # perfect and pluperfect, verb second and verb last
    "Der Verein hat den Torwart zum Kapitän befördert.",
    "Die Insassen sind in der Nacht geflohen.",
    "Die Fähre war vor der Insel gestrandet.",
    "dass der Vorstand die Gebühren erhöht hat",
    "Zuvor hatten Häftlinge den Leiter überwältigt.",
    "Die Zulassung ist wieder entzogen worden.",
    # reported, in the subjunctive
    "Man habe die Anwohner rechtzeitig informiert.",
    "Die Akten seien verbrannt worden.",
    # passive
    "Die Gebühren wurden wieder abgeschafft.",
    "Bei dem Sturm wurde ein Mast umgerissen.",
    # preterite
    "Er erlag seinen Verletzungen.",
    "Der Kurs sank um acht Prozent.",
    "In der Nacht kam es zu einem Unfall.",
    "An der Aktion beteiligten sich 300 Haushalte.",
    "Die Feuerwehr rettete ein Kind.",
    "Der Wagen prallte gegen einen Baum.",
]
TELLS_NOT = [
    # states
    "Die Insel liegt vor der Küste.",
    "Das Dorf gehörte zur Gemeinde.",
    "Die Straße ist gesperrt.",
    "Zwei Zimmer waren betroffen.",
    "Die Fahrt dauerte drei Stunden.",
    "Es gab keine Probleme.",
    "Die Regel ist rechtlich umstritten.",
    # sayings and judgements
    "Die Ministerin sagte das am Abend.",
    "Der Sprecher hat das erklärt.",
    "Der Plan wurde als Fehler bezeichnet.",
    # what may, must or will be
    "Die Firma muss eine Abgabe entrichten.",
    "Der Umsatz wird 20 Millionen betragen.",
    "Die Städte wollen sich beraten.",
    # words that look like verbs
    "Heute ist der zweite Tag der letzten Woche.",
    "Die meisten arbeiten mitten in der Stadt.",
    "Sie treten mit einer neuen Liste an.",
]


@pytest.mark.parametrize("clause", TELLS)
def test_tells(clause: str) -> None:
    assert tells_by_tense(clause)


@pytest.mark.parametrize("clause", TELLS_NOT)
def test_tells_not(clause: str) -> None:
    assert not tells_by_tense(clause)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert tells_by_tense(text) in (True, False)


def test_whom_an_unknown_verb_concerns_is_not_guessed() -> None:
    sentence = "Der Wagen prallte auf der Straße gegen die Polizei."
    found = language.get("de").happening(sentence, (0, len(sentence)))
    assert (found.types, found.others, found.agents) == (("OTHER",), (), ())


def test_who_acts_is_kept_where_it_is_a_party_for_certain() -> None:
    sentence = "Die Regierung lockte Touristen auf die Insel."
    found = language.get("de").happening(sentence, (0, len(sentence)))
    assert [sentence[slice(*each)] for each in found.agents] == ["Regierung"]
