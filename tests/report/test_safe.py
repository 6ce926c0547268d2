"""Text of strangers stays text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from summarizer.report.safe import flat, shown, web_address


class Reader(HTMLParser):
    """The text of a piece of HTML, and the tags in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    "text", ["<script>x</script>", "a & b", '" x="', "&lt;b&gt;", "a\r\nb", "{{ 1 }}", "\u202eabc"]
)
def test_every_character_is_kept(text: str) -> None:
    read = Reader(shown(text))
    assert read.text == text
    assert set(read.tags) <= {"bdi"}


def test_direction_controls_are_isolated_and_named() -> None:
    assert shown("a\u202eb") == 'a<bdi class="ctl" data-u="U+202E">\u202e</bdi>b'


def test_control_characters_are_replaced() -> None:
    assert shown("a\x00\x1bb") == "a\ufffd\ufffdb"


def test_attributes_hold_one_line_without_controls() -> None:
    assert flat(" a\n\u202e b\x00 ") == "a \ufffd b\ufffd"
    assert flat("x" * 1000) == "x" * 299 + "…"


@pytest.mark.parametrize("url", ["https://example.org/a?b=1#c", "http://example.org"])
def test_web_addresses(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " https://example.org",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "file:///etc/passwd",
        "https:///nohost",
        "https://[broken",
        "https://a\u202eb.org",
        "https://example.org\\@evil",
    ],
)
def test_what_is_no_web_address_is_not_linked(url: str | None) -> None:
    assert web_address(url) is None
