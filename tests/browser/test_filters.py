"""Search and filters."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.samples import items, seeds
from tests.digest.test_gold import records


def shown(page: Page, selector: str = ".stmt") -> set[str]:
    return set(page.evaluate(f"[...document.querySelectorAll('{selector}:not([hidden])')].map((each) => each.id)"))


def ids(kind: str = "") -> set[str]:
    return {
        f"i{number}-{item.id}"
        for number, record in enumerate(records(), 1)
        for item in items(record)
        if item.id.startswith(kind)
    }


def events(**fields: str) -> set[str]:
    return {
        f"i{number}-{event.id}"
        for number, record in enumerate(records(), 1)
        for event in record.events
        if all(getattr(event, name) == value for name, value in fields.items())
    }


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"#filters [name={name}]").select_option(value)


def hits(page: Page) -> Locator:
    return page.locator("#hits")


def test_type_and_status(opened: Open) -> None:
    page = opened(seeds())
    assert shown(page) == ids()
    choose(page, "t", "AID")
    assert {each for each in shown(page) if "-e" in each} == events(type="AID")
    choose(page, "s", "planned")
    assert {each for each in shown(page) if "-e" in each} == events(type="AID", status="planned")
    expect(hits(page)).to_have_text(f"{len(shown(page))} Treffer")
    expect(page.locator("#overview")).to_be_hidden()
    page.locator("#filters [type=reset]").click()
    expect(page.locator("#overview")).to_be_visible()
    assert shown(page) == ids()
    expect(hits(page)).to_have_text("")


def test_speaker(opened: Open) -> None:
    page = opened(seeds())
    names = [speaker.name for speaker in seeds().digest.speakers]
    choose(page, "p", str(names.index("Sergei Schoigu") + 1))
    own = {
        f"i{number}-{claim.id}"
        for number, record in enumerate(records(), 1)
        for claim in record.claims
        if claim.speaker and claim.speaker.name == "Sergei Schoigu"
    }
    assert own
    assert {each for each in shown(page) if "-c" in each} == own
    expect(page.locator(".sp:visible")).to_have_count(1)


def test_article(opened: Open) -> None:
    page = opened(seeds())
    choose(page, "a", "3")
    assert shown(page) == {each for each in ids() if each.startswith("i3-")}
    expect(page.locator(".art:visible")).to_have_count(1)


def test_search_finds_statements_figures_and_text(opened: Open) -> None:
    page = opened(seeds())
    find = page.locator("#filters [name=q]")
    find.fill("MINENRAUMER bauarbeiter")  # without case and accents
    for number, record in enumerate(records(), 1):
        for event in record.events:
            named = "minenräumer" in event.title.lower() and "bauarbeiter" in event.title.lower()
            assert not named or f"i{number}-{event.id}" in shown(page)
    assert len(shown(page)) < 10
    expect(page.locator(".fig:visible")).to_have_count(1)
    only_in_text = "Brennpunkt"
    find.fill(only_in_text)
    assert shown(page) == set()
    expect(page.locator(".art:visible")).to_have_count(1)
    expect(hits(page)).to_have_text("1 Treffer")
    assert page.evaluate("CSS.highlights.get('found').size") == 1
    find.fill("Xylophon")
    expect(hits(page)).to_have_text("Nichts passt zu Suche und Filter.")
    expect(page.locator(".sec:visible")).to_have_count(0)


def test_a_match_among_collapsed_events_is_shown(opened: Open) -> None:
    page = opened(seeds())
    folded = page.locator("#timeline details")
    assert folded.get_attribute("open") is None
    page.locator("#filters [name=q]").fill("Dolmetscher")
    expect(page.locator("#timeline .ev:visible")).to_have_count(1)
    page.locator("#filters [name=q]").fill("")
    assert folded.get_attribute("open") is None


def test_a_key_leads_to_the_search(opened: Open) -> None:
    page = opened(seeds())
    page.keyboard.press("/")
    expect(page.locator("#filters [name=q]")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator("#filters [name=q]")).to_have_value("a/b")
