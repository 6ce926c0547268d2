import asyncio
from enum import StrEnum
from typing import Any, Literal

import jsonschema
import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.endpoint.strict import UnsupportedSchemaError, strict, with_strict_schema

# The keywords OpenAI documents for strict mode, and no others.
DOCUMENTED = {
    "type", "enum", "anyOf", "$ref", "$defs", "description", "properties", "required", "additionalProperties", "items",
    "minItems", "maxItems", "pattern", "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "multipleOf",
}  # fmt: skip


class Status(StrEnum):
    OCCURRED = "occurred"
    PLANNED = "planned"


class Person(BaseModel):
    name: str = Field(min_length=1, max_length=80, description="As the text has it")
    role: str | None = None
    boss: "Person | None" = None


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int = Field(ge=0, le=9)


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"


class Everything(BaseModel):
    """A model with all that drafts use."""

    model_config = ConfigDict(title="Titled")

    status: Status = Status.OCCURRED
    person: Person = Field(description="Words beside a reference")
    people: list[Person] = Field(default_factory=list, max_length=3)
    pet: Cat | Dog = Field(discriminator="kind")
    date: str = Field(pattern=r"^\d{4}$", json_schema_extra={"examples": ["2024"], "format": "made-up"})
    yes: bool = True
    ratio: float = Field(default=0.5, gt=0, lt=1)


EXAMPLE: dict[str, Any] = {
    "status": "planned",
    "person": {"name": "A", "role": None, "boss": {"name": "B", "role": "x", "boss": None}},
    "people": [],
    "pet": {"kind": "cat", "lives": 7},
    "date": "2024",
    "yes": False,
    "ratio": 0.1,
}


def subschemas(node: Any) -> list[dict[str, Any]]:
    """Every schema in a schema; property names are not keywords."""
    found = [node]
    for key in ("properties", "$defs"):
        for sub in node.get(key, {}).values():
            found += subschemas(sub)
    for sub in [*node.get("anyOf", []), *([node["items"]] if "items" in node else [])]:
        found += subschemas(sub)
    return found


def test_the_subset_is_kept_everywhere() -> None:
    schema = strict(Everything.model_json_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert len(subschemas(schema)) > 20
    for sub in subschemas(schema):
        assert sub.keys() <= DOCUMENTED
        assert sub.keys() == {"$ref"} or "$ref" not in sub
        if sub.get("type") == "object":
            assert sub["required"] == list(sub["properties"])
            assert sub["additionalProperties"] is False


def test_it_accepts_what_the_model_accepts_and_refuses_more() -> None:
    validator = jsonschema.Draft202012Validator(strict(Everything.model_json_schema()))
    Everything.model_validate(EXAMPLE)
    validator.validate(EXAMPLE)
    for spoilt in (
        {**EXAMPLE, "more": 1},
        {**EXAMPLE, "status": "dreamt"},
        {**EXAMPLE, "pet": {"kind": "cow"}},
        {**EXAMPLE, "people": [EXAMPLE["person"]] * 4},
        {**EXAMPLE, "date": "soon"},
        {**EXAMPLE, "ratio": 1},
        {key: value for key, value in EXAMPLE.items() if key != "yes"},
    ):
        assert not validator.is_valid(spoilt)


def test_words_beside_a_reference_stay_with_it() -> None:
    person = strict(Everything.model_json_schema())["properties"]["person"]
    assert person["description"] == "Words beside a reference"
    assert person["properties"]["name"]["description"] == "As the text has it"


def test_lengths_stay_only_where_wanted() -> None:
    schema = Person.model_json_schema()
    assert "maxLength" not in strict(schema)["$defs"]["Person"]["properties"]["name"]
    kept = strict(schema, lengths=True)["$defs"]["Person"]["properties"]["name"]
    assert (kept["minLength"], kept["maxLength"]) == (1, 80)


def test_the_argument_is_left_alone() -> None:
    schema = Everything.model_json_schema()
    strict(schema)
    assert schema == Everything.model_json_schema()


class Free(BaseModel):
    fields: dict[str, int]


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    a: int


class Pair(BaseModel):
    pair: tuple[int, str]


@pytest.mark.parametrize("model", [Free, Open, Pair])
def test_what_cannot_be_bound_is_refused(model: type[BaseModel]) -> None:
    with pytest.raises(UnsupportedSchemaError, match="root"):
        strict(model.model_json_schema())


def test_the_root_must_be_an_object() -> None:
    with pytest.raises(UnsupportedSchemaError, match="object"):
        strict({"anyOf": [{"type": "string"}, {"type": "null"}]})


def test_the_wrapper_binds_json_schemas_and_nothing_else() -> None:
    sent: list[dict[str, Any]] = []

    async def create(**body: Any) -> Any:
        sent.append(body)

    async def run() -> None:
        bound = with_strict_schema(create)
        schema = Cat.model_json_schema()
        await bound(response_format={"type": "json_schema", "json_schema": {"name": "Cat", "schema": schema}}, n=1)
        await bound(response_format={"type": "json_object"})
        await bound(n=2)

    asyncio.run(run())
    schema = strict(Cat.model_json_schema())
    assert sent[0] == {
        "n": 1,
        "response_format": {"type": "json_schema", "json_schema": {"name": "Cat", "schema": schema, "strict": True}},
    }
    assert sent[1:] == [{"response_format": {"type": "json_object"}}, {"n": 2}]


def test_every_required_null_is_still_valid_for_the_model() -> None:
    Person.model_validate({"name": "A", "role": None, "boss": None})
    with pytest.raises(ValidationError):
        Person.model_validate({"name": "", "role": None, "boss": None})
