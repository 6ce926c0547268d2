"""The structured log of a command: one JSON object a line."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, Literal, TextIO

from summarizer.endpoint.events import FIELDS
from summarizer.endpoint.masking import masked
from summarizer.errors import UsageError
from summarizer.running.observing import article_under_way

Level = Literal["debug", "info", "warning"]

ROOT = "summarizer"
"""The logger above all of ours. Those of libraries stay outside: some write down what is sent."""


class JsonLines(logging.Formatter):
    """A log record as a JSON object: `time` (UTC), `level`, `event`, then what the event has to tell.

    A record that is no event of ours has the event `message`, with the words and the name of its logger. `article` is
    the id of the article the code was about. Keys are struck out wherever they stand.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line, without its end."""
        fields: dict[str, Any] | None = getattr(record, FIELDS, None)
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": "message" if fields is None else record.msg,
        }
        if article := article_under_way.get():
            line["article"] = article
        line |= {"logger": record.name, "message": record.getMessage()} if fields is None else fields
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        elif record.exc_text:  # of another process
            line["traceback"] = record.exc_text
        return masked(json.dumps(line, default=str))


class _Lines(logging.StreamHandler[TextIO]):
    """Says once that the log cannot be written; the run is worth more than its log."""

    _failed = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - its name in the library
        if not self._failed:
            self._failed = True
            name = getattr(self.stream, "name", "the log")
            sys.stderr.write(f"{name} cannot be written to ({sys.exc_info()[1]}): the log is not complete.\n")


@contextmanager
def json_log(target: str | None, level: Level = "info") -> Iterator[None]:
    """Write what our loggers tell to `target` while the context is open: a file, at whose end it goes on; `-` for
    standard output; None for no log.

    At `info` and above no line holds words of an article, a prompt or an answer; at `debug` tracebacks may quote them.

    Raises:
        UsageError: The file cannot be written.
    """
    if target is None:
        yield
        return
    try:
        stream = sys.stdout if target == "-" else open(target, "a", encoding="utf-8")  # noqa: PTH123, SIM115
    except OSError as error:
        remedy = "Name another file with --log-json, or - for standard output."
        raise UsageError(f"{target} cannot be written: {error.strerror}.", remedy) from None
    handler = _Lines(stream)
    handler.setFormatter(JsonLines())
    try:
        with _listening(handler, level):
            yield
    finally:
        if stream is not sys.stdout:
            with suppress(OSError):  # on a full disk, and said already
                stream.close()


@contextmanager
def _listening(handler: logging.Handler, level: Level) -> Iterator[None]:
    logger = logging.getLogger(ROOT)
    before = logger.level
    both = [handler]
    if not logger.hasHandlers():
        # Python shows people warnings by itself only while nobody listens.
        both.append(people := logging.StreamHandler())
        people.setLevel(logging.WARNING)
        people.addFilter(lambda record: not hasattr(record, FIELDS))
    logger.setLevel(level.upper())
    for each in both:
        logger.addHandler(each)
    try:
        yield
    finally:
        for each in both:
            logger.removeHandler(each)
        logger.setLevel(before)
