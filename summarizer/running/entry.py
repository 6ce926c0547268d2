"""What a run has to know of a record, and whether the record stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import FileIO
from pathlib import Path

from pydantic import BaseModel

from summarizer.schema import SCHEMA_VERSION, Article, PromptRef, Record, Tokens


@dataclass(frozen=True)
class Recipe:
    """What records are made with: a record made otherwise is made again."""

    program: str
    """Name and version of this program. A newer version alone does not make a record again."""
    model: str
    endpoint: str
    """Where the model is, without credentials. The same model elsewhere does not make a record again."""
    prompts: tuple[PromptRef, ...]
    """Every template an article may need; a record names those it did need."""

    @cached_property
    def prompt_keys(self) -> frozenset[tuple[str, str]]:
        """Name and digest of each template."""
        return frozenset((prompt.name, prompt.sha256) for prompt in self.prompts)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a run has to remember of a record: no text of the article."""

    article_id: str
    title: str
    text_sha256: str
    schema_version: str
    model: str
    prompts: frozenset[tuple[str, str]]
    events: int
    claims: int
    rejected: int
    requests: int
    attempts: int
    tokens: Tokens
    seconds: float

    @classmethod
    def read(cls, path: str | Path) -> Entry | None:
        """The entry of the record in a file; None if there is no file, or none that holds a record."""
        try:
            return cls.parsed(content(path))
        except (FileNotFoundError, ValueError):
            return None

    @classmethod
    def parsed(cls, line: bytes) -> Entry:
        """The entry of a record as it stands in its file.

        Raises:
            ValueError: That is no record.
        """
        return cls.of(Remembered.model_validate_json(line))

    @classmethod
    def of(cls, record: Record | Remembered) -> Entry:
        """The entry of a record."""
        article, provenance = record.article, record.provenance
        return cls(
            article_id=article.id,
            title=article.title or "",
            text_sha256=article.text_sha256,
            schema_version=record.schema_version,
            model=provenance.model,
            prompts=frozenset((prompt.name, prompt.sha256) for prompt in provenance.prompts),
            events=len(record.events),
            claims=len(record.claims),
            rejected=len(record.rejected),
            requests=provenance.requests,
            attempts=provenance.attempts,
            tokens=provenance.tokens,
            seconds=provenance.seconds,
        )

    def stands(self, article: Article, recipe: Recipe) -> bool:
        """Whether the record says of `article` what a new one would: same text, same model, same prompts."""
        return self.stands_for(article.text_sha256, recipe)

    def stands_for(self, text_sha256: str, recipe: Recipe) -> bool:
        """`stands`, of an article of which only the digest is known."""
        return (
            self.text_sha256 == text_sha256
            and self.schema_version == SCHEMA_VERSION
            and self.model == recipe.model
            and self.prompts <= recipe.prompt_keys
        )


class _Passed(BaseModel):
    """An object of which nothing is kept."""


class _Article(BaseModel):
    id: str
    title: str | None
    text_sha256: str


class _Prompt(BaseModel):
    name: str
    sha256: str


class _Provenance(BaseModel):
    model: str
    prompts: list[_Prompt]
    created: str
    requests: int
    attempts: int
    tokens: Tokens
    seconds: float


class Remembered(BaseModel):
    """What is wanted of a record in its file: the rest is passed over, which takes half the time of reading it."""

    schema_version: str
    article: _Article
    events: list[_Passed]
    claims: list[_Passed]
    rejected: list[_Passed]
    provenance: _Provenance


def content(path: str | Path) -> bytes:
    """The bytes of a file."""
    with FileIO(path) as file:  # a fraction of the time of read_bytes, and a run has thousands
        return file.readall()
