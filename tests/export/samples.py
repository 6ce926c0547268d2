"""A run of hostile and plain articles, in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from summarizer.running import digesting
from summarizer.running.ledger import Ledger
from summarizer.schema import Counts, Record, Run, Tokens
from tests.digest.samples import Story, number, on

HOSTILE = '=HYPERLINK("https://evil.test";"Klick"), sagte "Bob",\nin zwei Zeilen; 5 < 6 & so.'


def stories() -> list[Record]:
    """Two articles that tell one happening, the figures of which go together, and one that attacks its readers."""
    one = Story(
        "one",
        "Bonn will 2.000 Pumpen in das Ahrtal schicken.",
        "Die Hilfe sei dringend, sagte Anna Berg.",
        published="2021-07-19",
    )
    one.event(
        "Bonn will 2.000 Pumpen in das Ahrtal schicken",
        "AID",
        "Bonn",
        "Ahrtal",
        status="planned",
        location="Ahrtal",
        quantities=[number("2.000", 2000, "Pumpen")],
        asserted_by=["article", "c1"],
    )
    one.claim("Die Hilfe sei dringend", "Anna Berg", "e1", cue=one.quote("sagte"))
    two = Story("two", "Bonn plant, über 1.900 Pumpen in das Ahrtal zu schicken.", published="2021-07-19")
    two.event(
        "Bonn plant, über 1.900 Pumpen in das Ahrtal zu schicken",
        "AID",
        "Bonn",
        "Ahrtal",
        status="planned",
        location="Ahrtal",
        quantities=[number("über 1.900", 1900, "Pumpen", "at_least")],
    )
    three = Story("three", HOSTILE, "Am Montag trafen sich Anna und Bob.")
    three.event("Am Montag trafen sich Anna und Bob", "CONSULT", "Anna, Bob", at=1, when=on("Am Montag", "2021-07-19"))
    three.claim(HOSTILE.split(",", maxsplit=1)[0], "Bob")
    return [story.record() for story in (one, two, three)]


def a_run(folder: Path, records: Sequence[Record]) -> Path:
    """The folder of a run that made `records`, with its digest."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with Ledger(folder) as ledger:
        for record in records:
            ledger.save(record)
        ledger.gather(record.article.id for record in records)
        ledger.write_run(
            Run(
                program="summarizer 0",
                model="m",
                endpoint="embedded",
                prompts=[],
                inputs=["in"],
                started=now,
                updated=now,
                state="done",
                counts=Counts(articles=len(records), records=len(records)),
                tokens=Tokens(),
                seconds=1,
            )
        )
    digesting.write(folder)
    return folder
