"""The report in Debian's Chromium (`make test-browser`): no test here may reach a network, and no page may try."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from summarizer.report.html import to_html
from summarizer.report.material import Material

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies here needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Watched:
    """A page, and everything it did that it should not."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        self.page.on("request", self._request)

    def _request(self, request: Any) -> None:
        if not (request.url.startswith("file://") and request.is_navigation_request()):
            self.faults.append(f"request: {request.url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one for all tests."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens the report of some material; when the test ends, no page of it may have done anything it should not."""
    contexts: list[BrowserContext] = []
    watched: list[Watched] = []

    def open_report(material: Material, language: Any = None, **options: Any) -> Page:
        for made in to_html(material, language):
            (tmp_path / made.file).write_text(made.text, encoding="utf-8")
        given: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
        contexts.append(browser.new_context(**given | options))
        page = contexts[-1].new_page()
        watched.append(Watched(page))
        page.goto((tmp_path / "report.html").as_uri())
        return page

    yield open_report
    faults = [fault for each in watched for fault in each.faults]
    for context in contexts:
        context.close()
    assert faults == []
