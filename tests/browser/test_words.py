"""From statements to their words, and from words to the statements that rest on them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from summarizer.report import html
from tests.browser.conftest import Open
from tests.browser.samples import items, one_line, seeds, words
from tests.digest.test_gold import records
from tests.report.samples import material, village
from tests.report.test_html import many

FOLLOW = """async (selector) => {
  const found = [];
  for (const link of document.querySelectorAll(selector)) {
    location.hash = "";
    await new Promise((done) => setTimeout(done));
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window }));
    await new Promise((done) => setTimeout(done));
    const lit = [...document.querySelectorAll(".text .on")];
    found.push([link.getAttribute("href"), lit.map((each) => each.textContent).join("")]);
  }
  return found;
}"""


@pytest.mark.parametrize("place", [".stmt a.w", "#overview a.no", "#timeline a", "#speakers .said a", "#differences a"])
def test_every_statement_leads_to_its_words(opened: Open, place: str) -> None:
    found = opened(seeds()).evaluate(FOLLOW, f'{place}[href^="#t"]')
    assert len(found) > 3
    for href, lit in found:
        assert lit == words(href)


def test_every_point_of_a_chart_leads_to_its_quote(opened: Open) -> None:
    page = opened(seeds())
    for size in ("wide", "narrow"):
        found = page.evaluate(FOLLOW, f".chart.{size} a.pt")
        readings = [reading for figure in seeds().digest.figures for reading in figure.readings]
        assert sorted(lit for _, lit in found) == sorted(one_line(reading.quote.exact) for reading in readings)


def test_a_click_scrolls_to_the_words(opened: Open) -> None:
    page = opened(seeds())
    link = page.locator("#a5 .stmt a.w").last
    link.click()
    lit = page.locator(".text .on")
    assert lit.count() >= 1
    expect(lit.first).to_be_in_viewport()
    expect(lit.first).to_be_focused()
    assert one_line("".join(lit.all_text_contents())) == words(link.get_attribute("href") or "")


def test_every_highlight_lists_what_rests_on_it(opened: Open) -> None:
    page = opened(seeds())
    marks: list[dict[str, Any]] = page.evaluate(
        """() => [...document.querySelectorAll(".m")].map((mark) => {
          mark.click();
          const links = [...document.querySelectorAll("#panel li a")].map((each) => each.getAttribute("href"));
          return { article: +mark.closest(".art").id.slice(1), start: +mark.dataset.s, end: +mark.dataset.e, links };
        })"""
    )
    assert len(marks) > 50
    assert max(len(mark["links"]) for mark in marks) > 2
    for mark in marks:
        resting = {
            f"#i{mark['article']}-{item.id}"
            for item in items(records()[mark["article"] - 1])
            if any(quote.start <= mark["start"] and mark["end"] <= quote.end for quote in item.quotes)
        }
        assert set(mark["links"]) == resting
        assert len(mark["links"]) == len(resting)


def test_the_panel_opens_closes_and_leads_to_the_statement(opened: Open) -> None:
    page = opened(seeds())
    mark = page.locator("#a1 .m").nth(3)
    panel = page.locator("#panel")
    mark.focus()
    page.keyboard.press("Enter")
    expect(panel).to_be_visible()
    expect(panel.locator("li a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(mark).to_be_focused()
    mark.click()
    link = panel.locator("li a").first
    target = link.get_attribute("href") or ""
    link.click()
    expect(panel).to_be_hidden()
    expect(page.locator(target)).to_be_in_viewport()
    expect(page.locator(target)).to_have_class(re.compile(r"\bon\b"))


def test_without_javascript_the_page_is_readable_and_links_work(opened: Open) -> None:
    page = opened(material(village()), java_script_enabled=False)
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("#theme")).to_be_hidden()
    expect(page.locator("#overview li").first).to_be_visible()
    page.locator("#a1 .stmt a.w").first.click()
    assert page.url.endswith(page.locator("#a1 .stmt a.w").first.get_attribute("href") or "?")
    expect(page.locator(".m:has(i:target)")).to_be_in_viewport()
    page.locator("#a1 .m").first.click()
    expect(page.locator(".stmt:target")).to_be_in_viewport()


def test_words_on_another_page(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "LARGEST", 30_000)
    page: Page = opened(material(many(6)))
    link = page.locator("#timeline .what a").last
    title = link.text_content()
    page.locator("#timeline details").last.evaluate("each => { each.open = true }")
    link.click()
    page.wait_for_url(re.compile(r"report-\d\.html#t"))
    lit = page.locator(".text .on")
    assert "".join(lit.all_text_contents()).rstrip(".") == title
    expect(lit.first).to_be_in_viewport()
