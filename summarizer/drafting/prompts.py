"""Prompt templates: one TOML file a prompt and language, with instructions, examples and a digest.

A template has the strings `system` and `user` and, optionally, a list `examples`, each with `values` for the places
`{{name}}` in `user` and the `answer` they should get. Values are filled in once and never read again, so that braces in
an article stay braces.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from summarizer.errors import UsageError
from summarizer.schema import PromptRef

_PLACE = re.compile(r"\{\{(\w+)\}\}")

Message = dict[str, str]


class PromptError(UsageError):
    """A prompt template cannot be used; the message names the file and what is wrong with it."""

    def __init__(self, path: Path, wrong: str) -> None:
        super().__init__(f"{path}: {wrong}.", "Correct the template, or use those of the package.")


@dataclass(frozen=True)
class Prompt:
    """A template, ready to be filled in."""

    ref: PromptRef
    path: Path
    system: str
    user: str
    examples: tuple[tuple[Mapping[str, str], Mapping[str, Any]], ...]

    def messages(self, **values: str) -> list[Message]:
        """The conversation that asks the question: instructions, examples as earlier turns, the question.

        Raises:
            PromptError: the template has a place that nothing fills.
        """
        return [*self._opening, {"role": "user", "content": self._filled(values)}]

    @cached_property
    def _opening(self) -> list[Message]:
        """What is the same for every question."""
        turns = [{"role": "system", "content": self.system}]
        for shown, answer in self.examples:
            turns.append({"role": "user", "content": self._filled(shown)})
            turns.append({"role": "assistant", "content": compact(answer)})
        return turns

    def _filled(self, values: Mapping[str, str]) -> str:
        try:
            return _PLACE.sub(lambda place: values[place.group(1)], self.user)
        except KeyError as missing:
            raise PromptError(self.path, f"nothing fills the place {missing}") from None


def compact(answer: Mapping[str, Any]) -> str:
    """JSON without white space: what a model sees it will write, and every character costs."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def load(folder: Path, name: str, language: str) -> Prompt:
    """Read `folder/name.language.toml`.

    Raises:
        PromptError: no such file, no TOML, or a field is missing.
    """
    path = folder / f"{name}.{language}.toml"
    try:
        raw = path.read_bytes()
        fields = tomllib.loads(raw.decode("utf-8"))
    except FileNotFoundError:
        raise PromptError(path, "no such prompt template") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PromptError(path, f"not a TOML file in UTF-8: {error}") from None
    try:
        examples = tuple((each["values"], _nulls(each["answer"])) for each in fields.get("examples", []))
        system, user = fields["system"].strip(), fields["user"].strip()
    except (KeyError, TypeError, AttributeError) as error:
        raise PromptError(path, f"the field {error} is missing or has the wrong type") from None
    digest = hashlib.sha256(raw).hexdigest()
    return Prompt(PromptRef(name=f"{name}.{language}", sha256=digest), path, system, user, examples)


def _nulls(value: Any) -> Any:
    """TOML has no null: templates write the word "null" instead."""
    if isinstance(value, dict):
        return {key: _nulls(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_nulls(each) for each in value]
    return None if value == "null" else value
