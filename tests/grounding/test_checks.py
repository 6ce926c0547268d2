"""Statements beside quotes they do and do not follow from, written by hand, German and English."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.grounding.checks import check

PUBLISHED = date(2025, 7, 13)

DE = {
    "rund": "Rund 3.000 nordkoreanische Soldaten sind nach Russland entsandt worden.",
    "plan": "Nordkorea plant, seine Präsenz in Russland von bisher 14.000 auf bis zu 30.000 Soldaten zu erhöhen.",
    "hilfe": "Das Land wird 1.000 Minenräumer und 5.000 Bauarbeiter in die Region Kursk entsenden.",
    "über": "Über 10.000 Soldaten unterstützen die Streitkräfte; nun sollen 6.000 Ingenieure und Bauarbeiter folgen.",
    "nicht": "Die Regierung in Wien hat den Bericht bislang nicht offiziell bestätigt.",
    "nicht nur": "Die Stadt hilft nicht nur mit Geld, sondern auch mit Lebensmitteln.",
    "dementi": "Der Konzern bestreitet, Abfälle in den Fluss geleitet zu haben.",
    "zurück": "Ministerin Petra Berger wies die Vorwürfe am Montag entschieden zurück.",
    "dass": "Minister Jonas Falk bestätigte nicht, dass die Brücke gesperrt wird.",
    "obwohl": "Die Bahn sperrt die Strecke nach Graz, obwohl Anwohner keine Warnung erhielten.",
    "sommer": "Der Vertrag wurde im Sommer 2024 in Genf unterzeichnet.",
    "gestern": "Gestern trafen sich die Präsidenten Anna Holm und Peter Lind in Oslo.",
    "jahr": "Im Jahr 2024 schloss die Firma drei Werke, 12 Prozent der Beschäftigten verloren ihre Stelle.",
    "kosten": "Die Kosten stiegen von 1,5 Millionen Euro auf mehr als zwei Millionen Euro.",
    "spanne": "Zwischen 300 und 400 Menschen demonstrierten am 3. Mai 2025 vor dem Rathaus.",
    "kim": "Machthaber Kim Jong Un empfing den Außenminister Sergej Lawrow; Wladimir Putin fehlte.",
    "kein": "Kein Flugzeug vom Typ F-16 wurde beschädigt.",
    "zeit": "Der Zug fuhr um 14:30 Uhr auf Gleis 5 ab, zwei Stunden zu spät.",
    "tausende": "Tausende Menschen flohen aus der Hafenstadt.",
    "unsicher": "Die Angaben blieben unbestätigt.",
    "höchstens": "Höchstens 50 Personen dürfen in den Saal.",
    "jahrzehnt": "Seit den 1940-er Jahren spielt das Theater.",
    "drittel": "Ein Drittel der Wähler blieb zu Hause, die Beteiligung lag bei 61,5 %.",
}

RIGHT_DE = [
    ("rund", "Rund 3.000 Soldaten nach Russland entsandt"),
    ("rund", "Etwa 3.000 nordkoreanische Soldaten sind in Russland."),
    ("rund", "Russland: Rund 3000 Soldaten entsandt"),
    ("plan", "Nordkorea plant, auf bis zu 30.000 Soldaten zu erhöhen."),
    ("plan", "Bisher sind 14.000 Soldaten in Russland."),
    ("hilfe", "1.000 Minenräumer und 5.000 Bauarbeiter für Kursk"),
    ("hilfe", "In die Region Kursk werden 5.000 Bauarbeiter entsandt."),
    ("über", "Mehr als 10.000 Soldaten unterstützen die Streitkräfte."),
    ("über", "6.000 Ingenieure und Bauarbeiter sollen folgen."),
    ("nicht", "Wien hat den Bericht nicht bestätigt."),
    ("nicht", "Der Bericht wurde von der Regierung nicht offiziell bestätigt."),
    ("nicht nur", "Die Stadt hilft mit Geld und mit Lebensmitteln."),
    ("dementi", "Der Konzern bestreitet, Abfälle in den Fluss geleitet zu haben"),
    ("zurück", "Petra Berger wies die Vorwürfe zurück."),
    ("obwohl", "Die Bahn sperrt die Strecke nach Graz."),
    ("sommer", "Im Sommer 2024 wurde der Vertrag in Genf unterzeichnet."),
    ("sommer", "Vertrag 2024 unterzeichnet"),
    ("gestern", "Die Präsidenten trafen sich am 12. Juli 2025 in Oslo."),
    ("gestern", "Anna Holm und Peter Lind trafen sich gestern in Oslo."),
    ("jahr", "Die Firma schloss 2024 drei Werke."),
    ("jahr", "12 % der Beschäftigten verloren ihre Stelle."),
    ("kosten", "Die Kosten stiegen auf über zwei Millionen Euro."),
    ("kosten", "Die Kosten lagen bei 1.500.000 Euro."),
    ("spanne", "300 bis 400 Menschen demonstrierten vor dem Rathaus."),
    ("spanne", "Am 3. Mai 2025 demonstrierten zwischen 300 und 400 Menschen."),
    ("kim", "Kim Jong Un empfing Sergej Lawrow."),
    ("kim", "Machthaber Kim empfing Lawrow."),
    ("kein", "Kein F-16 wurde beschädigt."),
    ("zeit", "Der Zug fuhr um 14:30 Uhr ab."),
    ("tausende", "Tausende flohen aus der Hafenstadt."),
    ("höchstens", "Maximal 50 Personen dürfen in den Saal."),
    ("jahrzehnt", "Das Theater spielt seit den 1940-er Jahren."),
    ("drittel", "Die Beteiligung lag bei 61,5 Prozent."),
]

WRONG_DE = [
    ("rund", "Rund 30.000 Soldaten nach Russland entsandt", "number_not_in_quote"),
    ("rund", "Rund 3.000 Arbeiter nach Russland entsandt", "number_not_in_quote"),
    ("rund", "3.000 Soldaten nach Russland entsandt", "number_not_in_quote"),
    ("rund", "Mehr als 3.000 Soldaten nach Russland entsandt", "number_not_in_quote"),
    ("rund", "Rund 3.000 südkoreanische Soldaten nach Russland entsandt", "number_not_in_quote"),
    ("rund", "Rund 3.000 Soldaten nach China entsandt", "name_not_in_article"),
    ("rund", "Rund 3.000 Soldaten sind nicht nach Russland entsandt worden", "negation_differs"),
    ("rund", "Rund 3.000 Soldaten sind gestern nach Russland entsandt worden", "date_not_in_quote"),
    ("plan", "Bisher sind 30.000 Soldaten in Russland.", "number_not_in_quote"),
    ("plan", "Nordkorea plant, auf bis zu 14.000 Soldaten zu erhöhen.", "number_not_in_quote"),
    ("plan", "Nordkorea plant, auf 30.000 Soldaten zu erhöhen.", "number_not_in_quote"),
    ("plan", "Nordkorea plant, seine Präsenz auf mindestens 30.000 Soldaten zu erhöhen.", "number_not_in_quote"),
    ("hilfe", "5.000 Minenräumer und 1.000 Bauarbeiter für Kursk", "number_not_in_quote"),
    ("hilfe", "6.000 Bauarbeiter für Kursk", "number_not_in_quote"),
    ("hilfe", "1.000 bis 5.000 Bauarbeiter für Kursk", "number_not_in_quote"),
    ("über", "10.000 Soldaten unterstützen die Streitkräfte.", "number_not_in_quote"),
    ("über", "60.00 Ingenieure und Bauarbeiter sollen folgen.", "number_not_in_quote"),
    ("über", "6.000 Ingenieure sollen folgen.", "number_not_in_quote"),
    ("nicht", "Wien hat den Bericht offiziell bestätigt.", "negation_differs"),
    ("nicht", "Wien hat keinen Bericht nicht bestätigt.", "negation_differs"),
    ("nicht", "Berlin hat den Bericht nicht bestätigt.", "name_not_in_article"),
    ("nicht nur", "Die Stadt hilft nicht mit Geld.", "negation_differs"),
    ("dementi", "Der Konzern hat Abfälle in den Fluss geleitet.", "negation_differs"),
    ("zurück", "Petra Berger bestätigte die Vorwürfe.", "negation_differs"),
    ("zurück", "Petra Berger wies die Vorwürfe am Dienstag zurück.", "date_not_in_quote"),
    ("zurück", "Paul Berger wies die Vorwürfe zurück.", "name_not_in_article"),
    ("dass", "Jonas Falk bestätigte, dass die Brücke gesperrt wird.", "negation_differs"),
    ("dass", "Die Brücke wird gesperrt.", "negation_differs"),
    ("dass", "Jonas Falk bestätigte, dass die Brücke geschlossen und nicht geöffnet wird.", "negation_differs"),
    ("obwohl", "Die Bahn sperrt die Strecke nach Graz, Anwohner erhielten eine Warnung.", "negation_differs"),
    ("sommer", "Der Vertrag wurde im Sommer 2023 unterzeichnet.", "date_not_in_quote"),
    ("sommer", "Der Vertrag wurde im Winter 2024 unterzeichnet.", "date_not_in_quote"),
    ("gestern", "Die Präsidenten trafen sich am 13. Juli 2025 in Oslo.", "date_not_in_quote"),
    ("gestern", "Die Präsidenten trafen sich vorgestern in Oslo.", "date_not_in_quote"),
    ("gestern", "Anna Lind und Peter Holm trafen sich gestern.", "name_not_in_article"),
    ("jahr", "Die Firma schloss 2023 drei Werke.", "date_not_in_quote"),
    ("jahr", "Die Firma schloss 2024 zwei Werke.", "number_not_in_quote"),
    ("jahr", "12 Prozentpunkte der Beschäftigten verloren ihre Stelle.", "number_not_in_quote"),
    ("kosten", "Die Kosten stiegen auf zwei Millionen Euro.", "number_not_in_quote"),
    ("kosten", "Die Kosten stiegen von 1,5 Milliarden Euro.", "number_not_in_quote"),
    ("kosten", "Die Kosten stiegen von 1,5 Millionen Dollar.", "number_not_in_quote"),
    ("spanne", "400 Menschen demonstrierten vor dem Rathaus.", "number_not_in_quote"),
    ("spanne", "Am 13. Mai 2025 demonstrierten zwischen 300 und 400 Menschen.", "date_not_in_quote"),
    ("kim", "Kim Jong Il empfing Sergej Lawrow.", "name_not_in_article"),
    ("kim", "Kim Jong Un empfing Wladimir Lawrow.", "name_not_in_article"),
    ("kein", "Ein F-16 wurde beschädigt.", "negation_differs"),
    ("kein", "Kein F-18 wurde beschädigt.", "name_not_in_article"),
    ("zeit", "Der Zug fuhr um 15:30 Uhr ab.", "number_not_in_quote"),
    ("zeit", "Der Zug fuhr auf Gleis 6 ab.", "number_not_in_quote"),
    ("zeit", "Der Zug fuhr zwei Minuten zu spät.", "number_not_in_quote"),
    ("tausende", "Hunderte flohen aus der Hafenstadt.", "number_not_in_quote"),
    ("unsicher", "Die Angaben blieben bestätigt.", "negation_differs"),
    ("höchstens", "Mindestens 50 Personen dürfen in den Saal.", "number_not_in_quote"),
    ("jahrzehnt", "Seit den 1950-er Jahren spielt das Theater.", "number_not_in_quote"),
    ("drittel", "Zwei Drittel der Wähler blieben zu Hause.", "number_not_in_quote"),
]

EN = {
    "troops": "About 3,000 North Korean soldiers were sent to Kursk, the agency said on Monday.",
    "money": "The company paid $5 million to more than 10,000 workers in 2024.",
    "not": "Mayor Ella Stone did not confirm the closure of the bridge.",
    "deny": "The ministry denied that ships had left the port.",
    "cannot": "The team can't rule out further delays.",
    "date": "The treaty was signed on May 3, 2024, in Geneva by Omar Reyes and Lena Fox.",
    "share": "Two thirds of the 1.5 million voters stayed at home.",
    "range": "Between 20 and 30 drones were shot down.",
}

RIGHT_EN = [
    ("troops", "Around 3,000 soldiers were sent to Kursk."),
    ("troops", "Some 3,000 North Korean soldiers went to Kursk"),
    ("money", "The company paid $5 million."),
    ("money", "Over 10,000 workers were paid in 2024."),
    ("not", "Ella Stone did not confirm the closure."),
    ("not", "Stone didn't confirm the closure of the bridge."),
    ("deny", "The ministry denied that ships left the port."),
    ("date", "Omar Reyes signed the treaty on 3 May 2024."),
    ("share", "Two thirds of voters stayed at home."),
    ("range", "20 to 30 drones were shot down."),
]

WRONG_EN = [
    ("troops", "About 30,000 soldiers were sent to Kursk.", "number_not_in_quote"),
    ("troops", "About 3,000 workers were sent to Kursk.", "number_not_in_quote"),
    ("troops", "About 3,000 soldiers were sent to Crimea.", "name_not_in_article"),
    ("troops", "About 3,000 South Korean soldiers were sent to Kursk.", "number_not_in_quote"),
    ("money", "The company paid $5 billion.", "number_not_in_quote"),
    ("money", "The company paid €5 million.", "number_not_in_quote"),
    ("money", "10,000 workers were paid.", "number_not_in_quote"),
    ("money", "The company paid $5 million in 2023.", "date_not_in_quote"),
    ("not", "Ella Stone confirmed the closure.", "negation_differs"),
    ("not", "Emma Stone did not confirm the closure.", "name_not_in_article"),
    ("deny", "Ships had left the port.", "negation_differs"),
    ("cannot", "The team can rule out further delays.", "negation_differs"),
    ("date", "The treaty was signed on May 13, 2024.", "date_not_in_quote"),
    ("date", "Omar Fox signed the treaty.", "name_not_in_article"),
    ("share", "One third of voters stayed at home.", "number_not_in_quote"),
    ("range", "30 drones were shot down.", "number_not_in_quote"),
]


@pytest.mark.parametrize(("key", "statement"), RIGHT_DE)
def test_german_statement_follows(key: str, statement: str) -> None:
    assert check(statement, [DE[key]], DE[key], "de", PUBLISHED) is None


@pytest.mark.parametrize(("key", "statement", "code"), WRONG_DE)
def test_german_statement_does_not_follow(key: str, statement: str, code: str) -> None:
    reason = check(statement, [DE[key]], DE[key], "de", PUBLISHED)
    assert reason is not None
    assert reason.code == code


@pytest.mark.parametrize(("key", "statement"), RIGHT_EN)
def test_english_statement_follows(key: str, statement: str) -> None:
    assert check(statement, [EN[key]], EN[key], "en", PUBLISHED) is None


@pytest.mark.parametrize(("key", "statement", "code"), WRONG_EN)
def test_english_statement_does_not_follow(key: str, statement: str, code: str) -> None:
    reason = check(statement, [EN[key]], EN[key], "en", PUBLISHED)
    assert reason is not None
    assert reason.code == code


sentences = st.sampled_from([*((text, "de") for text in DE.values()), *((text, "en") for text in EN.values())])
noise = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)


@given(case=sentences)
def test_a_quote_stands_on_itself(case: tuple[str, str]) -> None:
    text, language = case
    assert check(text, [text], text, language, PUBLISHED) is None
    assert check(text.replace(" ", "\u00a0"), ["Etwas anderes.", text], text, language) is None


@given(statement=noise, quote=noise, language=st.sampled_from(["de", "en"]))
def test_hostile_text_raises_nothing_and_stands_on_itself(statement: str, quote: str, language: str) -> None:
    check(f"Rund 3.000 {statement} nicht 2024", [quote, ""], quote, language, PUBLISHED)
    assert check(statement, [statement], statement, language, PUBLISHED) is None


def test_several_quotes_support_together() -> None:
    statement = "Rund 3.000 Soldaten und 5.000 Bauarbeiter"
    assert check(statement, [DE["rund"], DE["hilfe"]], " ".join(DE.values()), "de") is None
    assert check(statement, [DE["rund"]], " ".join(DE.values()), "de") is not None


def test_reason_names_the_words_at_fault() -> None:
    reason = check("Rund 3.000 Arbeiter nach Russland entsandt", [DE["rund"]], DE["rund"] + " Arbeiter", "de")
    assert reason is not None
    assert "Rund 3.000 Arbeiter" in reason.sentence
    assert "Soldaten" in reason.sentence


def test_relative_dates_need_the_day_of_publication() -> None:
    statement = "Die Präsidenten trafen sich am 12. Juli 2025 in Oslo."
    reason = check(statement, [DE["gestern"]], DE["gestern"], "de", None)
    assert reason is not None
    assert reason.code == "date_not_in_quote"


def test_unknown_language_is_named() -> None:
    with pytest.raises(LookupError, match="xx"):
        check("Etwas", ["Anderes"], "Anderes", "xx")
