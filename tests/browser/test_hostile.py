"""A hostile article runs nothing, and everything of it can be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from summarizer.report.html import to_html
from tests.browser.conftest import Open
from tests.report.samples import HOSTILE, hostile, hostile_failures, material, village


@pytest.mark.parametrize("scripts", [True, False])
def test_a_hostile_article_runs_nothing(opened: Open, scripts: bool) -> None:
    # That no dialog, error, message or request came of it is what `opened` checks when it ends.
    page = opened(material(hostile(), hostile_failures()), java_script_enabled=scripts)
    for link in page.locator("main a[href], .m").all()[:40]:
        link.dispatch_event("click")
    assert page.evaluate("window.broken") is None
    assert page.locator("script").count() == 1
    assert page.locator("main img, main b b, main [onclick], main [onerror]").count() == 0


def test_it_appears_as_text(opened: Open) -> None:
    page = opened(material(hostile(), hostile_failures()))
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    assert page.evaluate("document.querySelector('.body').textContent") == hostile()[0].article.text
    for place in ("h3", ".stmt dl", ".stmt .meta", ".refused", ".failures", "#sources", ".sp"):
        found = page.locator(place).first.evaluate("each => each.closest('section, article').textContent")
        assert HOSTILE in found, place
    assert page.locator("main a[href^='javascript' i]").count() == 0
    expect(page.locator("select[name=a]")).to_have_count(0)  # one article: nothing to choose


def test_directions_of_a_hostile_article_change_nothing_round_them(opened: Open) -> None:
    page = opened(material(hostile()))
    widths: list[Any] = page.evaluate(
        """() => [...document.querySelectorAll(".body .ctl")].map((each) => [
          getComputedStyle(each).unicodeBidi, getComputedStyle(each, "::before").content])"""
    )
    assert widths
    assert {bidi for bidi, _ in widths} == {"isolate"}
    assert {shown for _, shown in widths} == {'"U+202E"', '"U+202C"'}


def test_the_policy_stops_what_would_be_put_in(browser: Browser, tmp_path: Path) -> None:
    """The second line of defence, tried by force: markup that got past the escaping does not run."""
    (made,) = to_html(material(village()))
    (tmp_path / made.file).write_text(made.text, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / made.file).as_uri())
    refused = page.evaluate(
        """() => new Promise((done) => {
          const seen = [];
          addEventListener("securitypolicyviolation", (event) => {
            seen.push(event.effectiveDirective);
            if (seen.length === 3) done(seen.sort());
          });
          const box = document.createElement("div");
          box.innerHTML = '<img src="https://example.org/x"><b style="color:red"></b>';
          document.body.append(box);
          const script = document.createElement("script");
          script.textContent = "window.broken = 1";
          document.body.append(script);
        })"""
    )
    assert refused == ["img-src", "script-src-elem", "style-src-attr"]
    assert page.evaluate("window.broken") is None
    page.close()
