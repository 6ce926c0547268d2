"""A file of requests on its way to the server, and its answers on theirs back."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.endpoint.answers import Answers
from summarizer.endpoint.errors import SHOWN, Nonsense
from summarizer.endpoint.prices import price_of
from summarizer.errors import UsageError
from summarizer.running.batch import results
from summarizer.running.batch.service import ENDED, GIVE_UP, Service
from summarizer.running.batch.state import Part, State, requests_file, results_files

if TYPE_CHECKING:
    from openai.types import Batch


async def send(part: Part, state: State, folder: Path, api: Service) -> None:
    """Upload a part and have a batch made of it, from whatever step it has come to.

    Raises:
        EndpointError: The server does not take it.
    """
    if part.file_id is None:
        name = f"summarizer-{state.run}-{part.number:04}.jsonl"
        in_doubt = part.step == "uploading"
        part.step = "uploading"
        state.save(folder)
        part.file_id = await api.upload(requests_file(folder, part.number), name, in_doubt=in_doubt)
        part.step = "uploaded"
        state.save(folder)
    metadata = {"summarizer_run": state.run, "summarizer_part": str(part.number)}
    in_doubt = part.step == "creating"
    part.step = "creating"
    state.save(folder)
    part.batch_id = await api.create(part.file_id, metadata, in_doubt=in_doubt)
    part.step = "created"
    state.save(folder)


async def fetch(part: Part, batch: Batch, folder: Path, api: Service) -> None:
    """Download what an ended batch has answered, as far as it is not here.

    Raises:
        EndpointError: A file cannot be had.
    """
    ids = zip((batch.output_file_id, batch.error_file_id), results_files(folder, part.number), strict=True)
    files = {path: file_id for file_id, path in ids if file_id}
    for path, file_id in files.items():
        if not path.exists():
            await api.download(file_id, path)
    expected = batch.request_counts.completed if batch.request_counts else 0
    if (found := results.answers(folder, part)) >= expected:
        return
    # Something in between may have answered for the server, and an answer that is not found is bought again.
    first = {path: _digest(path) for path in files}
    for path, file_id in files.items():
        await api.download(file_id, path)
    same = first == {path: _digest(path) for path in files}
    if results.answers(folder, part) >= expected or (same and results.recognised(folder, part)):
        return
    for path in files:
        path.unlink()
    what = "a file of something else" if same else "two different files"
    raise Nonsense(
        f"{part.endpoint} gave {what} for the answers of batch {part.number}: {found} of {expected} are in it.",
        f"Collect again. If it stays so, do without these answers: {GIVE_UP}",
        "malformed_answer",
    )


def settle(part: Part, state: State, folder: Path, answers_dir: Path) -> None:
    """Put what was fetched into the cache and count it. Doing it again changes nothing.

    Raises:
        UsageError: The cache cannot be written.
        FatalForRun: The cache cannot be opened.
    """
    try:
        with closing(Answers(answers_dir)) as answers:
            refused = results.settle(folder, part, answers, price_of(part.model, part.endpoint, batch=True))
    except sqlite3.Error as error:
        raise UsageError(f"{answers_dir} cannot be written to: {error}.", "Make room, and collect again.") from None
    state.refused = sorted({*state.refused, *refused})
    part.step = "settled"
    state.save(folder)


def ended(batch: Batch) -> bool:
    """Whether nothing more will come of a batch."""
    return batch.status in ENDED


def standing(batch: Batch) -> str:
    """How a batch stands, in a few words."""
    counts = batch.request_counts
    done = f", {counts.completed:,} of {counts.total:,} done, {counts.failed:,} failed" if counts else ""
    errors = (batch.errors.data if batch.errors else None) or []
    why = " ".join(f"{errors[0].code}: {errors[0].message}".split())[:SHOWN] if errors else ""
    return f"{batch.status}{done}{f' ({why})' if why else ''}"


def check_server(part: Part, endpoint: str) -> None:
    """Refuse to ask another server about a part than the one that has it.

    Raises:
        UsageError: It is another.
    """
    if part.endpoint != endpoint:
        raise UsageError(
            f"Batch {part.number} belongs to {part.endpoint}, not to {endpoint}.", f"Give --base-url {part.endpoint}."
        )


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
