"""The commands of `summarizer eval`. Everything heavy is imported when a command runs."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.evaluation.compare import Comparison
    from summarizer.evaluation.corpus import QuotedArticle
    from summarizer.evaluation.gold import Gold, GoldRun
    from summarizer.evaluation.runs import RunFolder
    from summarizer.evaluation.tables import Grid

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_SAMPLE = click.option(
    "--sample", type=click.IntRange(min=1), help="Take only the fixed sample of this many articles (quick work: 40)."
)
_MARKDOWN = click.option("--markdown", is_flag=True, help="Print tables as Markdown.")


class _GateByDefault(click.Group):
    """`eval RUN …` means `eval gate RUN …`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["gate", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        if not all(map(importlib.util.find_spec, ("numpy", "scipy"))):
            raise UsageError("Evaluation needs numpy and scipy.", "Install them: pip install 'summarizer[eval]'.")
        return super().invoke(ctx)


@click.group(
    name="eval",
    cls=_GateByDefault,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def eval_group() -> None:
    """Score a run against labelled articles, and stop it if it got worse.

    `summarizer eval RUN …` is short for `summarizer eval gate RUN …`.
    """


@eval_group.command()
@click.argument("run", type=_FOLDER)
@click.option("--gold", "gold_dir", type=_FOLDER, required=True, help="Folder of labelled articles.")
@click.option("--baseline", type=_FILE, help="Result to compare with.")
@click.option(
    "--update-baseline",
    is_flag=True,
    help="Write the result to --baseline, be it better or worse; not with hard faults.",
)
@click.option("--json", "json_file", type=_FILE, help="Write the scores as JSON.")
@click.option("--junit", "junit_file", type=_FILE, help="Write the verdict as JUnit XML.")
@click.option("--html", "html_file", type=_FILE, help="Write a page with article, gold and findings side by side.")
@_MARKDOWN
def gate(  # noqa: PLR0913, PLR0917  (one parameter an option)
    run: Path,
    gold_dir: Path,
    baseline: Path | None,
    update_baseline: bool,
    json_file: Path | None,
    junit_file: Path | None,
    html_file: Path | None,
    markdown: bool,
) -> None:
    """Score RUN; exit with 1 if a hard fault or a loss beyond noise stops it."""
    from summarizer.evaluation import gate as gates  # noqa: PLC0415
    from summarizer.evaluation import scores, tables  # noqa: PLC0415
    from summarizer.evaluation.html import to_html  # noqa: PLC0415
    from summarizer.evaluation.junit import to_junit  # noqa: PLC0415
    from summarizer.evaluation.results import read_result  # noqa: PLC0415

    if update_baseline and not baseline:
        raise UsageError("There is no file to write the baseline to.", "Name it with --baseline.")
    folder, gold, across = _read(run, gold_dir)
    result = scores.score_run(folder, gold, across)
    before = None if baseline is None or (update_baseline and not baseline.exists()) else read_result(baseline)
    verdict = gates.judge(result, before)
    if verdict.comparison:
        _print_comparison(verdict.comparison, markdown)
    _print(markdown, tables.scores(result), tables.digest(result), tables.usage(result))
    for line in result.digest.faults if result.digest else ():
        click.echo(f"- {line}" if markdown else line)
    data = result.model_dump_json(indent=1) + "\n"
    for path, content in (
        (json_file, data),
        (junit_file, to_junit(verdict) if junit_file else ""),
        (html_file, to_html(verdict, gold, folder.records) if html_file else ""),
        (baseline if update_baseline and not result.broken else None, data),
    ):
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    for fault in verdict.faults:
        click.echo(f"stopped: {fault}", err=True)
    if verdict.passes:
        click.echo("passes" if before else "passes; there is no baseline to compare with")
    if result.broken or not (verdict.passes or update_baseline):
        click.get_current_context().exit(1)


@eval_group.command()
@click.argument("run_a", type=_FOLDER)
@click.argument("run_b", type=_FOLDER)
@click.option("--gold", "gold_dir", type=_FOLDER, required=True, help="Folder of labelled articles.")
@_MARKDOWN
def compare(run_a: Path, run_b: Path, gold_dir: Path, markdown: bool) -> None:
    """Compare RUN_B with RUN_A on the labelled articles both have."""
    from summarizer.evaluation import compare as comparing  # noqa: PLC0415
    from summarizer.evaluation import scores  # noqa: PLC0415

    results = [scores.score_run(*_read(run, gold_dir)) for run in (run_a, run_b)]
    found = comparing.compare(*results)
    _print_comparison(found, markdown)


@eval_group.command()
@click.argument("run", type=_FOLDER)
@click.option("--corpus", type=_FILE, required=True, help="JSONL file of the German quotation corpus.")
@_SAMPLE
@_MARKDOWN
def quotations(run: Path, corpus: Path, sample: int | None, markdown: bool) -> None:
    """Score the claims of RUN on the quotation corpus.

    RUN is made from what `summarizer eval quotations-input` wrote; its articles are found by their text.
    """
    from summarizer.evaluation import corpus as corpora  # noqa: PLC0415
    from summarizer.evaluation import quotations as quoting  # noqa: PLC0415
    from summarizer.evaluation import tables  # noqa: PLC0415
    from summarizer.evaluation.runs import read_folder  # noqa: PLC0415

    articles = _corpus(corpus, sample)
    if not articles:
        return
    records = read_folder(run).records.values()
    table = quoting.score(articles, corpora.predictions_from(articles, records))
    _print(markdown, tables.quotations(table))
    if table.missing:
        click.echo(f"{len(table.missing)} articles have no record in {run} and count as if nothing had been found")


@eval_group.command("quotations-input")
@click.argument("corpus", type=_FILE)
@click.argument("out", type=_FILE)
@_SAMPLE
def quotations_input(corpus: Path, out: Path, sample: int | None) -> None:
    """Write the articles of CORPUS, without their quotations, to OUT as JSONL for `summarizer run`."""
    from summarizer.evaluation.corpus import to_line  # noqa: PLC0415

    if articles := _corpus(corpus, sample):
        out.write_text("".join(to_line(article) + "\n" for article in articles), encoding="utf-8")
        click.echo(f"{len(articles)} articles in {out}")


@eval_group.command()
@click.argument("pass_a", type=_FOLDER)
@click.argument("pass_b", type=_FOLDER)
@click.option("--texts", type=_FOLDER, required=True, help="Folder that the labels' `source` paths start from.")
@click.option("--differences", is_flag=True, help="List every difference.")
@_MARKDOWN
def agreement(pass_a: Path, pass_b: Path, texts: Path, differences: bool, markdown: bool) -> None:
    """Measure how far two passes of labelling agree."""
    from summarizer.evaluation import agreement as agreeing  # noqa: PLC0415
    from summarizer.evaluation import tables  # noqa: PLC0415
    from summarizer.evaluation.gold import load_gold, read_text  # noqa: PLC0415

    one, other = load_gold(pass_a), load_gold(pass_b)
    found = agreeing.agreement(one, other, {name: read_text(gold, texts) for name, gold in one.items()})
    _print(markdown, tables.agreement(found))
    for each in found.differences if differences else ():
        click.echo(f"{each.article_id} {each.what}\n  a: {each.one}\n  b: {each.other}")


@eval_group.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("--out", metavar="FILE", type=_FILE, required=True, help="The recording to write (JSON Lines).")
@click.option("--model", help="As in `summarizer run`.")
@click.option("--base-url", metavar="URL", help="As in `summarizer run`.")
def record(inputs: tuple[str, ...], out: Path, model: str | None, base_url: str | None) -> None:
    """Ask the model about articles and keep its answers, for `summarizer eval replay`."""
    from summarizer import settings  # noqa: PLC0415
    from summarizer.evaluation import recording  # noqa: PLC0415

    def notice(text: str) -> None:
        if text:
            click.echo(text, err=True)

    header = recording.record(settings.load(model=model, base_url=base_url), inputs, out, notice=notice)
    click.echo(f"{out}: {len(header.articles)} articles by {header.origin.model}")


@eval_group.command()
@click.argument("recording", metavar="FILE", type=_FILE)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), required=True, help="Folder of the run.")
def replay(recording: Path, inputs: tuple[str, ...], out: Path) -> None:
    """Run as `summarizer run` does, with the recorded answers in FILE for a model: nothing is loaded or asked.

    A question that has no answer there stops the run, and the message says which prompt has changed.
    """
    from summarizer.evaluation import recording as recordings  # noqa: PLC0415

    click.get_current_context().exit(recordings.replay(recordings.read_recording(recording), inputs, out))


