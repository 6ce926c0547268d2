"""Articles from inputs, one at a time: what cannot be read comes out as a failure, and the rest goes on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, overload

from summarizer.reading.dates import first_date
from summarizer.reading.decode import check_size
from summarizer.reading.errors import Unreadable, printable
from summarizer.reading.html import extract
from summarizer.reading.inputs import Document, Pending, pending
from summarizer.reading.language import SUPPORTED, UNDETERMINED, language_of
from summarizer.reading.page import understand
from summarizer.reading.recurrence import SAMPLE, recurring_lines
from summarizer.schema import Article, Failure, text_digest

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_ID = 128

K = TypeVar("K")
Known = Callable[[str, str], K | None]
"""Given the id of an article and the SHA-256 of its text (`Article.text_sha256`)."""
Furniture = Callable[[], Collection[bytes]]
"""Gives digests of recurring lines; asked when an article is to be understood."""


@overload
def read(inputs: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Article | Failure]: ...


@overload
def read(
    inputs: Iterable[str | Path], *, stdin: BinaryIO | None = None, known: Known[K]
) -> Iterator[Article | Failure | K]: ...


def read(
    inputs: Iterable[str | Path], *, stdin: BinaryIO | None = None, known: Known[K] | None = None
) -> Iterator[Article | Failure | K]:
    """Read articles from files, folders, globs and `-` (standard input), in order.

    Yields an Article, or a Failure (`stage="reading"`) naming place and remedy, for each; nothing is raised for a bad
    input. Files end in .txt, .md, .html, .htm or .jsonl (one object a line: `text` or `html`; `id`, `title`, `url`,
    `published`, `outlet`; other fields go to `Article.extra`). One article is in memory at a time, besides ids and
    sources. The first 500 articles are read twice: lines that recur among them are taken for furniture.

    What `known` returns, unless it is None, comes in place of the article, which is then not understood: that is most
    of the work.
    """
    named = list(inputs)
    return _articles(pending(named, stdin), cache(lambda: furniture(named)), {}, known)


def furniture(inputs: list[str | Path]) -> frozenset[bytes]:
    """Digests of the lines that recur among the first articles of the inputs."""
    return recurring_lines(_sample(inputs))


def understood(
    items: Iterable[Pending], recurring: Collection[bytes], seen: dict[str, str], known: Known[K] | None = None
) -> Iterator[Article | Failure | K]:
    """The articles of documents, as `read` gives them.

    Args:
        items: Loaded one at a time.
        recurring: The furniture of the run they belong to.
        seen: The ids that are taken, each with its source; those of `items` are added.
        known: As for `read`.
    """
    return _articles(items, lambda: recurring, seen, known)


def _articles(
    items: Iterable[Pending], recurring: Furniture, seen: dict[str, str], known: Known[K] | None
) -> Iterator[Article | Failure | K]:
    for item in items:
        try:
            yield _article(item.load(), recurring, seen, known)
        except Unreadable as error:
            yield error.failure(item.source)


def _sample(inputs: list[str | Path]) -> Iterator[str]:
    """The texts of the first articles; standard input can be read only once and is left out."""
    for item in islice(pending([given for given in inputs if str(given) != "-"], None), SAMPLE):
        try:
            document = item.load()
            yield extract(document.text, item.source).text if document.is_html else document.text
        except Unreadable:
            continue


def _article(document: Document, recurring: Furniture, seen: dict[str, str], known: Known[K] | None) -> Article | K:
    identifier = article_id(document.name)
    _claim(identifier, document.source, seen)
    try:
        page = _page(document)
        check_size(len(page.text.encode("utf-8", "surrogatepass")), document.source)
        found = known(identifier, text_digest(page.text)) if known else None
        return _understood(page, identifier, recurring()) if found is None else found
    except Unreadable as error:
        error.article_id = identifier
        raise


def article_id(name: str) -> str:
    """`name`, of a document, as an id: ASCII letters, digits, dot, hyphen, underscore, opened by a letter or digit."""
    plain = name
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    safe = _UNSAFE.sub("-", plain).strip("-._")[:_LONGEST_ID]
    return safe or f"article-{text_digest(name)[:8]}"


def _claim(identifier: str, source: str, seen: dict[str, str]) -> None:
    """Note who has the id. Compared by identity: one file named twice is a duplicate as well."""
    first = seen.setdefault(identifier, source)
    if first is not source:
        message = f"{source} has the id {identifier!r}, which {first} has already."
        remedy = "Name each input once, rename one of the files, or give each JSONL line its own `id`."
        raise Unreadable("duplicate_id", message, remedy, identifier)


def _page(document: Document) -> Document:
    """The document as plain text; what a line of JSONL states goes before what the page says of itself."""
    if not document.is_html:
        return document
    page = extract(document.text, document.source)
    shown = {"title": page.title, "outlet": page.outlet, "published": page.published, "url": page.url}
    stated = {key: value for key, value in shown.items() if value} | document.fields
    return replace(document, text=page.text, fields=stated)


def _understood(document: Document, identifier: str, recurring: Collection[bytes]) -> Article:
    text, stated = document.text, document.fields
    found = understand(text, recurring, stated.get("title"))
    if not found.content:
        _refuse_other_language(text, document.source)
        message = f"{document.source}: no running text was found, only headings, lists, dates or notices."
        raise Unreadable("no_body", message, "Check that the file holds the article itself and not a menu or preview.")
    day, extra = _day(stated.get("published"), document.extra)
    return Article(
        id=identifier,
        source=printable(document.source),
        text_sha256=text_digest(text),
        title=found.title,
        outlet=stated.get("outlet") or (found.dateline.outlet if found.dateline else None),
        published=day or found.published,
        dateline=found.dateline.text if found.dateline else None,
        language=_language("\n".join(text[span.start : span.end] for span in found.content), document.source),
        text=text,
        content=found.content,
        url=stated.get("url"),
        extra=extra,
    )


def _day(stated: str | None, extra: dict[str, Any]) -> tuple[date | None, dict[str, Any]]:
    """The stated day of publication; what cannot be read as a date is kept among the extra fields."""
    if stated is None:
        return None, extra
    day = first_date(stated)
    return day, extra if day else {**extra, "published": stated}


def _language(body: str, place: str) -> str:
    code = language_of(body)
    if code not in SUPPORTED:
        which = "in a language that could not be told" if code == UNDETERMINED else f"in the language {code!r}"
        message = f"{place}: the text is {which}."
        raise Unreadable("language_unsupported", message, f"Supported are {', '.join(SUPPORTED)}; translate it first.")
    return code


def _refuse_other_language(text: str, place: str) -> None:
    """Running text is known by its function words, so a text in another language may seem to have no body."""
    if language_of(text) != UNDETERMINED:
        _language(text, place)
