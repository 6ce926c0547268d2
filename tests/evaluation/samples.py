"""Small articles and items for the tests of this folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from summarizer.evaluation.gold import Gold, GoldClaim, GoldEvent
from summarizer.schema import (
    Article,
    Claim,
    Counts,
    Event,
    Failure,
    PromptRef,
    Provenance,
    Quote,
    Record,
    Rejected,
    Run,
    Span,
    Speaker,
    SummarySentence,
    Tokens,
    text_digest,
)


def quote(text: str, words: str, nth: int = 0) -> Quote:
    """The `nth` occurrence of `words` in `text`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Quote.of(text, start, start + len(words))


def an_event(text: str, *quotes: str, id: str = "e1", **fields: Any) -> Event:  # noqa: A002
    """An event resting on `quotes`; an AID that occurred, unless `fields` say otherwise."""
    given: dict[str, Any] = {
        "title": quotes[0],
        "type": "AID",
        "status": "occurred",
        "certainty": "certain",
        "actors": [],
        "recipients": [],
        "quantities": [],
        "asserted_by": ["article"],
        **fields,
    }
    return Event(id=id, quotes=[quote(text, words) for words in quotes], **given)


def a_claim(text: str, *quotes: str, id: str = "c1", speaker: str | None = None, **fields: Any) -> Claim:  # noqa: A002
    """A claim resting on `quotes`; indirect, positive and certain, unless `fields` say otherwise."""
    given: dict[str, Any] = {
        "content": " ".join(quotes),
        "attribution": "indirect",
        "polarity": "positive",
        "certainty": "certain",
        "about": [],
        "quantities": [],
        **fields,
    }
    named = Speaker(name=speaker, mention=quote(text, speaker)) if speaker else None
    return Claim(id=id, speaker=named, quotes=[quote(text, words) for words in quotes], **given)


def an_article(text: str, name: str = "a") -> Article:
    return Article(
        id=name,
        source=f"{name}.txt",
        text_sha256=text_digest(text),
        language="de",
        text=text,
        content=[Span(start=0, end=len(text))],
    )


def a_record(
    text: str,
    *,
    name: str = "a",
    events: Sequence[Event] = (),
    claims: Sequence[Claim] = (),
    summary: Sequence[SummarySentence] = (),
    rejected: Sequence[Rejected] = (),
) -> Record:
    return Record(
        article=an_article(text, name),
        summary=list(summary),
        events=list(events),
        claims=list(claims),
        rejected=list(rejected),
        provenance=Provenance(
            model="m",
            endpoint="embedded",
            prompts=[],
            program="summarizer 0",
            created=datetime(2026, 1, 1, tzinfo=UTC),
            requests=1,
            attempts=1,
            tokens=Tokens(input=10, output=5),
            seconds=1.0,
            cache_hit=False,
        ),
    )


def a_gold(
    text: str, *, name: str = "a", events: Sequence[Event] = (), claims: Sequence[Claim] = (), **marks: dict[str, Any]
) -> Gold:
    """Labels of `text`; `marks` gives further fields by item id (`e1={"optional": True}`)."""
    return Gold(
        article_id=name,
        source=f"{name}.txt",
        text_sha256=text_digest(text),
        events=[GoldEvent(**event.model_dump(), **marks.get(event.id, {})) for event in events],
        claims=[GoldClaim(**claim.model_dump(), **marks.get(claim.id, {})) for claim in claims],
        left=[],
    )


def write_run(folder: Path, records: Sequence[Record], failed: Mapping[str, str] | None = None) -> Path:
    """A run folder with these records and failures."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    (folder / "records").mkdir(parents=True)
    for record in records:
        (folder / "records" / f"{record.article.id}.json").write_text(record.model_dump_json(), encoding="utf-8")
    run = Run(
        program="summarizer 0",
        model="m",
        endpoint="embedded",
        prompts=[PromptRef(name="events", sha256="0" * 64)],
        inputs=["."],
        started=now,
        updated=now,
        state="done",
        counts=Counts(),
        tokens=Tokens(),
        seconds=1.0,
    )
    (folder / "run.json").write_text(run.model_dump_json(), encoding="utf-8")
    failures = [
        Failure(source=f"{name}.txt", article_id=name, stage="drafting", code="x", message=message, remedy="Nochmal.")
        for name, message in (failed or {}).items()
    ]
    lines = "".join(failure.model_dump_json() + "\n" for failure in failures)
    (folder / "failures.jsonl").write_text(lines, encoding="utf-8")
    return folder
