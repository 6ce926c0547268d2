"""Events for a structured log: a name and fields on an ordinary log record, for whatever handler writes them down.

Fields hold numbers, names, ids and codes; never words of an article, a prompt or an answer, and nothing a server said.
"""

from __future__ import annotations

import logging
from typing import Any

FIELDS = "event_fields"
"""Attribute of the log record."""

log = logging.getLogger("summarizer.events")
# Where nobody has set up logging, Python prints warnings: events are for programs, and people are told in other words.
log.addHandler(logging.NullHandler())


_ours = logging.getLogger("summarizer")


def heard() -> bool:
    """Whether there is a handler that events could reach."""
    return _ours.hasHandlers()


def tell(event: str, /, level: int = logging.INFO, **fields: Any) -> None:
    """Log `event`. Costs next to nothing where nobody listens."""
    if log.isEnabledFor(level):
        log.log(level, event, extra={FIELDS: fields})
