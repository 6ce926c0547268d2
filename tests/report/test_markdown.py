"""The report as Markdown: complete, with offsets, and text of articles is nothing but text."""

from __future__ import annotations

import re

import pytest

from summarizer.report.markdown import escaped, to_markdown
from tests.report.samples import HOSTILE, hostile, material, village


def section(text: str, heading: str) -> str:
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def test_every_section_is_there_with_the_places_of_its_words() -> None:
    records = village()
    text = to_markdown(material(records))
    assert text.startswith("# Was 3 Artikel zusammen sagen\n")
    for heading in ("Überblick", "Zahlen", "Verlauf", "Abweichungen", "Wer sagt was", "Quellen"):
        assert section(text, heading).strip(), heading
    for number, start, end in re.findall(r"\[(\d+): (\d+)–(\d+)\]", text):
        words = records[int(number) - 1].article.text[int(start) : int(end)]
        assert escaped(words) in text or escaped(words.rstrip(".")) in text


def test_figures_are_tables_with_verdict_and_reason() -> None:
    figures = section(to_markdown(material(village())), "Zahlen")
    assert "**Widersprüchlich.**" in figures
    rows = [line for line in figures.splitlines() if line.startswith("| ")]
    assert [row.split(" | ")[0] for row in rows[2:]] == ["| 300 Landwirte", "| 340 Landwirte"]
    assert "4. März 2025" in rows[2]


def test_denials_follow_claims_and_undated_events_stand_apart() -> None:
    text = to_markdown(material(village()))
    said = section(text, "Wer sagt was")
    assert said.index("**Melo** sagt") < said.index("**Aas** bestreitet")
    dated, _, undated = section(text, "Verlauf").partition("1 Ereignis ohne Datum")
    assert "**3. März 2025**" in dated
    assert "Brücke" in undated
    assert "Brücke" not in dated


def test_sources_have_title_day_and_address() -> None:
    sources = section(to_markdown(material(village()), "en"), "Sources")
    assert "1. Protest in Weidenau · Weidenauer Blatt · 4 Mar 2025 · a.txt <https://example.org/weidenau>" in sources


@pytest.mark.parametrize(
    "text",
    [
        *"[a](b) ![a](b) <b> `a` *a* _b_ #a >a -a +a === 1. 12) ~~a~~ |a &lt; @a $x$ \\".split(),
        *"https://evil.org www.evil.org a@evil.org".split(),
    ],
)
def test_markup_is_escaped(text: str) -> None:
    made = escaped(text)
    assert re.sub(r"\\([^A-Za-z0-9\s])", r"\1", made) == text
    assert not re.search(r"(?<!\\)[\[\]<>`*_#|~&$@]", made)
    assert not re.match(r"[-+=]|\d+[.)](\s|$)", made)
    assert not re.search(r"(?<!\\)://|www\.", made)


def test_a_hostile_article_stays_on_its_lines() -> None:
    text = to_markdown(material(hostile()))
    assert not re.search(r"(?<!\\)<(?!https?:)", text)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
    assert escaped(HOSTILE) in text
    assert "javascript:window" not in text
