"""The page for everybody: contrast and labels, keyboard, phone, paper, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from summarizer.report.material import Material
from tests.browser.conftest import Open
from tests.browser.samples import seeds
from tests.report.samples import hostile, material, village

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
PHONE = {"width": 360, "height": 740}
SETTINGS: list[dict[str, Any]] = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "viewport": PHONE},
    {"color_scheme": "dark", "viewport": PHONE},
]
OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true })"
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest("#panel"))"""


def villagers() -> Material:
    return material(village())


def faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [
        f"{each['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("settings", SETTINGS, ids=["light", "dark", "phone", "dark phone"])
@pytest.mark.parametrize("of", [seeds, villagers])
def test_axe_finds_no_serious_fault(opened: Open, settings: dict[str, Any], of: Any) -> None:
    page = opened(of(), **settings)
    assert faults(page) == []
    page.evaluate(OPEN_ALL)
    page.locator(".stmt a.w").first.click()
    page.locator("#a1 .m").first.click()
    expect(page.locator("#panel")).to_be_visible()
    assert faults(page) == []


def test_the_keyboard_reaches_everything(opened: Open) -> None:
    page = opened(villagers())
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.evaluate("window.reached = new Set([document.activeElement])")
    count = page.evaluate(f"({REACHABLE})().length")
    assert count > 40
    for _ in range(count + 20):
        page.keyboard.press("Tab")
        page.evaluate("window.reached.add(document.activeElement)")
    missed = page.evaluate(f"({REACHABLE})().filter((each) => !window.reached.has(each)).map((each) => each.outerHTML)")
    assert missed == []


def test_the_skip_link_leads_to_the_content(opened: Open) -> None:
    page = opened(villagers())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("of", [seeds, villagers, lambda: material(hostile())])
@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_is_wider_than_the_screen(opened: Open, of: Any, width: int) -> None:
    page = opened(of(), viewport={"width": width, "height": 740})
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".m").first.click()
    box = page.locator("#panel").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_one_picture_of_each_figure_is_shown(opened: Open) -> None:
    for width, size in ((1280, "wide"), (360, "narrow")):
        page = opened(seeds(), viewport={"width": width, "height": 740})
        assert page.locator(".chart:visible").count() == len(seeds().digest.figures)
        assert page.locator(f".chart.{size}:visible").count() == len(seeds().digest.figures)


def test_words_in_pictures_cover_neither_each_other_nor_the_border(opened: Open) -> None:
    page = opened(seeds(), viewport=PHONE)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".chart.narrow")].map((chart) =>
          [...chart.querySelectorAll("text")].map((each) => each.getBoundingClientRect().toJSON()))"""
    )
    for chart in boxes:
        for place, one in enumerate(chart):
            assert one["left"] >= 0
            assert one["right"] <= PHONE["width"]
            for other in chart[place + 1 :]:
                apart = (
                    one["right"] <= other["left"] + 1
                    or other["right"] <= one["left"] + 1
                    or one["bottom"] <= other["top"] + 4
                    or other["bottom"] <= one["top"] + 4
                )
                assert apart, (one, other)


def test_paper_has_the_content_and_no_controls(opened: Open) -> None:
    page = opened(seeds(), viewport={"width": 800, "height": 1100})
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for hidden in (".bar", "#filters", "#panel", "details.aside"):
        assert page.locator(f"{hidden}:visible").count() == 0
    for there in ("#overview li", ".chart.wide", "#timeline .undated .ev", ".stmt", ".body p"):
        assert page.locator(f"{there}:visible").count() > 0
    assert len(page.pdf()) > 50_000
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#timeline .undated .ev:visible").count() == 0


def test_light_and_dark(opened: Open) -> None:
    page = opened(villagers(), color_scheme="light")

    def paper() -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    light = paper()
    page.locator("#theme").click()
    dark = paper()
    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(19, 21, 25)")
    page.reload()
    assert paper() == dark
    page.locator("#theme").click()
    assert paper() == light
    assert opened(villagers(), color_scheme="dark").evaluate("getComputedStyle(document.body).backgroundColor") == dark
