"""The models that run on this machine, listed and fetched for people."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from summarizer.endpoint.embedded import weights


def show(console: Console, folder: Path) -> None:
    """Name, state, size and place of each model that comes with the program."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading in ("Model", "State", "File", "Memory"):
        table.add_column(heading, no_wrap=True)
    table.add_column("What it is", overflow="fold")
    models = weights.models(folder)
    for model in models:
        table.add_row(model.name, model.state, _gigabytes(model.file_bytes), _gigabytes(model.memory_bytes), model.what)
    console.print(table)
    for model in models:
        console.print(Text(f"{model.name}: {model.path}", style="dim"))
    console.print(Text("Any other: --model PATH.gguf, or --model hf:OWNER/REPO/FILE.gguf", style="dim"))


def pull(console: Console, name: str, folder: Path) -> Path:
    """Fetch and check the weights of `name` into `folder`, with a progress bar; returns where they are.

    Raises:
        FatalForRun: They cannot be had; the message says why.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(name, total=None)
        return weights.pull(name, folder, lambda done, whole: progress.update(task, completed=done, total=whole)).path


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB"
