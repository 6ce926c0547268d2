"""Which shards need not be looked at again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from summarizer.running import atomic
from summarizer.running.entry import Recipe
from summarizer.running.ledger import read_run
from summarizer.running.ray_engine.shards import Shard
from summarizer.schema import SCHEMA_VERSION, Run

_SUFFIX = ".done"


def mark(home: Path, shard: Shard, recipe: Recipe) -> None:
    """Note that all of a shard's records stand.

    Raises:
        OSError: It could not be written.
    """
    atomic.write(home.with_suffix(_SUFFIX), _token(shard, recipe))


def stands(home: Path, shard: Shard, recipe: Recipe) -> Run | None:
    """What the `run.json` of a shard says that has been done with the same articles, model and prompts."""
    try:
        if home.with_suffix(_SUFFIX).read_bytes() == _token(shard, recipe):
            return read_run(home)
    except FileNotFoundError:
        pass
    return None


def _token(shard: Shard, recipe: Recipe) -> bytes:
    made_with = json.dumps([SCHEMA_VERSION, recipe.model, sorted(recipe.prompt_keys)])
    return f"{shard.sha256} {hashlib.sha256(made_with.encode()).hexdigest()}\n".encode()
