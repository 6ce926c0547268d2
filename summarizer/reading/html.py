"""HTML to text, by trafilatura. Offsets refer to the text extracted here, which is kept as the article's text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.reading.errors import Unreadable

_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d{2}-\d{2})')
_TAG = re.compile(r"<(?:meta|time)\b[^>]{0,1000}>", re.IGNORECASE)
_PUBLISHED = re.compile(r"publish|pubdate|dc\.date|[\"']date[\"']", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page says of itself, and its text."""

    text: str
    title: str | None
    outlet: str | None
    published: str | None
    """ISO 8601."""
    url: str | None


def extract(html: str, place: str) -> Page:
    """The article on an HTML page. Raises Unreadable (`no_article`) where trafilatura finds none."""
    from trafilatura import bare_extraction  # noqa: PLC0415 (heavy, and only HTML needs it)

    found = bare_extraction(
        html.replace("\0", "\N{REPLACEMENT CHARACTER}"),
        include_comments=False,
        with_metadata=True,
    )
    text = getattr(found, "text", None) or ""
    if not text.strip():
        message = f"{place}: no article text was found in the HTML."
        raise Unreadable("no_article", message, "Save the article page itself, or pass its text as a .txt file.")
    return Page(
        text=text,
        title=getattr(found, "title", None),
        outlet=getattr(found, "sitename", None),
        published=_published(html),
        url=getattr(found, "url", None),
    )


def _published(html: str) -> str | None:
    """The day of publication the page's markup states: JSON-LD, then `meta`, then a `time` marked as such.

    trafilatura's own guess also reads running text, where a date may belong to a related article.
    """
    if linked := _LINKED_DATA.search(html):
        return linked[1]
    tags = (match.group() for match in _TAG.finditer(html))
    return next((day.group() for tag in tags if _PUBLISHED.search(tag) and (day := _DAY.search(tag))), None)
