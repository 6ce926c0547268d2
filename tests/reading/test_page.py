"""Body, title and date on pages of many outlets' habits, and the rules behind them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from summarizer.reading.page import understand

PAGES = sorted((Path(__file__).parent / "data" / "pages").glob("*.page"))

PUBLISHED = {
    "de_arbeitsmarkt": date(2024, 12, 2),
    "de_blog_boerse": date(2025, 7, 24),
    "de_datenschutz": date(2025, 9, 11),
    "de_interview": date(2025, 1, 28),
    "de_magazin_podcast": date(2024, 11, 7),
    "de_meinung": date(2025, 5, 5),
    "de_oeffentlich": date(2025, 6, 20),
    "de_oesterreich": date(2025, 1, 18),
    "de_paywall": date(2024, 8, 22),
    "de_radio": date(2025, 6, 12),
    "de_tageszeitung": date(2025, 3, 14),
    "de_techportal": date(2024, 10, 9),
    "de_ticker_cookie": date(2025, 2, 3),
    "de_verein": date(2025, 2, 15),
    "en_agency": date(2025, 7, 31),
    "en_blog": date(2025, 3, 3),
    "en_broadsheet": date(2025, 1, 12),
    "en_local_live": date(2024, 11, 21),
    "en_local_tv": date(2025, 4, 22),
    "en_tech": date(2025, 6, 9),
}
KNOWN_MISTAKES = {
    # An advert written as running text, in the third person up to its last sentence.
    "de_blog_boerse": {"Silicor-Aktie kaufen oder verkaufen? Die neuesten Zahlen sprechen eine klare Sprache."},
}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages(path: Path) -> None:
    lines = [(line[0], line[2:]) for line in path.read_text(encoding="utf-8").splitlines()]
    text = "\n".join(line for _, line in lines)
    page = understand(text)
    body = "\n".join(text[span.start : span.end] for span in page.content)
    if page.dateline:
        body = text[text.index(page.dateline.text) : page.dateline.end] + body
    known = KNOWN_MISTAKES.get(path.stem, set())
    wanted = [line for mark, line in lines if mark == "+" or any(line.startswith(start) for start in known)]
    assert body.splitlines() == wanted
    assert page.title == next(line for mark, line in lines if mark == "=")
    assert page.published == PUBLISHED[path.stem]


@pytest.mark.parametrize(
    ("opening", "dateline", "outlet", "first"),
    [
        ("SEOUL / LONDON (IT BOLTWISE) – Die", "SEOUL / LONDON (IT BOLTWISE)", "IT BOLTWISE", "Die"),
        ("Berlin (dpa) - Die", "Berlin (dpa)", "dpa", "Die"),
        ("Frankfurt am Main/Paris (AFP) – Die", "Frankfurt am Main/Paris (AFP)", "AFP", "Die"),
        ("LONDON, Oct 28 (Reuters) - Die", "LONDON, Oct 28 (Reuters)", "Reuters", "Die"),
        ("Mainz (Deutschland), 23.01.2005 – Am", "Mainz (Deutschland), 23.01.2005", None, "Am"),
        ("NEW YORK — Die", "NEW YORK", None, "Die"),
        ("BerlinRund 3.000 Soldaten: Die", "Berlin", None, "Rund"),
        ("New YorkDie", "New York", None, "Die"),
    ],
)
def test_datelines(opening: str, dateline: str, outlet: str | None, first: str) -> None:
    text = f"{opening} Regierung hat am Montag nach langer Beratung ein neues Gesetz beschlossen."
    page = understand(text)
    assert page.dateline is not None
    assert page.dateline.text == dateline
    assert page.dateline.outlet == outlet
    assert text[page.content[0].start :].startswith(first)


@pytest.mark.parametrize(
    "text",
    [
        "YouTube hat am Montag angekündigt, die Regeln für Werbung in diesem Jahr zu verschärfen.",
        "LinkedIn hat am Montag angekündigt, die Regeln in diesem Jahr zu verschärfen.",
        "Angela Merkel (CDU) hat am Montag angekündigt, in diesem Jahr nicht mehr anzutreten.",
        "Die Regierung – so heißt es – hat am Montag ein neues Gesetz beschlossen.",
    ],
)
def test_names_and_parentheses_are_no_datelines(text: str) -> None:
    page = understand(text)
    assert page.dateline is None
    assert page.content[0].start == 0


PARAGRAPH = "Die Regierung hat am Montag ein neues Gesetz beschlossen, das im Januar in Kraft treten soll."


@pytest.mark.parametrize(
    ("header", "published"),
    [
        ("13.07.2025\n07:18 Uhr", date(2025, 7, 13)),
        ("2025-07-13T07:18:00+02:00", date(2025, 7, 13)),
        ("Von Eva Roth, 3. März 2025", date(2025, 3, 3)),
        ("By Eva Roth | July 3rd, 2025", date(2025, 7, 3)),
        ("Aktualisiert: 05.01.2025\nVeröffentlicht: 04.01.2025", date(2025, 1, 4)),
        ("31.02.2025", None),
        ("Seit 1990 in Berlin", None),
    ],
)
def test_dates_above_the_body(header: str, published: date | None) -> None:
    assert (
        understand(f"Neues Gesetz für alle Mieter beschlossen\n{header}\n{PARAGRAPH}\n{PARAGRAPH}").published
        == published
    )


def test_dates_below_the_body_belong_to_other_articles_unless_marked() -> None:
    assert understand(f"{PARAGRAPH}\n28. Oktober 2024 · 20:49\nBrücke gesperrt").published is None
    assert understand(f"{PARAGRAPH}\nVeröffentlicht am 28. Oktober 2024").published == date(2024, 10, 28)


def test_a_given_title_wins_and_its_line_is_not_body() -> None:
    page = understand(f"Neues Gesetz\n{PARAGRAPH}", given_title="Neues  Gesetz")
    assert page.title == "Neues  Gesetz"
    assert page.content[0].start == len("Neues Gesetz\n")


def test_a_markdown_heading_is_a_title_without_its_mark() -> None:
    assert understand(f"# Neues Gesetz für Mieter\n\n{PARAGRAPH}").title == "Neues Gesetz für Mieter"


def test_plain_text_is_body_from_end_to_end() -> None:
    text = f"{PARAGRAPH}\n\nHintergrund\n\n{PARAGRAPH}\n- ein Punkt\n- noch ein Punkt"
    assert [(s.start, s.end) for s in understand(text).content] == [(0, len(text))]


@pytest.mark.parametrize(
    "text", ["Menü\nSuche\nAnmelden\nNewsletter", "13.07.2025\n07:18 Uhr", "+49 30 1234567", "© 2025"]
)
def test_furniture_alone_has_no_body(text: str) -> None:
    assert understand(text).content == []


def test_gendered_nouns_are_no_job_adverts() -> None:
    text = "Die Lehrer*innen und Schüler:innen haben am Montag für kleinere Klassen demonstriert."
    assert understand(f"{PARAGRAPH}\n{text}").content[-1].end == len(PARAGRAPH) + 1 + len(text)
