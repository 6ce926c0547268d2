"""How far each file of requests has come, on disk before and after every step.

A step that is under way when the process dies is in doubt: the server may have done it or not. Such steps are named in
the state before they begin, and whoever goes on looks at the server before doing them again.
"""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from summarizer.endpoint.allowance import Need
from summarizer.errors import UsageError
from summarizer.running import atomic
from summarizer.schema import BatchUsage, Tokens

FOLDER = "batch"
STATE = "state.json"

Step = Literal["written", "uploading", "uploaded", "creating", "created", "settled"]


class Part(BaseModel):
    """A file of requests, and the batch made of it."""

    number: int = Field(ge=1)
    requests: int
    bytes: int
    model: str
    endpoint: str
    """Where it goes, without credentials."""
    step: Step = "written"
    """`settled`: the batch has ended, and all that came of it is here."""
    file_id: str | None = None
    batch_id: str | None = None
    status: str | None = None
    """Of the batch, as the server last said."""
    answered: int = 0
    tokens: Tokens = Tokens()
    cost: float | None = None
    """US dollars for the answers; None where no price of batches is known."""
    most_tokens: int = 0
    """That its prompts and answers may have."""
    most_cost: float = 0.0
    """US dollars that it may cost; 0 where no price is known."""

    @property
    def sent(self) -> bool:
        """Whether a batch of it exists for certain."""
        return self.step in {"created", "settled"}

    @property
    def most(self) -> Need:
        """What it may use, before its answers tell."""
        return Need(self.requests, self.most_tokens, self.most_cost)


class Remembered(BaseModel):
    """The settings that were used, where they were not the default: they decide which questions are asked."""

    model: str
    base_url: str | None = None
    """Without credentials."""
    window: str | None = None
    prompts_dir: str | None = None
    cache_dir: str | None = None


class State(BaseModel):
    """`batch/state.json`."""

    version: Literal["1"] = "1"
    run: str = Field(default_factory=lambda: uuid.uuid4().hex)
    """Names this run's files and batches on the server."""
    settings: Remembered
    refused: list[str] = []
    """Parameters that the server has refused and that can be said otherwise (`endpoint/dialect.py`)."""
    parts: list[Part] = []

    @property
    def open_parts(self) -> list[Part]:
        """Those whose answers are not here yet."""
        return [part for part in self.parts if part.step != "settled"]

    @property
    def usage(self) -> BatchUsage | None:
        """What all batches together have used so far; None before the first has ended."""
        settled = [part for part in self.parts if part.step == "settled"]
        if not settled:
            return None
        costs = [part.cost for part in settled]
        return BatchUsage(
            requests=sum(part.answered for part in settled),
            tokens=Tokens(
                input=sum(part.tokens.input for part in settled),
                cached=sum(part.tokens.cached for part in settled),
                output=sum(part.tokens.output for part in settled),
            ),
            cost=None if None in costs else sum(cost for cost in costs if cost is not None),
        )

    def save(self, folder: Path) -> None:
        """Write the state of the run in `folder`, durably."""
        atomic.write(folder / FOLDER / STATE, self.model_dump_json(indent=2).encode() + b"\n")


def load(folder: Path) -> State | None:
    """The state of the run in `folder`; None where no batch was ever submitted.

    Raises:
        UsageError: The file is none of ours.
    """
    path = folder / FOLDER / STATE
    try:
        return State.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Correct the permissions.") from None
    except ValidationError as error:
        raise UsageError(
            f"{path} is damaged, or of another version of summarizer ({error.errors()[0]['msg']}).",
            "Put it back from a copy: without it the batches under way, which are paid for, cannot be collected.",
        ) from None


def requests_file(folder: Path, number: int) -> Path:
    """The file of requests of a part."""
    return folder / FOLDER / f"{number:04}.requests.jsonl"


def results_files(folder: Path, number: int) -> tuple[Path, Path]:
    """The output file and the error file of a part; either may not exist."""
    stem = folder / FOLDER / f"{number:04}"
    return stem.with_suffix(".output.jsonl"), stem.with_suffix(".errors.jsonl")
