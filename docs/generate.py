"""Write what the documentation shows of the program: `make docs` runs it, and a test finds drift.

`docs/cli.md` is the help of every command, as the program prints it. Other pages have blocks, each between
`<!-- name:begin -->` and `<!-- name:end -->`: what stands there is written from files of this repository.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console

from summarizer.cli import main
from summarizer.evaluation import tables
from summarizer.evaluation.agreement import agreement
from summarizer.evaluation.gold import load_gold, read_text
from summarizer.evaluation.results import read_result
from summarizer.export import tables as exported
from summarizer.running.show import show_record
from summarizer.schema import Claim, Event, Record

ROOT = Path(__file__).parents[1]
PAGE = Path(__file__).with_name("cli.md")
EXAMPLES = Path(__file__).with_name("example")
BASELINE = ROOT / "evals/baselines/embedded.json"
WIDTH = 100
SHOWN = 2
"""Events, claims and sentences of the summary that the example shows."""

T = TypeVar("T", Event, Claim)


def commands(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[click.Context]:
    """`command` and all below it, each with the name it is called by."""
    context = command.make_context(name, [], parent, resilient_parsing=True, terminal_width=WIDTH)
    yield context
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            below = command.get_command(context, sub)
            if below:
                yield from commands(below, sub, context)


def page() -> str:
    """The page of commands, in Markdown."""
    head = "# Commands\n\nWritten by `make docs` from the program itself: change the code, not this page.\n"
    contexts = commands(main, "summarizer")
    return head + "".join(f"\n## {each.command_path}\n\n```text\n{each.get_help()}\n```\n" for each in contexts)


def example() -> str:
    """A record, shortened, as `summarizer show` prints it, and its first quote as the file has it."""
    path = next(iter(sorted(EXAMPLES.glob("*.json"))), None)
    if path is None:
        return ""
    record = Record.model_validate_json(path.read_bytes())
    events = _telling(record.events)
    claims = _telling([claim for claim in record.claims if claim.speaker] or record.claims)
    shown = {"summary": record.summary[:SHOWN], "events": events, "claims": claims, "rejected": []}
    printed = StringIO()
    show_record(Console(file=printed, width=WIDTH, color_system=None), record.model_copy(update=shown))
    lines = "\n".join(line.rstrip() for line in printed.getvalue().splitlines())
    counted = (
        f"From `summarizer show out/seeds {record.article.id}`: {len(events)} of {len(record.events)} events and "
        f"{len(claims)} of {len(record.claims)} claims, each with its first quote; refused: {len(record.rejected)}."
    )
    quote = [*(event.quotes[0] for event in events), *(claim.quotes[0] for claim in claims)][0].model_dump_json(
        indent=2
    )
    return f"```text\n{lines}\n```\n\n{counted} The first quote in the record file:\n\n```json\n{quote}\n```"


def _telling(items: list[T]) -> list[T]:
    """A few items in their order, those with figures before others, each with its first quote."""
    ranked = sorted(range(len(items)), key=lambda i: (not items[i].quantities, i))
    return [items[i].model_copy(update={"quotes": items[i].quotes[:1]}) for i in sorted(ranked[:SHOWN])]


def scores() -> str:
    """The scores of the baseline, or that there is none."""
    if not BASELINE.exists():
        return ""
    result = read_result(BASELINE)
    made = f"{result.program}, model `{result.model}`, scored on {result.created:%Y-%m-%d}."
    grids = [grid for grid in (tables.scores(result), tables.digest(result), tables.usage(result)) if grid.rows]
    return "\n".join([made, "", *(grid.markdown() for grid in grids)]).rstrip()


def quotations() -> str:
    """What `make eval-quotations` measured last, one table for each size of sample."""
    found = sorted((ROOT / "evals/baselines").glob("quotations-*.md"))
    return "\n\n".join(path.read_text(encoding="utf-8").strip() for path in found)


def labels() -> str:
    """How much is labelled in each article."""
    rows = ["| article | events | optional | key | claims | optional | left |", "|---|---:|---:|---:|---:|---:|---:|"]
    for name, gold in sorted(load_gold(ROOT / "evals/gold").items()):
        counts = (
            len(gold.events),
            sum(event.optional for event in gold.events),
            sum(event.key for event in gold.events),
            len(gold.claims),
            sum(claim.optional for claim in gold.claims),
            len(gold.left),
        )
        rows.append(f"| {name} | " + " | ".join(map(str, counts)) + " |")
    return "\n".join(rows)


def agreed() -> str:
    """How far the two passes of labelling agree."""
    one, other = (load_gold(ROOT / "evals/passes" / name) for name in "ab")
    texts = {name: read_text(gold, ROOT) for name, gold in one.items()}
    return tables.agreement(agreement(one, other, texts)).markdown().rstrip()


BLOCKS: dict[str, dict[str, Callable[[], str]]] = {
    "README.md": {"example": example, "scores": scores, "quotations": quotations},
    "docs/export.md": {"columns": exported.markdown},
    "evals/README.md": {"labels": labels, "agreement": agreed, "scores": scores, "quotations": quotations},
}
"""Blocks by page."""


def filled(name: str) -> str:
    """A page of `BLOCKS` with its blocks as they should be.

    Raises:
        ValueError: The page lacks the marks of a block.
    """
    text = (ROOT / name).read_text(encoding="utf-8")
    for block, render in BLOCKS[name].items():
        begin, end = f"<!-- {block}:begin -->", f"<!-- {block}:end -->"
        inside = render()
        new = f"{begin}\n{inside}\n{end}" if inside else f"{begin}\n{end}"
        literal = new.replace("\\", r"\\")
        text, found = re.subn(f"{re.escape(begin)}.*?{re.escape(end)}", literal, text, flags=re.DOTALL)
        if found != 1:
            raise ValueError(f"{name} has {found} blocks {block!r}, not one")
    return text


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    for each in BLOCKS:
        (ROOT / each).write_text(filled(each), encoding="utf-8")
