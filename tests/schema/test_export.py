"""The exported schemas are those of the models, and mean the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from summarizer import resources, schema_export
from tests.running.samples import article, record


def test_the_files_are_those_of_the_models() -> None:
    """Run `summarizer schema` where this fails, and note in CHANGELOG.md what has changed."""
    folder = resources.folder("schemas")
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert found == schema_export.files()


@pytest.mark.parametrize("name", schema_export.MODELS)
def test_a_schema_is_valid_and_named(name: str) -> None:
    schema = schema_export.schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:summarizer:schema:{name}:1"
    assert schema["title"]
    assert schema["description"]


def sample() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(record(article("a")).model_dump_json())
    return made


def test_a_record_keeps_to_its_schema() -> None:
    Draft202012Validator(schema_export.schema("record")).validate(sample())


def test_the_schema_lets_newer_fields_pass() -> None:
    Draft202012Validator(schema_export.schema("record")).validate(sample() | {"added_later": 1})


@pytest.mark.parametrize("kind", ["events", "claims"])
def test_the_schema_refuses_an_item_without_a_quote(kind: str) -> None:
    made = sample()
    made[kind][0]["quotes"] = []
    with pytest.raises(ValidationError):
        Draft202012Validator(schema_export.schema("record")).validate(made)
    del made[kind][0]["quotes"]
    with pytest.raises(ValidationError):
        Draft202012Validator(schema_export.schema("record")).validate(made)


def test_writes_into_a_new_folder(tmp_path: Any) -> None:
    paths = schema_export.write(tmp_path / "new")
    assert sorted(path.stem for path in paths) == ["article", "digest", "failure", "record", "run"]
    assert all(json.loads(path.read_bytes()) for path in paths)
