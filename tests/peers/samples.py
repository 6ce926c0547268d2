"""Whole runs against a server: articles, what is said about them, and the command."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from summarizer.cli import main
from summarizer.drafting.shown import numbered
from summarizer.reading import read
from summarizer.reading.sentences import Sentence, split
from summarizer.schema import Article, Failure, Record, Run
from tests.chaos import newsroom
from tests.peers.aimock import KEY


def marker(number: int) -> str:
    """What stands in every first question about an article, and in none about another."""
    return f"Meldung {newsroom.FIRST_SERIAL + number}"


@dataclass
class Job:
    """A folder with some articles in it, and the command that summarises them."""

    folder: Path
    count: int

    def __post_init__(self) -> None:
        self.input.write_text("\n".join(newsroom.articles(self.count)) + "\n", "utf-8")

    @property
    def input(self) -> Path:
        """The articles."""
        return self.folder / "articles.jsonl"

    @property
    def out(self) -> Path:
        """The run folder."""
        return self.folder / "run"

    def summarise(self, base_url: str, *options: str, key: str = KEY) -> tuple[int, str]:
        """Run `summarizer run`; exit code, and what was printed."""
        arguments = ["run", str(self.input), "--out", str(self.out), "--model", "peer", "--base-url", base_url]
        arguments += ["--cache-dir", str(self.folder / "cache"), *options]
        done = CliRunner().invoke(main, arguments, env={"OPENAI_API_KEY": key}, catch_exceptions=False)
        return done.exit_code, done.output

    @property
    def run(self) -> Run:
        """What `run.json` says."""
        return Run.model_validate_json((self.out / "run.json").read_bytes())

    @property
    def records(self) -> list[Record]:
        """In input order."""
        return [Record.model_validate_json(line) for line in (self.out / "records.jsonl").read_bytes().splitlines()]

    @property
    def failures(self) -> list[Failure]:
        """The articles without a record."""
        return [Failure.model_validate_json(line) for line in (self.out / "failures.jsonl").read_bytes().splitlines()]

    def draft(self, number: int, part: slice = slice(None)) -> dict[str, Any]:
        """What a good model would say about (a part of the sentences of) an article."""
        article = self._article(number)
        return draft_of(article, split(article.text, article.content, article.language)[part])

    def half(self, number: int) -> int:
        """Where a window of all sentences of an article is halved."""
        article = self._article(number)
        return len(split(article.text, article.content, article.language)) // 2

    def _article(self, number: int) -> Article:
        article = list(read([str(self.input)]))[number]
        assert isinstance(article, Article)
        return article

    def holding(self, words: str) -> list[Path]:
        """Every file of the run and its cache that holds these words."""
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        return [path for path in paths if words.encode() in path.read_bytes()]


def draft_of(article: Article, sentences: Sequence[Sentence]) -> dict[str, Any]:
    """What a good model would say of these sentences, in the form it is asked for."""
    return newsroom.draft([{"role": "user", "content": numbered(article.text, sentences)}], slip=False)


def same_statements(record: Record, draft: dict[str, Any]) -> bool:
    """Whether a record holds what was drafted: no item less, and none refused."""
    titles = [event.title for event in record.events], [claim.content for claim in record.claims]
    drafted = [event["title"] for event in draft["events"]], [claim["content"] for claim in draft["claims"]]
    return titles == drafted and not record.rejected


def as_json(value: dict[str, Any]) -> str:
    """As a model would write it."""
    return json.dumps(value, ensure_ascii=False)
