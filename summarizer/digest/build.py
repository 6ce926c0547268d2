"""From records to the digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from summarizer.digest.doubtful import Judge
from summarizer.digest.events import digest_event, in_order
from summarizer.digest.figures import figures
from summarizer.digest.mentions import gather
from summarizer.digest.overview import overview
from summarizer.digest.same_event import same_events
from summarizer.digest.speakers import contradictions, speakers
from summarizer.digest.timeline import timeline
from summarizer.schema import Record
from summarizer.schema.digest import Citation, Digest, DigestEvent, Disagreement, Figure, Side


def digest(records: Iterable[Record], program: str, judge: Judge | None = None) -> Digest:
    """What `records` say together. The same records in another order give the same digest.

    Args:
        records: Read one at a time; their texts are not kept.
        program: Name and version of the program, as in a run.
        judge: Settles which doubtful pairs of reports tell one happening; the rules alone decide if there is none.
    """
    material = gather(records)
    groups = in_order(same_events(material.mentions, material.offices, judge))
    events = [digest_event(number, group, material) for number, group in enumerate(groups, 1)]
    home = {mention.key: event.id for event, group in zip(events, groups, strict=True) for mention in group}
    found = figures(events, groups, material)
    return Digest(
        program=program,
        articles=material.articles,
        overview=overview(events, groups, found, material.claims),
        events=_with_figures_at_odds(events, found),
        timeline=timeline(events, groups),
        figures=found,
        speakers=speakers(material, home),
        contradictions=contradictions(material, home),
    )


def _with_figures_at_odds(events: Sequence[DigestEvent], found: Sequence[Figure]) -> list[DigestEvent]:
    """The events, with the figures that nothing explains among their disagreements."""
    at_odds: defaultdict[str, list[Disagreement]] = defaultdict(list)
    for figure in found:
        places = sorted({place for pair in figure.conflicting for place in pair})
        readings = [figure.readings[place] for place in places]
        sides: dict[str, list[Citation]] = {}
        for each in readings:
            source = Citation(article_id=each.article_id, item_id=each.item_id, quote=each.quote)
            words = f"{each.quantity.text} {each.quantity.unit or ''}".strip()
            sides.setdefault(words, []).append(source)
        if readings and readings[0].event:
            listed = [Side(value=words, sources=sources) for words, sources in sides.items()]
            at_odds[readings[0].event].append(Disagreement(field="quantities", sides=listed))
    return [
        event.model_copy(update={"disagreements": [*event.disagreements, *at_odds[event.id]]})
        if event.id in at_odds
        else event
        for event in events
    ]
