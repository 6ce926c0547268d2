"""What belongs together across a digest, and by what a reader can filter it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.schema import Claim, Event
from summarizer.schema.digest import ClaimReport, Digest, DigestEvent, Figure, Report


@dataclass(frozen=True, slots=True)
class Facets:
    """By what something can be found. Articles and speakers are numbers, from 1 in the order of the digest."""

    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    speakers: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()


class Index:
    """A digest, looked up by article and item."""

    def __init__(self, digest: Digest) -> None:
        self.events = {event.id: event for event in digest.events}
        self.numbers = {article.id: number for number, article in enumerate(digest.articles, 1)}
        self._happenings = {
            (each.article_id, each.event_id): event for event in digest.events for each in event.reports
        }
        self._speakers: dict[tuple[str, str], int] = {}
        self._names: dict[str, int] = {}
        for number, speaker in enumerate(digest.speakers, 1):
            self._speakers |= {(claim.article_id, claim.claim_id): number for claim in speaker.claims}
            self._names |= dict.fromkeys(speaker.names, number)

    def happening(self, article_id: str, event_id: str) -> DigestEvent | None:
        """The happening that an event of a record is a report of."""
        return self._happenings.get((article_id, event_id))

    def of_happening(self, event: DigestEvent) -> Facets:
        """Facets of a happening: those of all its reports."""
        vouching = [(each.article_id, ref) for each in event.reports for ref in each.asserted_by]
        return self._facets(event.reports, vouching, (each.article_id for each in event.reports))

    def of_event(self, article_id: str, event: Event) -> Facets:
        """Facets of an event of a record."""
        return self._facets([event], [(article_id, ref) for ref in event.asserted_by], [article_id])

    def of_claim(self, article_id: str, claim: Claim) -> Facets:
        """Facets of a claim of a record: types and statuses are those of what it speaks of."""
        about = [event for ref in claim.about if (event := self.happening(article_id, ref))]
        return self._facets(about, [(article_id, claim.id)], [article_id])

    def of_claim_report(self, claim: ClaimReport) -> Facets:
        """The same of a claim of the digest."""
        about = [self.events[ref] for ref in claim.about]
        return self._facets(about, [(claim.article_id, claim.claim_id)], [claim.article_id])

    def of_figure(self, figure: Figure) -> Facets:
        """Facets of a figure: its happenings', and who says the numbers."""
        events = list({each.event: self.events[each.event] for each in figure.readings if each.event}.values())
        found = self._facets(events, [], (each.article_id for each in figure.readings))
        said = {self._names[name] for each in figure.readings for name in each.speakers if name in self._names}
        return Facets(found.types, found.statuses, tuple(sorted(said)), found.articles)

    def _facets(
        self,
        events: Sequence[Event | Report | DigestEvent],
        vouching: Iterable[tuple[str, str]],
        articles: Iterable[str],
    ) -> Facets:
        return Facets(
            tuple(sorted({event.type for event in events})),
            tuple(sorted({event.status for event in events})),
            tuple(sorted({self._speakers[ref] for ref in vouching if ref in self._speakers})),
            tuple(sorted({self.numbers[each] for each in articles})),
        )
