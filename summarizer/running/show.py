"""A run and its records, for reading."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from summarizer.errors import UsageError
from summarizer.running.entry import Entry
from summarizer.running.ledger import read_run, record_files
from summarizer.running.terminal import one_line, plain
from summarizer.schema import Claim, Event, Quantity, Quote, Record, Rejected, SummarySentence, When

Line = tuple[int, Text]
"""Indent in columns, and what stands there."""


def find(folder: Path, article_id: str) -> Record:
    """The record of the article whose id is `article_id`, or the only one whose id begins with it.

    Raises:
        UsageError: There is no such record, more than one, or no run in the folder.
    """
    read_run(folder)
    files = {path.name.removesuffix(".json"): path for path in record_files(folder)}
    matches = [article_id] if article_id in files else [each for each in files if each.startswith(article_id)]
    if not matches:
        raise UsageError(f"{folder} has no record {article_id!r}.", f"`summarizer show {folder}` lists them.")
    if len(matches) > 1:
        some = ", ".join(matches[:5]) + (", …" if len(matches) > 5 else "")
        raise UsageError(f"{article_id!r} fits {len(matches)} records of {folder}: {some}.", "Give more of the id.")
    path = files[matches[0]]
    try:
        return Record.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(
            f"{path} does not hold a record ({first['msg']}).", "Delete it and give the same run command again."
        ) from None


def show_run(console: Console, folder: Path) -> None:
    """The records of a run, one a line, and how it ended.

    Raises:
        UsageError: There is no run in the folder.
    """
    run = read_run(folder)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("Id", no_wrap=True)
    for heading in ("Events", "Claims", "Refused"):
        table.add_column(heading, justify="right", no_wrap=True, min_width=len(heading))
    table.add_column("Title", overflow="fold")
    for path in record_files(folder):
        entry = Entry.read(path)
        if entry:
            found = (str(entry.events), str(entry.claims), str(entry.rejected))
            table.add_row(Text(entry.article_id), *found, Text(one_line(entry.title)))
    console.print(table)
    counts = run.counts
    console.print(
        Text(
            f"{run.state}: {counts.records} of {counts.articles} articles, {run.model} ({run.endpoint}), {run.program}"
        )
    )


def show_record(console: Console, record: Record) -> None:
    """One record: what happened, who says what, and the words of the article under each."""
    sections: list[tuple[str, list[list[Line]]]] = [
        ("", [_heading(record)]),
        ("Summary", [_summary(sentence) for sentence in record.summary]),
        ("Events", [_event(event) for event in record.events]),
        ("Claims", [_claim(claim) for claim in record.claims]),
        ("Refused", [_rejected(rejected) for rejected in record.rejected]),
    ]
    for title, items in sections:
        if title and items:
            console.print(Text(f"\n{title}", style="bold underline"))
        for item in items:
            for indent, text in item:
                console.print(Padding(text, (0, 0, 0, indent), expand=False))


def _heading(record: Record) -> list[Line]:
    article, made = record.article, record.provenance
    published = article.published.isoformat() if article.published else None
    asked = f"{made.requests} request{'' if made.requests == 1 else 's'}"
    tokens = f"{made.tokens.input} tokens in, {made.tokens.output} out"
    return [
        (0, Text(one_line(article.title or article.id), style="bold")),
        (0, _dim(article.id, article.outlet, published, article.language, article.source)),
        (0, _dim(made.model, asked, tokens, f"{made.seconds:.1f} s", made.program)),
    ]


def _summary(sentence: SummarySentence) -> list[Line]:
    return [(2, Text.assemble(one_line(sentence.text), (f"  [{' '.join(sentence.cites)}]", "cyan")))]


def _event(event: Event) -> list[Line]:
    who = " → ".join(", ".join(each) for each in (event.actors, event.recipients) if each)
    if event.recipients and not event.actors:
        who = f"→ {who}"
    return [
        (2, Text.assemble((f"{event.id}  ", "cyan"), (one_line(event.title), "bold"))),
        (6, _dim(event.type, event.status, event.certainty, f"asserted by {', '.join(event.asserted_by)}")),
        *_labelled("who", who),
        *_labelled("where", event.location),
        *_labelled("when", _when(event.when)),
        *_labelled("figures", _figures(event.quantities)),
        *_quotes(event.quotes, event.quantities),
    ]


def _claim(claim: Claim) -> list[Line]:
    speaker = claim.speaker
    name = one_line(speaker.name) if speaker else "nobody named"
    role = f", {one_line(speaker.role)}" if speaker and speaker.role else ""
    about = f"about {', '.join(claim.about)}" if claim.about else None
    cue = f"cue „{one_line(claim.cue.exact)}“" if claim.cue else None
    return [
        (2, Text.assemble((f"{claim.id}  ", "cyan"), (name, "bold"), role)),
        (6, _dim(claim.attribution, claim.polarity, claim.certainty, cue, about)),
        *_labelled("says", claim.content),
        *_labelled("figures", _figures(claim.quantities)),
        *_quotes(claim.quotes, claim.quantities),
    ]


def _rejected(rejected: Rejected) -> list[Line]:
    draft = json.dumps(rejected.draft, ensure_ascii=False)
    return [
        (
            2,
            Text.assemble(
                (f"{rejected.kind}  ", "red"), one_line(rejected.reason.sentence), f"  ({rejected.reason.code})"
            ),
        ),
        (6, _dim(draft)),
    ]


def _quotes(quotes: list[Quote], quantities: list[Quantity]) -> list[Line]:
    lines = []
    for quote in quotes:
        words = Text(plain(quote.exact).replace("\n", " "), style="italic")
        words.highlight_words([plain(quantity.text) for quantity in quantities], style="bold yellow")
        lines.append((6, Text.assemble("│ ", words, (f"  {quote.start}–{quote.end}", "dim"))))
    return lines


def _figures(quantities: list[Quantity]) -> str:
    return "; ".join(_figure(each) for each in quantities)


def _figure(quantity: Quantity) -> str:
    numbers = "–".join(f"{each:,}" for each in (quantity.value, quantity.low, quantity.high) if each is not None)
    words = {"exact": "", "range": "", "approximate": "about ", "at_least": "at least ", "at_most": "at most "}
    unit = f" {quantity.unit}" if quantity.unit else ""
    return f"{words[quantity.bound]}{numbers}{unit}"


def _when(when: When | None) -> str | None:
    if when is None:
        return None
    days = dict.fromkeys(day.isoformat() for day in (when.start, when.end) if day)
    return f"{when.text} ({' to '.join(days)})" if days else when.text


def _labelled(label: str, text: str | None) -> list[Line]:
    return [(6, Text.assemble((f"{label}  ", "dim"), one_line(text)))] if text else []


def _dim(*parts: str | None) -> Text:
    return Text(" · ".join(one_line(part) for part in parts if part), style="dim")
