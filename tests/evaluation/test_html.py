"""The page: safe with hostile text, complete, and linked both ways."""

import base64
import hashlib
import re
from html.parser import HTMLParser

from summarizer.evaluation.gate import Verdict, judge
from summarizer.evaluation.html import to_html
from summarizer.evaluation.scores import score_article
from summarizer.schema import Reason, Rejected
from tests.evaluation.samples import a_claim, a_gold, a_record, an_event
from tests.evaluation.test_compare import result

TEXT = "Norland <script>alert(1)</script> schickt Boote. Ostheim & Co. sperrt den Hafen. Laut Berger fehlen Boote."
FIRST = "Norland <script>alert(1)</script> schickt Boote."
SECOND = "Ostheim & Co. sperrt den Hafen."
GOLD = a_gold(TEXT, events=[an_event(TEXT, FIRST), an_event(TEXT, SECOND, id="e2")], claims=[])
RECORD = a_record(
    TEXT,
    events=[an_event(TEXT, FIRST, type="AGREE")],
    claims=[a_claim(TEXT, "fehlen Boote", speaker="Berger")],
    rejected=[Rejected(kind="event", draft={"title": "<b>x</b>"}, reason=Reason(code="invalid", sentence="nein"))],
)


class Reader(HTMLParser):
    """Collects tags, ids, links and the text of the article's column."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += [found["id"]] if found.get("id") else []  # type: ignore[list-item]
        self.links += [found["href"]] if found.get("href") else []  # type: ignore[list-item]
        if self._inside or found.get("class") == "text":
            self._inside += 1

    def handle_endtag(self, tag: str) -> None:
        self._inside = max(0, self._inside - 1)

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.text += data


def verdict() -> Verdict:
    scored = result(score_article(GOLD, RECORD, (2.0, 2.0)), broken=("a: <i>kaputt</i>",))
    return judge(scored, scored)


def page() -> tuple[str, Reader]:
    html = to_html(verdict(), {"a": GOLD}, {"a": RECORD})
    reader = Reader()
    reader.feed(html)
    return html, reader


def test_nothing_of_the_article_becomes_markup() -> None:
    html, reader = page()
    assert "script" not in reader.tags
    assert "<b>x</b>" not in html
    assert "<i>kaputt</i>" not in html


def test_the_article_is_shown_character_for_character() -> None:
    assert page()[1].text == TEXT


def test_the_policy_allows_the_style_sheet_and_nothing_else() -> None:
    html, _ = page()
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert style
    assert policy
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in policy[1].replace("&#39;", "'")
    assert "url(" not in style[1]


def test_matched_pairs_link_to_each_other() -> None:
    _, reader = page()
    assert len(reader.ids) == len(set(reader.ids))
    assert {"a-gold-e1", "a-found-e1", "a-gold-e2", "a-found-c1"} <= set(reader.ids)
    assert {"#a-gold-e1", "#a-found-e1"} <= set(reader.links)
    assert all(link.removeprefix("#") in reader.ids for link in reader.links)


def test_what_differs_is_marked() -> None:
    html, _ = page()
    assert '<dt class="wrong">type</dt>' in html
    assert '<dt class="wrong">status</dt>' not in html
    assert 'class="card missed" id="a-gold-e2"' in html
    assert 'class="card false" id="a-found-c1"' in html
    assert "refusing it was <b>unscored</b>" in html


def test_quotes_of_both_sides_are_highlighted() -> None:
    html, _ = page()
    assert '<span class="g f" title="gold e1, found e1">' in html
    assert '<span class="g" title="gold e2">' in html
    assert '<span class=" f" title="found c1">fehlen Boote</span>' in html
