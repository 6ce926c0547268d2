"""The commands. Each reads its arguments, calls one function and turns wrong use into a message; no logic here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from summarizer.endpoint import masking
from summarizer.evaluation.commands import eval_group
from summarizer.running.batch.commands import batch_group
from summarizer.running.cache_commands import cache_group
from summarizer.running.export_command import export
from summarizer.running.report_command import report

if TYPE_CHECKING:
    from summarizer.running import json_log

# Everything else is imported inside the commands, so that `summarizer --help` answers at once.
# ruff: noqa: PLC0415


class WrongUse(click.ClickException):
    """A wrong use: exit code 2."""

    exit_code = 2


@contextmanager
def messages() -> Iterator[None]:
    """Turn errors of use, and of the model's weights, into messages with an exit code."""
    from summarizer.endpoint.errors import EndpointError
    from summarizer.errors import UsageError

    try:
        yield
    except UsageError as error:
        raise WrongUse(str(error)) from None
    except EndpointError as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        sys.exit(130)


class Commands(click.Group):
    """A group whose commands may raise `UsageError` and `EndpointError`."""

    def invoke(self, ctx: click.Context) -> Any:
        with messages():
            return super().invoke(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="summarizer", prog_name="summarizer")
def main() -> None:
    """News articles in; events and claims out, each with the exact words that support it."""
    sys.excepthook = masking.show_masked


@main.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("--out", metavar="DIR", required=True, type=click.Path(path_type=Path), help="Folder of the run.")
@click.option("--model", help="'embedded' (the default), a GGUF file, hf:OWNER/REPO/FILE, or a model of the server.")
@click.option("--base-url", metavar="URL", help="OpenAI-compatible API; its key comes from OPENAI_API_KEY.")
@click.option("--concurrency", type=int, metavar="N", help="Articles and requests under way at once.")
@click.option("--rpm", type=int, metavar="N", help="Most requests to the server in a minute.")
@click.option("--tpm", type=int, metavar="N", help="Most tokens in a minute.")
@click.option("--max-cost", type=float, metavar="USD", help="Most the run may cost, over all its starts.")
@click.option("--max-tokens", type=int, metavar="N", help="Most tokens the run may take, over all its starts.")
@click.option("--engine", type=click.Choice(["local", "ray"]), help="This process (the default), or a Ray cluster.")
@click.option("--address", metavar="HOST:PORT", help="Of the Ray cluster; without one, Ray is started here.")
@click.option("--workers", type=int, metavar="N", help="Processes on the Ray cluster.")
@click.option("--window", type=click.Choice(["auto", "article", "sentence"]), help="How much text one request shows.")
@click.option("--prompts-dir", metavar="DIR", type=click.Path(path_type=Path), help="Prompt templates of your own.")
@click.option("--cache-dir", metavar="DIR", type=click.Path(path_type=Path), help="Where answers are kept.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep answers.")
@click.option("--dry-run", is_flag=True, help="Say what would be asked and what it would cost; send nothing.")
@click.option("--fresh", is_flag=True, help="Make every record again.")
@click.option("-q", "--quiet", is_flag=True, help="Show failures only.")
@click.option(
    "--log-json", metavar="FILE", help="Write events to FILE (- for standard output), one JSON object a line."
)
@click.option("--log-level", type=click.Choice(["debug", "info", "warning"]), default="info", help="Of --log-json.")
def run(  # noqa: PLR0913, PLR0917 - one parameter an option
    inputs: tuple[str, ...],
    out: Path,
    no_cache: bool,
    dry_run: bool,
    fresh: bool,
    quiet: bool,
    log_json: str | None,
    log_level: json_log.Level,
    **given: str | float | Path | None,
) -> NoReturn:
    """Summarise articles into a folder.

    INPUT is a file (.txt, .md, .html, .jsonl), a folder, a glob, or - for standard input. The same command again goes
    on where the last one stopped. Exit codes: 0 all done, 3 some articles failed, 1 nothing could be done, 2 wrong use,
    130 interrupted.
    """
    from summarizer import settings
    from summarizer.running import collecting, json_log

    loaded = settings.load(**given, cache=False if no_cache else None)
    if dry_run:
        from summarizer.running import dry_run as dry

        click.echo("\n".join(dry.estimate(loaded, inputs, out, fresh=fresh).lines()))
        sys.exit(0)
    collecting.collect_spans()
    with json_log.json_log(log_json, log_level):
        code = _engine(loaded.engine)(loaded, inputs, out, fresh=fresh, quiet=quiet)
    sys.exit(code)


