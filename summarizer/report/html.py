"""The report as pages for a browser.

Each page stands alone: nothing is loaded from anywhere, and a content security policy that names its style sheet and
its script by hash holds it to that. Text of articles goes through `safe.shown` and Jinja's escaping and into no
script.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from summarizer.report import views
from summarizer.report.addresses import Addresses
from summarizer.report.index import Index
from summarizer.report.material import Material
from summarizer.report.safe import flat, shown, web_address
from summarizer.report.segments import blocks
from summarizer.report.texts import Language, Texts, choose
from summarizer.schema import Record
from summarizer.schema.digest import Digest, DigestSpeaker

LARGEST = 1_900_000
"""Bytes of a page, but for its style, script and head: a run that needs more has its articles on pages of their own."""

_PACKAGE = "summarizer.report"


class Page(NamedTuple):
    """A page and the name of its file."""

    file: str
    text: str


@dataclass(frozen=True)
class Limits:
    """Entries of a section. What is left out is counted, and stands at its article and in the digest."""

    sources_open: int = 12
    sources: int = 1_000
    figures: int = 60
    dated: int = 400
    undated: int = 600
    differing: int = 100
    sources_of_side: int = 8
    speakers: int = 400
    claims: int = 25
    """Of one speaker."""
    options: int = 300
    """Of a filter; one with more is not offered."""


def to_html(material: Material, language: Language | None = None, file: str = "report.html") -> Iterator[Page]:
    """The pages of a report, the first one last where there are more than one.

    Args:
        language: Of the interface; that of most articles if None.
        file: Name of the first page; others are `<stem>-2.html`, `<stem>-3.html` and so on.
    """
    texts = Texts(language or choose(record.article.language for record in material.records()))
    at = Addresses.of([article.id for article in material.digest.articles])
    whole = _Maker(material, texts, at)
    together = whole.together()
    articles: dict[int, str] = {}
    size = len(together.encode())
    for record in material.records():
        number = at.numbers[record.article.id]
        articles[number] = whole.article(record)
        size += len(articles[number].encode())
        if size > LARGEST:
            break
    else:
        yield Page(file, whole.page(together, [articles[number] for number in sorted(articles)]))
        return
    for page in _paged(material, texts, at, quote(file, safe="")):
        yield Page(unquote(page.file), page.text)


def _paged(material: Material, texts: Texts, at: Addresses, file: str) -> Iterator[Page]:
    """Pages of articles, then the one with what they say together; file names as they stand in links."""
    at = replace(at, first=file)
    stem = file.removesuffix(".html")
    pages: dict[str, str] = {}
    listed: list[tuple[str, str]] = []
    waiting: list[str] = []
    maker = _Maker(material, texts, at)

    def flushed(last: bool) -> Page:
        name, number = maker.at.here, len(listed) + 2
        listed.append((name, f"{texts('ui.page', n=number)}: {texts.count('count.articles', len(waiting))}"))
        links = [(file, texts("ui.first_page")), *listed[-2:]]
        if not last:
            links.append((f"{stem}-{number + 1}.html", texts("ui.page", n=number + 1)))
        return Page(name, maker.page("", waiting, links))

    size = 0
    maker.at = replace(at, here=f"{stem}-2.html")
    for record in material.records():
        article = maker.article(record)
        if waiting and size + len(article.encode()) > LARGEST:
            yield flushed(last=False)
            maker.at = replace(at, here=f"{stem}-{len(listed) + 2}.html")
            waiting, size = [], 0
        pages[record.article.id] = maker.at.here
        waiting.append(article)
        size += len(article.encode())
    yield flushed(last=True)
    maker.at = replace(at, here=file, pages=pages)
    yield Page(file, maker.page(maker.together(), [], listed))


class _Maker:
    """Makes the parts of a page."""

    def __init__(self, material: Material, texts: Texts, at: Addresses) -> None:
        self.at = at
        self._material = material
        self._texts = texts
        self._index = Index(material.digest)
        self._cited = views.cited_words(material.digest)
        self._limits = Limits()
        self._given = {"t": texts, "index": self._index, "limits": self._limits}

    def together(self) -> str:
        """What the articles say together."""
        digest = self._material.digest
        return self._render(
            "together.html.j2",
            digest=digest,
            failures=self._material.failures,
            apart=views.apart,
            figures=[views.figure_view(each, self.at, self._index, self._texts) for each in digest.figures],
            undated=views.undated_events(digest),
            differing=[event for event in digest.events if event.disagreements],
            speakers=digest.speakers[: self._limits.speakers],
            side_of=lambda field, value: views.side_value(field, value, self._texts),
        )

    def article(self, record: Record) -> str:
        """An article with its statements."""
        marks = views.marks(record, sorted(self._cited[record.article.id]))
        return self._render(
            "article.html.j2",
            record=record,
            article=record.article,
            blocks=blocks(record.article, marks),
            statements=views.statements(record),
            names=views.speaker_names(record, self._texts),
            classes=views.classes,
            draft=views.draft,
            same=views.same,
        )

    def page(self, together: str, articles: list[str], pages: list[tuple[str, str]] | None = None) -> str:
        """A whole page."""
        digest, run, t = self._material.digest, self._material.run, self._texts
        heading = t.count("count.heading", len(digest.articles))
        style, script = _asset("report.css"), _asset("report.js")
        return self._render(
            "report.html.j2",
            title=f"{t('ui.report')}: {heading}",
            heading=heading,
            dates=_dates(digest, t),
            totals=self._totals(),
            sections=self._sections(together != "", articles != []),
            filters=self._filters(),
            together=Markup(together),  # noqa: S704 - came out of a template
            articles=[Markup(article) for article in articles],  # noqa: S704
            paged=pages is not None,
            pages=pages or [],
            made=t("ui.made", program=flat(run.program), model=flat(run.model), day=t.day(run.updated.date())),
            generator=flat(run.program),
            style=Markup(style),  # noqa: S704 - our own
            script=Markup(script),  # noqa: S704
            style_hash=_hash(style),
            script_hash=_hash(script),
        )

    def _render(self, template: str, **given: Any) -> str:
        return _environment().get_template(template).render(at=self.at, **self._given, **given)

    def _totals(self) -> list[str]:
        digest, t = self._material.digest, self._texts
        counts = {
            "events": len(digest.events),
            "claims": sum(len(speaker.claims) for speaker in digest.speakers),
            "figures": len(digest.figures),
            "disagreements": sum(len(event.disagreements) for event in digest.events),
            "contradictions": len(digest.contradictions),
            "rejected": self._material.run.counts.rejected,
            "failures": len(self._material.failures),
        }
        return [t.count(f"count.{name}", number) for name, number in counts.items() if number]

    def _sections(self, together: bool, articles: bool) -> list[tuple[str, str]]:
        digest = self._material.digest
        there = {
            "overview": True,
            "figures": bool(digest.figures),
            "timeline": bool(digest.events),
            "differences": any(event.disagreements for event in digest.events),
            "speakers": bool(digest.speakers),
        }
        listed = [(self.at.together(name), name) for name, given in there.items() if given]
        return [*listed, ("#articles", "articles")] if articles else listed

    def _filters(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """Name, label and choices of each filter: only what this run has."""
        digest, t = self._material.digest, self._texts
        types = {report.type for event in digest.events for report in event.reports}
        statuses = {report.status for event in digest.events for report in event.reports}
        articles = [
            (str(number), f"{number} {each.title or each.id}") for number, each in enumerate(digest.articles, 1)
        ]
        offered: list[tuple[str, str, list[tuple[str, str]]]] = [
            ("t", "type", [(name, text) for name, text in t.names("type").items() if name in types]),
            ("s", "status", [(name, text) for name, text in t.names("status").items() if name in statuses]),
            ("p", "speaker", [(str(number), self._name(each)) for number, each in enumerate(digest.speakers, 1)]),
            ("a", "article", articles),
        ]
        return [each for each in offered if 1 < len(each[2]) <= self._limits.options]

    def _name(self, speaker: DigestSpeaker) -> str:
        return speaker.name or self._texts("ui.nobody")


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(_PACKAGE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "shown": shown,
        "flat": flat,
        "web_address": web_address,
        "quantity": lambda quantity, t: t.quantity(quantity),
    }
    return environment


def _dates(digest: Digest, texts: Texts) -> str:
    """The days of publication, from the first to the last, where every article has one."""
    days = sorted(article.published for article in digest.articles if article.published)
    complete = days and len(days) == len(digest.articles)
    return " · ".join([texts("ui.report"), *([texts.days(days[0], days[-1])] if complete else [])])


@lru_cache
def _asset(name: str) -> str:
    return resources.files(_PACKAGE).joinpath(f"templates/{name}").read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
