"""The contract as JSON Schema (draft 2020-12), one file for each model that stands alone in a file or on a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from summarizer.schema import SCHEMA_VERSION, Article, Contract, Failure, Record, Run
from summarizer.schema.digest import Digest

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: dict[str, type[Contract]] = {
    "record": Record,
    "article": Article,
    "failure": Failure,
    "run": Run,
    "digest": Digest,
}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of `record`, `article`, `failure`, `run` or `digest`."""
    identity = {"$schema": DIALECT, "$id": f"urn:summarizer:schema:{name}:{SCHEMA_VERSION}"}
    return identity | MODELS[name].model_json_schema(mode="serialization")


def files() -> dict[str, str]:
    """File name and content of every schema."""
    return {f"{name}.json": json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n" for name in MODELS}


def write(folder: Path) -> list[Path]:
    """Write every schema into `folder`, which is made if need be, and return the paths.

    Raises:
        OSError: The folder or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in files()]
