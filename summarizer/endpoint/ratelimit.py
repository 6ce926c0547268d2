"""What a server says of its limits, in the `x-ratelimit-…` headers that OpenAI began with and others send too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

PREFIX = "x-ratelimit-"
_UNITS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_PART = r"(\d+(?:\.\d+)?)(ms|d|h|m|s)"
_LONGEST = 86400.0 * 31
"""Seconds until a reset that are believed; what is longer is a moment in time, not a length."""


@dataclass
class Told:
    """How much of something was left at a moment, and when all of it will be there again.

    In between it is taken to come back evenly, as out of a leaky bucket: that is how OpenAI counts. Where a server
    counts whole minutes instead it refuses a few requests, and they are tried again.
    """

    limit: int | None
    """Of all there can be, where the server says so."""
    left: int
    reset: float
    """Seconds until all is there again."""
    at: float
    taken: int = 0
    """By us, since."""

    def wait(self, amount: int, now: float) -> float:
        """Seconds until `amount` is there; 0 if it is, or if what was told is out of date."""
        remaining = self.at + self.reset - now
        if remaining <= 0:
            return 0.0
        a_second = (self.limit - self.left) / self.reset if self.limit else 0.0
        here = self.left + a_second * (now - self.at) - self.taken
        lack = (min(amount, self.limit) if self.limit else amount) - here
        if lack <= 0:
            return 0.0
        return min(remaining, lack / a_second) if a_second > 0 else remaining


def told(headers: Mapping[str, str], now: float) -> dict[str, Told]:
    """What `headers` say of requests and of tokens; what is missing or makes no sense is left out."""
    found: dict[str, Told] = {}
    for what in ("requests", "tokens"):
        reset = duration(headers.get(f"{PREFIX}reset-{what}", ""))
        left, limit = _whole(headers.get(f"{PREFIX}remaining-{what}")), _whole(headers.get(f"{PREFIX}limit-{what}"))
        if reset is not None and left is not None and (limit is None or left <= limit):
            found[what] = Told(limit, left, reset, now)
    return found


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def duration(text: str) -> float | None:
    """Seconds in `1s`, `6m0s`, `1h2m3.5s`, `20ms` or `7.66`; None for anything else."""
    if re.fullmatch(rf"(?:{_PART})+", text):
        seconds = sum(float(number) * _UNITS[unit] for number, unit in re.findall(_PART, text))
    elif re.fullmatch(r"\d+(?:\.\d+)?", text):
        seconds = float(text)
    else:
        return None
    return seconds if seconds <= _LONGEST else None
