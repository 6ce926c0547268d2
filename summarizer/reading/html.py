"""HTML to text, by trafilatura. Offsets refer to the text extracted here, which is kept as the article's text."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.reading.errors import Unreadable

_DATES = {"extensive_search": False, "original_date": True}
"""Dates from the page's own metadata only: one found in its text may belong to a related link."""


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
        date_extraction_params=_DATES,
    )
    text = getattr(found, "text", None) or ""
    if not text.strip():
        message = f"{place}: no article text was found in the HTML."
        raise Unreadable("no_article", message, "Save the article page itself, or pass its text as a .txt file.")
    return Page(
        text=text,
        title=getattr(found, "title", None),
        outlet=getattr(found, "sitename", None),
        published=getattr(found, "date", None),
        url=getattr(found, "url", None),
    )
