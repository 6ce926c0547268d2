"""Takes the pictures of a report that the README shows: `make screenshots`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ARGUMENTS = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync".split()


def desktop(page: Page, folder: Path) -> None:
    """Overview, sources and a figure, on a desk."""
    page.set_viewport_size({"width": 1280, "height": 1960})
    page.screenshot(path=folder / "report.png")


def phone(page: Page, folder: Path) -> None:
    """A figure and its readings, on a phone."""
    page.set_viewport_size({"width": 360, "height": 1100})
    page.locator(".fig").last.evaluate("each => scrollTo({ top: each.offsetTop - 64, behavior: 'instant' })")
    page.screenshot(path=folder / "report-phone.png")


def main(report: Path, folder: Path) -> None:
    """Take them from the page `report` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(color_scheme="light", reduced_motion="reduce", locale="de-DE")
        page.goto(report.resolve().as_uri())
        desktop(page, folder)
        phone(page, folder)
        browser.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
