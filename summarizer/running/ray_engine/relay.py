"""What our loggers tell in a worker, told again by the same loggers in the driver: one log for the whole run."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from summarizer.endpoint.events import FIELDS, heard
from summarizer.endpoint.masking import masked
from summarizer.running.json_log import ROOT
from summarizer.running.observing import article_under_way


@dataclass(frozen=True, slots=True)
class Told:
    """A log record as it travels."""

    logger: str
    level: int
    created: float
    """Seconds since the epoch, by the clock of the worker's machine."""
    message: str
    fields: dict[str, Any] | None
    """Of an event; None for words."""
    article: str | None
    traceback: str | None


def level() -> int | None:
    """From which level on somebody listens to our loggers in this process; None if nobody does."""
    return logging.getLogger(ROOT).getEffectiveLevel() if heard() else None


class Relay(logging.Handler):
    """Collects what our loggers tell, until it is taken. Keys are struck out here, where they are known."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._told: list[Told] = []
        logger = logging.getLogger(ROOT)
        logger.setLevel(level)
        logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Collect a record."""
        traceback = logging.Formatter().formatException(record.exc_info) if record.exc_info else None
        self._told.append(
            Told(
                logger=record.name,
                level=record.levelno,
                created=record.created,
                message=masked(record.getMessage()),
                fields=getattr(record, FIELDS, None),
                article=article_under_way.get(),
                traceback=masked(traceback) if traceback else None,
            )
        )

    def take(self) -> list[Told]:
        """What has been told since the last time."""
        self.acquire()
        try:
            told, self._told = self._told, []
        finally:
            self.release()
        return told


def tell_again(told: Told, worker: str) -> None:
    """Have our loggers in this process tell what a worker told; an event says in which worker it was."""
    record = logging.makeLogRecord(
        {
            "name": told.logger,
            "levelno": told.level,
            "levelname": logging.getLevelName(told.level),
            "created": told.created,
            "msg": told.message,
            "exc_text": told.traceback,
        }
    )
    if told.fields is not None:
        setattr(record, FIELDS, told.fields | {"worker": worker})
    token = article_under_way.set(told.article)
    try:
        logging.getLogger(told.logger).handle(record)
    finally:
        article_under_way.reset(token)
