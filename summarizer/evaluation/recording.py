"""Recordings: the answers of a real model to a set of articles, in a file, so that a run can be had again without it.

A recording is a JSON Lines file in UTF-8. Its first line says what was recorded; every other line is one answer,
sorted by its question, so that a renewed recording shows in a diff what the model now answers otherwise.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer import settings as all_settings
from summarizer.drafting.drafter import Window
from summarizer.endpoint.errors import FatalForRun
from summarizer.endpoint.recording import NOT_RECORDED, Answer, Origin, Recorder
from summarizer.endpoint.stack import open_endpoint, open_recording
from summarizer.errors import UsageError
from summarizer.reading import read
from summarizer.running import atomic, command
from summarizer.running.entry import Recipe
from summarizer.running.pipeline import Summarizer
from summarizer.schema import Article, Failure, PromptRef, Record
from summarizer.settings import Settings

if TYPE_CHECKING:
    import httpx2

_LIBRARIES = ("instructor", "pydantic")
"""They word parts of every question: schemas, and what is said after an invalid answer."""
_HOW = "`make record`, or `summarizer eval record INPUT... --out FILE`."
_RENEW = f"Renew it: {_HOW}"

M = TypeVar("M", bound=BaseModel)


class Header(BaseModel):
    """What was recorded, and what with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    origin: Origin
    window: Window
    prompts: list[PromptRef]
    """Every template that an article could have needed."""
    articles: dict[str, str]
    """SHA-256 of the text, by article id."""
    program: str
    libraries: dict[str, str]
    """Versions of those that word parts of the questions."""
    created: date


@dataclass(frozen=True)
class Recording:
    """A recording, read."""

    path: Path
    header: Header
    answers: dict[str, Answer]
    """By key."""


def record(
    settings: Settings,
    inputs: Sequence[str],
    out: Path,
    *,
    notice: Callable[[str], None] | None = None,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> Header:
    """Ask the model about the articles of `inputs` and write all its answers to `out`.

    The user's cache is left alone, so that every answer is one that this model gives now.

    Args:
        settings: Which model, and how it is asked.
        inputs: Files, folders or globs.
        out: The recording; written whole, or not at all.
        notice: Told in words how it goes on.
        transport: Stands in for the network, in tests.

    Raises:
        UsageError: An input cannot be read, or `out` cannot be written.
        EndpointError: The model gave no usable answer about an article.
    """
    command.check_inputs(inputs, out)
    recorder = Recorder()
    with TemporaryDirectory(prefix="summarizer-") as cache:
        fresh = settings.model_copy(update={"cache": True, "cache_dir": Path(cache)})
        opener = partial(open_endpoint, recorder=recorder)
        summarizer = Summarizer(fresh, notice=notice, transport=transport, opener=opener)
        articles = asyncio.run(_asked(summarizer, read(inputs), notice))
    if recorder.origin is None or not articles:
        raise UsageError(f"No article in {', '.join(inputs)}.", "Name files, folders or globs that hold some.")
    recipe = summarizer.recipe
    header = Header(
        origin=recorder.origin,
        window=summarizer.window,
        prompts=list(recipe.prompts),
        articles=articles,
        program=recipe.program,
        libraries=_libraries(),
        created=datetime.now(UTC).date(),
    )
    answers = sorted(recorder.answers.values(), key=lambda answer: (answer.asked, answer.key))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with atomic.writing(out) as lines:
            lines.writelines(line.model_dump_json().encode() + b"\n" for line in (header, *answers))
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}.", "Name another file with --out.") from None
    return header


async def _asked(
    summarizer: Summarizer, articles: Iterable[Article | Failure], notice: Callable[[str], None] | None
) -> dict[str, str]:
    digests = {}
    async with summarizer:
        for article in articles:
            if isinstance(article, Failure):
                raise UsageError(article.message, article.remedy)
            made = await summarizer.asummarize(article)
            digests[article.id] = article.text_sha256
            if notice:
                notice(f"{article.id}: {made.provenance.requests} answers")
    return digests


def read_recording(path: Path) -> Recording:
    """The recording in a file.

    Raises:
        UsageError: There is none, or it is of another form.
    """
    try:
        first, *rest = path.read_bytes().splitlines() or [b""]
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", f"Record it: {_HOW}") from None
    header = _line(Header, path, 1, first)
    answers = [_line(Answer, path, number, line) for number, line in enumerate(rest, 2)]
    return Recording(path, header, {answer.key: answer for answer in answers})


def replay(recording: Recording, inputs: Sequence[str], out: Path) -> int:
    """Summarise `inputs` into the run folder `out` with the recorded answers alone; returns the exit code.

    Everything but the model is what the program now is: prompts, reading, questions, checks.

    Raises:
        UsageError: As `summarizer run` raises it.
    """
    origin = recording.header.origin
    settings = all_settings.load(
        model=origin.model,
        base_url=None if origin.local else origin.endpoint,
        window=recording.header.window,
    )
    return command.run(settings, inputs, out, fresh=True, summarizer=Replayer(recording, settings))


class Replayer(Summarizer):
    """A summarizer whose model is a recording."""

    def __init__(self, recording: Recording, settings: Settings) -> None:
        self._recording = recording
        origin = recording.header.origin
        super().__init__(settings, opener=lambda *_, **__: open_recording(origin, recording.answers))

    @property
    def recipe(self) -> Recipe:
        """What records are made with."""
        return replace(super().recipe, endpoint=self._recording.header.origin.replayed)

    async def asummarize(self, article: Article) -> Record:
        """The record of `article`.

        Raises:
            FatalForRun: The recording is stale; the message says why.
        """
        try:
            return await super().asummarize(article)
        except FatalForRun as error:
            if error.code != NOT_RECORDED:
                raise
            stale = f"{self._recording.path} is stale: {self._why(article)}. {error.message}"
            raise FatalForRun(stale, _RENEW, NOT_RECORDED) from None

    def _why(self, article: Article) -> str:
        header = self._recording.header
        if article.id not in header.articles:
            return f"the article {article.id} was not recorded"
        if header.articles[article.id] != article.text_sha256:
            return f"the text of {article.id} has changed"
        changed = {then.name for then in set(header.prompts) ^ set(self.recipe.prompts)}
        if needed := sorted(name for name in changed if name.endswith(f".{article.language}")):
            return f"{_listed(needed)} changed since it was recorded"
        was = header.libraries
        if updated := sorted(
            f"{name} is {now}, was {was.get(name)}" for name, now in _libraries().items() - was.items()
        ):
            return ", ".join(updated)
        return f"the prompts have not changed since {header.created}, but the code asks other questions"


def _listed(prompts: list[str]) -> str:
    return f"the prompt {prompts[0]} has" if len(prompts) == 1 else f"the prompts {', '.join(prompts)} have"


def _libraries() -> dict[str, str]:
    return {name: version(name) for name in _LIBRARIES}


def _line(model: type[M], path: Path, number: int, line: bytes) -> M:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        what = f"{path}:{number}: not a line of a recording of this version ({place}: {fault['msg']})."
        raise UsageError(what, _RENEW) from None
