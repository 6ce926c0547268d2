"""OpenAI's strict subset of JSON Schema: what a server must be told to guarantee the form of an answer.

Source: the "Supported schemas" section of OpenAI's guide to structured outputs.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

Schema = dict[str, Any]

_DOCUMENTED = {
    *("type", "enum", "anyOf", "$ref", "$defs", "description"),
    *("properties", "required", "additionalProperties", "items", "minItems", "maxItems"),
    *("pattern", "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}
_REWRITTEN_KEPT = 64
_LENGTHS = {"minLength", "maxLength"}
_FORMATS = {"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"}


class UnsupportedSchemaError(TypeError):
    """The schema means something that the strict subset cannot say."""


def strict(schema: Schema, *, lengths: bool = False) -> Schema:
    """Rewrite a Pydantic JSON schema into the strict subset; the argument is left alone.

    Every property becomes required, further properties are forbidden, defaults and titles go, `const` becomes `enum`,
    `oneOf` becomes `anyOf`, and a reference with words beside it is inlined.

    Args:
        schema: As `model_json_schema()` gives it; the root must be an object.
        lengths: Keep `minLength` and `maxLength`, which OpenAI refuses and local servers enforce.

    Raises:
        UnsupportedSchemaError: for free-form objects, tuples, real intersections, or a root that is no object.
    """
    root, defs = deepcopy(schema), schema.get("$defs", {})
    if "$ref" in root:  # of a model that contains itself
        root = {**deepcopy(defs[root["$ref"].rpartition("/")[2]]), "$defs": root["$defs"]}
    rewritten = _rewrite(root, defs, _DOCUMENTED | (_LENGTHS if lengths else set()), "root")
    if rewritten.get("type") != "object":
        raise UnsupportedSchemaError("The root of a response model must be an object with fields.")
    return rewritten


def with_strict_schema(create: Create, *, lengths: bool = False) -> Create:
    """Make every `response_format` with a JSON schema a binding one."""

    @lru_cache(maxsize=_REWRITTEN_KEPT)
    def rewritten(given: _Given) -> Schema:
        return strict(given.schema, lengths=lengths)

    async def bound(**body: Any) -> ChatCompletion:
        wanted = body.get("response_format")
        if isinstance(wanted, dict) and wanted.get("type") == "json_schema":
            named = wanted["json_schema"]
            binding = {"name": named["name"], "schema": rewritten(_Given(named["schema"])), "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": binding}
        return await create(**body)

    return bound


class _Given:
    """A schema as a key: the same object is the same key. While the key is kept, so is the schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def __hash__(self) -> int:
        return id(self.schema)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Given) and self.schema is other.schema


def _rewrite(node: Schema, defs: Schema, keep: set[str], place: str) -> Schema:
    node = _without_synonyms(node, defs, place)
    if node.keys() & {"prefixItems", "patternProperties", "not", "if", "allOf"}:
        raise UnsupportedSchemaError(f"{place}: the strict subset has no {sorted(node.keys())}.")
    if node.get("type") == "object" or "properties" in node:
        _close(node, place)
    if node.get("format") not in _FORMATS:
        node.pop("format", None)
    node = {key: value for key, value in node.items() if key in keep}
    for key in ("properties", "$defs"):
        if key in node:
            node[key] = {name: _rewrite(sub, defs, keep, f"{place}.{name}") for name, sub in node[key].items()}
    if "anyOf" in node:
        node["anyOf"] = [_rewrite(sub, defs, keep, place) for sub in node["anyOf"]]
    if "items" in node:
        node["items"] = _rewrite(node["items"], defs, keep, f"{place}[]")
    return node


def _without_synonyms(node: Schema, defs: Schema, place: str) -> Schema:
    """Say with documented keywords what Pydantic says with others."""
    if "const" in node:
        node["enum"] = [node.pop("const")]
    if "oneOf" in node:
        node["anyOf"] = node.pop("oneOf")
    if len(node.get("allOf", ())) == 1:
        node = {**node.pop("allOf")[0], **node}
    beside = node.keys() - {"$ref", "$defs", "title", "default"}
    if "$ref" in node and beside:
        name = node.pop("$ref").rpartition("/")[2]
        if name not in defs:
            raise UnsupportedSchemaError(f"{place}: reference to {name!r}, which is not among the definitions.")
        node = {**deepcopy(defs[name]), **node}
        return _without_synonyms(node, defs, place)
    return node


def _close(node: Schema, place: str) -> None:
    if "properties" not in node or node.get("additionalProperties"):
        raise UnsupportedSchemaError(f"{place}: a free-form object cannot be bound; name its fields.")
    node["required"] = list(node["properties"])
    node["additionalProperties"] = False
