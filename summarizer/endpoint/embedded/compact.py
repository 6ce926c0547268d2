"""Bind the embedded server to a schema, and to JSON without white space."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

DIALECT = "llguidance-compact"
"""Names this way of asking, for whoever has to tell answers apart."""


def with_compact_grammar(create: Create) -> Create:
    """Send a JSON schema as an llguidance grammar instead.

    Left to itself a model sets its JSON out in lines and indents it: two answer tokens in five would be white space.
    A grammar that cannot be compiled binds nothing, without a word: answers are to be validated all the same.
    """

    async def compact(**body: Any) -> ChatCompletion:
        wanted = body.get("response_format")
        if isinstance(wanted, dict) and wanted.get("type") == "json_schema":
            del body["response_format"]
            body["extra_body"] = {**(body.get("extra_body") or {}), "grammar": grammar(wanted["json_schema"]["schema"])}
        return await create(**body)

    return compact


def grammar(schema: dict[str, Any]) -> str:
    """The grammar of all JSON texts of `schema` that have no white space between their tokens."""
    bound = {**schema, "x-guidance": {"whitespace_flexible": False}}
    return f"%llguidance {{}}\nstart: %json {json.dumps(bound, separators=(',', ':'))}"