def _engine(name: str) -> Callable[..., int]:
    if name == "ray":
        from summarizer.running.ray_engine import command as on_ray

        return on_ray.run
    from summarizer.running import command

    return command.run


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("article_id", metavar="[ID]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
def show(folder: Path, article_id: str | None, as_json: bool) -> None:
    """Show the records of a run, or the one whose id is (or begins with) ID."""
    from summarizer.running import show as showing
    from summarizer.running.terminal import console

    if article_id is None:
        showing.show_run(console(stderr=False), folder)
    elif as_json:
        click.echo(showing.find(folder, article_id).model_dump_json(indent=2))
    else:
        showing.show_record(console(stderr=False), showing.find(folder, article_id))


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--model", help="Let this model settle doubtful pairs of reports; the rules alone decide without it.")
@click.option("--base-url", metavar="URL", help="OpenAI-compatible API of that model.")
def digest(folder: Path, model: str | None, base_url: str | None) -> None:
    """Write what the records of a run say together: same events, figures, timeline, speakers (digest.json)."""
    from summarizer.running import digesting

    judge = None
    if model:
        from summarizer import settings
        from summarizer.running.judging import ModelJudge

        judge = ModelJudge(settings.load(model=model, base_url=base_url))
    made = digesting.write(folder, judge)
    if judge:
        click.echo(judge.account(), err=True)
    click.echo(
        f"{folder / digesting.DIGEST}: {len(made.events)} events of {len(made.articles)} articles, "
        f"{len(made.figures)} figures, {len(made.contradictions)} contradictions"
    )


@main.command()
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", metavar="DIR", required=True, type=click.Path(path_type=Path), help="Folder of the whole.")
def merge(folders: tuple[Path, ...], out: Path) -> None:
    """Join run folders, of several machines for instance, into one.

    Of several records of one text the newest is taken; different texts under one id are named as failures.
    """
    from summarizer.running import merge as merging

    run = merging.merge(folders, out)
    click.echo(f"{out}: {run.counts.records:,} records, {run.counts.failures:,} failures of {len(folders)} runs")


@main.command()
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), default=Path("schemas"), show_default=True)
def schema(out: Path) -> None:
    """Write the JSON Schemas (draft 2020-12) of everything a run writes."""
    from summarizer import schema_export

    try:
        for path in schema_export.write(out):
            click.echo(path)
    except OSError as error:
        raise WrongUse(f"{out} cannot be written to: {error.strerror}. Name another folder with --out.") from None


@main.group(invoke_without_command=True)
@click.pass_context
def models(context: click.Context) -> None:
    """List the models that run on this machine."""
    if context.invoked_subcommand:
        return
    from summarizer import settings
    from summarizer.running import local_models
    from summarizer.running.terminal import console

    local_models.show(console(stderr=False), settings.folders().weights_dir)


@models.command()
@click.argument("name")
def pull(name: str) -> None:
    """Fetch and check the weights of a model: 'embedded', or hf:OWNER/REPO/FILE."""
    from summarizer import settings
    from summarizer.running import local_models
    from summarizer.running.terminal import console

    click.echo(local_models.pull(console(stderr=True), name, settings.folders().weights_dir))


main.add_command(batch_group)
main.add_command(cache_group)
main.add_command(eval_group)
main.add_command(export)
main.add_command(report)

if __name__ == "__main__":
    main()
