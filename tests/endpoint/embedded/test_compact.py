import asyncio
import json
from typing import Any

from summarizer.endpoint.embedded.compact import with_compact_grammar

SCHEMA = {"type": "object", "properties": {"ort": {"type": "string", "enum": ["Köln", '"x"']}}}


def sent(**body: Any) -> dict[str, Any]:
    seen: list[dict[str, Any]] = []

    async def create(**passed: Any) -> Any:
        seen.append(passed)

    asyncio.run(with_compact_grammar(create)(**body))  # type: ignore[arg-type]
    return seen[0]


def test_a_schema_goes_as_a_grammar_that_allows_no_white_space() -> None:
    wanted = {"type": "json_schema", "json_schema": {"name": "n", "schema": SCHEMA, "strict": True}}
    body = sent(model="m", response_format=wanted, extra_body={"id_slot": 1})
    head, start = body["extra_body"].pop("grammar").split("\n")
    assert body == {"model": "m", "extra_body": {"id_slot": 1}}
    assert head == "%llguidance {}"
    bound = json.loads(start.removeprefix("start: %json "))
    assert bound == {**SCHEMA, "x-guidance": {"whitespace_flexible": False}}


def test_anything_else_is_left_alone() -> None:
    for body in ({"model": "m"}, {"response_format": {"type": "json_object"}, "extra_body": {"a": 1}}):
        assert sent(**body) == body
