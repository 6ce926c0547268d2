"""Records, for reading."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from summarizer.errors import UsageError
from summarizer.running.ledger import Ledger
from summarizer.running.show import find, show_record, show_run
from summarizer.running.terminal import WIDE
from summarizer.schema import Quantity, Record
from tests.running.samples import TEXT, article, record
from tests.running.test_ledger import a_run


def shown(made: Record, **options: object) -> str:
    console = Console(file=io.StringIO(), **({"width": WIDE, "color_system": None} | options))
    show_record(console, made)
    return console.file.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Ledger(tmp_path) as ledger:
        for name in ("berlin-1", "berlin-2", "bonn"):
            ledger.save(record(article(name)))
        ledger.write_run(a_run())
    return tmp_path


def test_a_record_shows_all_it_holds() -> None:
    text = shown(record(article("a")))
    start = TEXT.index("„Wir")
    for part in (
        "Titel a",
        "Bonn schickt 200 Helfer.  [e1]",
        "e1  Bonn schickt Helfer in das Ahrtal",
        "AID · occurred · certain · asserted by article",
        "who  Bonn → Ahrtal",
        "where  Ahrtal",
        "when  Am Montag (2021-07-19)",
        "figures  200 Helfer",
        "│ Bonn schickt 200 Helfer in das Ahrtal.  0–38",
        "c1  Anna Berg, Leiterin",
        "direct · positive · certain · cue „sagte“ · about e1",
        "says  Wir bleiben bis zum Herbst",
        f"│ „Wir bleiben bis zum Herbst“  {start}–{start + 28}",
        "event  300 steht nicht im Zitat.  (number_not_in_quote)",
        '{"title": "300 Helfer"}',
    ):
        assert part in text


def test_figures_stand_out_on_a_terminal() -> None:
    text = shown(record(article("a")), width=100, force_terminal=True, color_system="standard", legacy_windows=False)
    assert "\x1b[1;3;33m200 Helfer\x1b[0m" in text


def test_an_article_cannot_steer_the_terminal_or_the_markup() -> None:
    of = article("a", f"{TEXT} [red]x[/red]").model_copy(update={"title": "\x1b[2J[bold]Titel\u202e"})
    text = shown(record(of))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[bold]Titel" in text


def test_without_a_terminal_nothing_is_wrapped() -> None:
    words = "Bonn schickt 200 Helfer in das Ahrtal." + " Sehr lang." * 50
    assert max(len(line) for line in shown(record(article("a", f"{TEXT} {words}"))).splitlines()) < 500


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(value=3000, bound="approximate", unit="Soldaten", text="rund 3.000"), "about 3,000 Soldaten"),
        (Quantity(low=2.5, bound="at_least", text="über 2,5"), "at least 2.5"),
        (Quantity(high=5, bound="at_most", text="bis zu 5"), "at most 5"),
        (Quantity(low=3, high=4, bound="range", unit="Tage", text="3 bis 4"), "3–4 Tage"),
    ],
)
def test_figures_in_words(quantity: Quantity, words: str) -> None:
    of = article("a", f"{TEXT} Es waren {quantity.text}.")
    made = record(of)
    start = of.text.index("Es waren")
    quote = made.events[0].quotes[0].of(of.text, start, len(of.text))
    event = made.events[0].model_copy(update={"quantities": [quantity], "quotes": [quote]})
    assert f"figures  {words}\n" in shown(made.model_copy(update={"events": [event]}))


def test_finds_by_id_and_by_its_beginning(folder: Path) -> None:
    assert find(folder, "berlin-1").article.id == "berlin-1"
    assert find(folder, "bo").article.id == "bonn"


def test_unknown_and_ambiguous_ids_are_named(folder: Path) -> None:
    with pytest.raises(UsageError, match="has no record 'paris'"):
        find(folder, "paris")
    with pytest.raises(UsageError, match=r"'berlin' fits 2 records .* berlin-1, berlin-2"):
        find(folder, "berlin")


def test_a_whole_id_is_not_ambiguous_with_a_longer_one(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        for name in ("a", "ab"):
            ledger.save(record(article(name)))
        ledger.write_run(a_run())
    assert find(tmp_path, "a").article.id == "a"


def test_a_damaged_record_is_named(folder: Path) -> None:
    (folder / "records/bonn.json").write_text("{}")
    with pytest.raises(UsageError, match=r"bonn\.json does not hold a record"):
        find(folder, "bonn")


def test_an_id_cannot_lead_out_of_the_folder(folder: Path) -> None:
    with pytest.raises(UsageError, match="has no record"):
        find(folder, "../run")


def test_lists_a_run(folder: Path) -> None:
    console = Console(file=io.StringIO(), width=WIDE)
    show_run(console, folder)
    text = console.file.getvalue()
    assert all(name in text for name in ("berlin-1", "berlin-2", "bonn", "Titel bonn"))
    assert "done: 0 of 0 articles, m (e), p" in text
