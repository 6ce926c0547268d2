"""The pages: every link leads somewhere, nothing of an article is lost or becomes markup, nothing is loaded."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from summarizer.report import html
from summarizer.report.html import to_html
from summarizer.schema import Record
from summarizer.schema.digest import Digest
from tests.digest.samples import Story
from tests.digest.test_gold import made as gold_digest
from tests.digest.test_gold import records as gold_records
from tests.report.samples import FOOTER, HOSTILE, framed, hostile, hostile_failures, material, village

VOID = {"meta", "input", "br", "img", "link"}


class Reader(HTMLParser):
    """Ids, links and tags of a page, its text, and that of each article."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.handlers: list[str] = []
        self.text = ""
        self.articles: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.handlers += [name for name in given if name.startswith("on") or name == "style"]
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given[name] for name in ("href", "src") if name in given]
        if tag not in VOID:
            self._open.append((tag, given.get("class", "")))
        if given.get("class") == "text":
            self.articles.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if not {"style", "script", "title"} & set(tags):
            self.text += data
        if ("div", "text") in self._open and "summary" not in tags:
            self.articles[-1] += data


@lru_cache
def seeds() -> str:
    """The page of the labelled seeds: overlapping quotes, sums, changes, disagreements."""
    records, digest = gold_records(), gold_digest()
    (page,) = to_html(_material(records, digest))
    return page.text


def _material(records: list[Record], digest: Digest) -> html.Material:
    return html.Material(material(records[:1]).run, digest, lambda: records)


def page_of(records: list[Record], **given: str) -> str:
    (page,) = to_html(material(records), **given)  # type: ignore[arg-type]
    return page.text


@pytest.mark.parametrize("page", [seeds, lambda: page_of(village()), lambda: page_of(hostile())])
def test_elements_are_closed_ids_are_unique_and_links_lead_somewhere(page: object) -> None:
    read = Reader(page())  # type: ignore[operator]
    assert len(set(read.ids)) == len(read.ids)
    inside = [link[1:] for link in read.links if link.startswith("#")]
    assert len(inside) > 10
    assert set(inside) <= set(read.ids)


def test_articles_are_whole() -> None:
    texts = [record.article.text for record in gold_records()]
    assert Reader(seeds()).articles == texts
    assert Reader(page_of(village())).articles == [record.article.text for record in village()]


def test_articles_stand_in_the_order_of_their_numbers() -> None:
    backwards = material(village()[::-1])
    (page,) = to_html(backwards)
    assert Reader(page.text).articles == [record.article.text for record in village()]


def test_what_surrounds_the_body_is_collapsed_or_greyed() -> None:
    page = page_of(village())
    assert re.search(r'<details class="aside"><summary[^>]*>Nicht Teil des Artikels · \d+ Zeichen</summary>', page)
    assert re.search(rf'<div class="aside">\s*<p>{FOOTER.strip()}</p>', page)


def test_the_policy_names_style_and_script_and_nothing_else_is_loaded() -> None:
    page = seeds()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    for kind in ("style", "script"):
        (inline,) = re.findall(f"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy[1]
    assert policy[1].startswith("default-src 'none';")
    assert "unsafe" not in policy[1]
    read = Reader(page)
    assert not {"img", "link", "iframe", "object", "base"} & set(read.tags)
    assert not read.handlers
    assert not [link for link in read.links if not link.startswith("#")]


def test_a_hostile_article_stays_text() -> None:
    (page,) = to_html(material(hostile(), hostile_failures()))
    read = Reader(page.text)
    assert (read.tags["script"], read.tags["style"], read.tags["img"]) == (1, 1, 0)
    assert not read.handlers
    assert read.articles == [hostile()[0].article.text]
    assert HOSTILE in read.text
    assert not [link for link in read.links if not link.startswith("#")]
    bare = re.sub(r'<bdi class="ctl" data-u="U\+[0-9A-F]{4}">[\u202a-\u202e\u2066-\u2069]</bdi>', "", page.text)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", bare)


def test_only_web_addresses_are_links() -> None:
    assert "https://example.org/weidenau" in Reader(page_of(village())).links
    assert 'rel="noopener noreferrer nofollow"' in page_of(village())


def test_sections_that_have_nothing_to_say_are_left_out() -> None:
    page = page_of([Story("a", "Nichts geschah.").record()])
    read = Reader(page)
    assert not {"figures", "timeline", "differences", "speakers"} & set(read.ids)
    assert "In diesem Artikel wurde nichts gefunden." in read.text


def test_contradictions_stand_side_by_side_and_refusals_have_a_reason() -> None:
    page = page_of(village())
    pair = page.partition("Aussage und Dementi")[2].partition('<div class="people">')[0]
    assert pair.index("Norwegen habe") < pair.index("dass am Montag Boote")
    assert pair.count('class="side"') == 2
    assert "Zahl nicht im Zitat" in page
    assert "title: Ein Boot sank" in page


@pytest.mark.parametrize(
    ("language", "words"), [("de", "Was 3 Artikel zusammen sagen"), ("en", "What 3 articles say together")]
)
def test_the_interface_speaks_both_languages(language: str, words: str) -> None:
    page = page_of(village(), language=language)
    assert f"<h1>{words}</h1>" in page
    assert f'<html lang="{language}">' in page


def many(count: int) -> list[Record]:
    """Articles as long as a report in a newspaper, each with a dozen statements."""
    records = []
    for number in range(count):
        sentences = [
            f"Der Rat von Ort {number} beriet am Montag über Vorhaben {n} und dessen Folgen für alle."
            for n in range(40)
        ]
        story = Story(f"a{number:04}", *sentences, published=f"2025-03-{number % 28 + 1:02}")
        for n in range(6):
            story.event(sentences[n].rstrip("."), "CONSULT", f"Rat von Ort {number}", at=n)
            story.claim(sentences[n + 10], None)
        records.append(framed(story, title=f"Der Rat von Ort {number} beriet", outlet="Blatt"))
    return records


def test_a_hundred_articles_are_one_page_under_two_megabytes() -> None:
    (page,) = to_html(material(many(100)))
    assert len(page.text.encode()) < 2_000_000


def test_more_articles_are_on_pages_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "LARGEST", 30_000)
    records = many(12)
    pages = {page.file: page for page in to_html(material(records), file="a: b#1.html")}
    assert list(pages)[-1] == "a: b#1.html"
    assert len(pages) > 3
    ids = {name: set(Reader(page.text).ids) for name, page in pages.items()}
    assert sum(each.startswith("a") and each[1:].isdigit() for own in ids.values() for each in own) == 12
    for name, page in pages.items():
        for link in Reader(page.text).links:
            file, _, fragment = link.partition("#")
            file = unquote(file)
            assert not fragment or fragment in ids[file or name], (name, link)
            assert (file or name) in pages
    assert "Seite 2: " in pages["a: b#1.html"].text
    articles = [page for name, page in pages.items() if name != "a: b#1.html"]
    assert all(len(page.text.encode()) < 100_000 for page in articles)
