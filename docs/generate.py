"""Write docs/cli.md: the help of every command, as the program prints it. `make docs` runs it; a test finds drift."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from summarizer.cli import main

PAGE = Path(__file__).with_name("cli.md")
WIDTH = 100


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
    """The whole page, in Markdown."""
    head = "# Commands\n\nWritten by `make docs` from the program itself: change the code, not this page.\n"
    contexts = commands(main, "summarizer")
    return head + "".join(f"\n## {each.command_path}\n\n```text\n{each.get_help()}\n```\n" for each in contexts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
