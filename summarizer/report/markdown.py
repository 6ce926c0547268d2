"""The report as Markdown (CommonMark, with GitHub's tables), for a mail or a ticket.

Text of articles is escaped: it stays text, makes no links and keeps to its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.report import views
from summarizer.report.chart import equation, transition
from summarizer.report.figures import changes, sums
from summarizer.report.material import Material
from summarizer.report.safe import flat, web_address
from summarizer.report.texts import Language, Texts, choose
from summarizer.schema import Quote
from summarizer.schema.digest import ClaimReport, Digest, DigestArticle, DigestEvent, Figure

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~&$@]|^[-+=]|(?<=\w)://|(?<=www)\.", re.IGNORECASE)
_ORDINAL = re.compile(r"^(\d+)([.)])(?=\s|$)")
_LONGEST = 400
"""Characters of a quote."""


def escaped(text: str) -> str:
    """`text` on one line, as Markdown that reads as `text`: no markup, no link, no HTML, no cell of a table."""
    line = flat(text, longest=None)
    marked = _SPECIAL.sub(r"\\\g<0>", line)
    return _ORDINAL.sub(r"\1\\\2", marked)


def to_markdown(material: Material, language: Language | None = None) -> str:
    """Overview, timeline, figures, disagreements, speakers and sources, each with the number of its article and the
    place of its words in it."""
    texts = Texts(language or choose(record.article.language for record in material.records()))
    digest = material.digest
    writer = _Writer(digest, texts)
    addresses = {record.article.id: record.article.url for record in material.records()}
    heading = texts.count("count.heading", len(digest.articles))
    sections = [
        ("overview", writer.overview()),
        ("figures", writer.figures()),
        ("timeline", writer.timeline()),
        ("differences", writer.differences()),
        ("speakers", writer.speakers()),
        ("sources", writer.sources(addresses)),
    ]
    parts = [f"# {heading}\n"]
    for name, lines in sections:
        if found := list(lines):
            parts.append(f"\n## {texts(f'ui.{name}')}\n\n" + "\n".join(found) + "\n")
    run = material.run
    made = texts("ui.made", program=run.program, model=run.model, day=texts.day(run.updated.date()))
    return "".join([*parts, f"\n---\n\n{escaped(made)}\n"])


class _Writer:
    """Writes sections, line by line."""

    def __init__(self, digest: Digest, texts: Texts) -> None:
        self._digest = digest
        self._t = texts
        self._events = {event.id: event for event in digest.events}
        self._numbers = {article.id: number for number, article in enumerate(digest.articles, 1)}

    def overview(self) -> Iterator[str]:
        """A sentence a line."""
        for sentence in self._digest.overview:
            places = (self._place(each.article_id, each.quote) for each in views.apart(sentence.sources))
            yield f"- {escaped(sentence.text)} {' '.join(places)}"

    def timeline(self) -> Iterator[str]:
        """A happening a line; those without a date follow."""
        for entry in self._digest.timeline.dated:
            yield self._event(self._events[entry.event], self._t.days(entry.start, entry.end))
        undated = views.undated_events(self._digest)
        if undated:
            yield f"\n{self._t.count('count.undated', len(undated))}:\n"
        yield from (self._event(event) for event in undated)

    def figures(self) -> Iterator[str]:
        """A table a figure."""
        for figure in self._digest.figures:
            yield f"### {escaped(figure.unit or self._t('ui.figures_plain'))}\n"
            yield f"{escaped(figure.label)}\n"
            yield self._verdict(figure)
            heads = [self._t(f"ui.{name}") for name in ("value", "status", "source", "words")]
            yield f"\n| {' | '.join(heads)} |"
            yield "| --- | --- | --- | --- |"
            for each in figure.readings:
                day = self._t.day(each.published) if each.published else self._t("ui.undated")
                told = ", ".join([day, *map(escaped, each.speakers)])
                cells = (
                    escaped(self._t.quantity(each.quantity)),
                    self._t(f"reading.{each.status}"),
                    f"{self._place(each.article_id, each.quote)} {told}",
                    self._quote(each.quote),
                )
                yield f"| {' | '.join(cells)} |"
            yield ""

    def differences(self) -> Iterator[str]:
        """The sides of each disagreement under each other."""
        for event in self._digest.events:
            if event.disagreements:
                yield f"### {escaped(event.title)}\n"
            for each in event.disagreements:
                yield f"{self._t(f'field.{each.field}')}:\n"
                for side in each.sides:
                    places = " ".join(self._place(source.article_id, source.quote) for source in side.sources)
                    value = views.side_value(each.field, side.value, self._t)
                    yield f"- **{escaped(value)}** {places} {self._quote(side.sources[0].quote)}"
                yield ""

    def speakers(self) -> Iterator[str]:
        """Contradictions, then each speaker with what is ascribed to them."""
        for pair in self._digest.contradictions:
            for claim, verb in ((pair.claim, "says"), (pair.denial, "denies")):
                name = escaped(claim.speaker or self._t("ui.nobody"))
                yield f"- **{name}** {self._t(f'ui.{verb}')}: {self._claim(claim)}"
            yield ""
        for speaker in self._digest.speakers:
            roles = f" ({escaped('; '.join(speaker.roles[:3]))})" if speaker.roles else ""
            yield f"- **{escaped(speaker.name or self._t('ui.nobody'))}**{roles}"
            yield from (f"  - {self._claim(claim)}" for claim in speaker.claims)

    def sources(self, addresses: dict[str, str | None]) -> Iterator[str]:
        """An article a line, by the number it is cited with."""
        for number, article in enumerate(self._digest.articles, 1):
            address = web_address(addresses.get(article.id))
            yield f"{number}. {self._source(article)}{f' <{address}>' if address and '>' not in address else ''}"

    def _source(self, article: DigestArticle) -> str:
        day = self._t.day(article.published) if article.published else self._t("ui.undated")
        parts = [article.title or article.id, *([article.outlet] if article.outlet else []), day, article.source]
        return " · ".join(escaped(part) for part in parts)

    def _event(self, event: DigestEvent, day: str = "") -> str:
        marks = ", ".join([self._t(f"status.{event.status}"), self._t(f"type.{event.type}")])
        places = " ".join(self._place(each.article_id, each.quotes[0]) for each in event.reports)
        return f"- {f'**{day}**: ' if day else ''}{escaped(event.title)} ({marks}) {places}"

    def _claim(self, claim: ClaimReport) -> str:
        denied = f" ({self._t('ui.denied')})" if claim.polarity == "negative" else ""
        return f"{escaped(claim.content)}{denied} {self._place(claim.article_id, claim.quotes[0])}"

    def _verdict(self, figure: Figure) -> str:
        verdict = figure.verdict or "open"
        lines: Sequence[str] = [
            self._t(f"verdict_means.{verdict}"),
            *(f"{escaped(equation(figure, each, self._t))}." for each in sums(figure)),
            *(f"{escaped(transition(figure, each, self._t))}." for each in changes(figure)),
            *(self._t(f"because.{name}") for name in figure.because),
        ]
        return f"**{self._t(f'verdict.{verdict}')}.** {' '.join(lines)}"

    def _quote(self, quote: Quote) -> str:
        words = quote.exact if len(quote.exact) <= _LONGEST else f"{quote.exact[:_LONGEST]}…"
        return f"„{escaped(words)}“" if self._t.language == "de" else f"“{escaped(words)}”"

    def _place(self, article_id: str, quote: Quote) -> str:
        """The number of an article, and where in its text the words stand."""
        return f"[{self._numbers[article_id]}: {quote.start}–{quote.end}]"