def _read(run: Path, gold_dir: Path) -> tuple[RunFolder, dict[str, Gold], GoldRun | None]:
    from summarizer.evaluation.gold import RUN, load_gold, load_gold_run  # noqa: PLC0415
    from summarizer.evaluation.runs import read_folder  # noqa: PLC0415

    across = load_gold_run(gold_dir) if (gold_dir / RUN).exists() else None
    return read_folder(run), load_gold(gold_dir), across


def _corpus(path: Path, size: int | None) -> list[QuotedArticle]:
    """The corpus or its fixed sample; nothing, with a line saying so, where there is no corpus."""
    from summarizer.evaluation.corpus import read_corpus, sample  # noqa: PLC0415

    if not path.exists():
        click.echo(f"skipped: the quotation corpus is not at {path}")
        return []
    try:
        articles = read_corpus(path)
    except ValueError as error:
        raise UsageError(f"{error}.", "Name a JSONL file of the corpus.") from None
    return sample(articles, size) if size else articles


def _print_comparison(found: Comparison, markdown: bool) -> None:
    from summarizer.evaluation import tables  # noqa: PLC0415

    _print(markdown, tables.comparison(found))
    for line in tables.changes(found):
        click.echo(f"- {line}" if markdown else line)


def _print(markdown: bool, *grids: Grid) -> None:
    from rich.console import Console  # noqa: PLC0415

    console = Console()
    for grid in grids:
        if not grid.rows:
            continue
        if markdown:
            click.echo(grid.markdown())
        else:
            console.print(grid.rich())
