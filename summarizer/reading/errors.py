"""What goes wrong while reading, said so that people can act on it and programs can sort it."""

from __future__ import annotations

from summarizer.schema import Failure


def printable(text: str) -> str:
    """`text` without the half characters that stand for undecodable bytes in file names: they cannot be written."""
    return text.encode("utf-8", "replace").decode("utf-8")


class Unreadable(Exception):  # noqa: N818 (it names the input's state)
    """An input that yields no article. `code` is stable across versions; `remedy` says what to do."""

    def __init__(self, code: str, message: str, remedy: str, article_id: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy
        self.article_id = article_id

    def failure(self, source: str) -> Failure:
        """The same as a line of `failures.jsonl`; `source` is the path (and line) of the input."""
        return Failure(
            source=printable(source),
            article_id=self.article_id,
            stage="reading",
            code=self.code,
            message=printable(self.message),
            remedy=self.remedy,
        )
