"""How long a server asks us to wait."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def _now() -> datetime:
    return datetime.now(UTC)


def seconds_to_wait(headers: Mapping[str, str], now: Callable[[], datetime] = _now) -> float | None:
    """Seconds named by `retry-after-ms` or `Retry-After`; None if neither is usable.

    `Retry-After` may be seconds or an HTTP date (RFC 9110, 10.2.3); `retry-after-ms` is what OpenAI and Azure add.
    The length is not judged here: a server that asks for an hour gets its hour.
    """
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers[name]) * unit
        except (KeyError, ValueError):
            continue
        if math.isfinite(seconds) and seconds >= 0:
            return seconds
    try:
        at = parsedate_to_datetime(headers["retry-after"])
    except (KeyError, ValueError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return max(0.0, (at - now()).total_seconds())
