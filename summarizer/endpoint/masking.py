"""Keys and passwords that this process has been told, struck out of every text that leaves it.

Messages of servers, libraries and proxies may hold what was sent to them. What they hold is found by its value: a key
need not look like one.
"""

from __future__ import annotations

import json
import sys
import traceback
from base64 import b64encode
from types import TracebackType
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

MASK = "***"
SHORTEST = 8
"""Characters: anything shorter would strike out common words, and protects nothing."""

_PUBLIC = {"api-version"}
"""Parameters of an address that hold no secret, but a date or the like, as other texts do."""

_secrets: set[str] = set()


def keep_secret(*words: str | None) -> None:
    """Strike `words` out from now on, also as they are written in addresses and in JSON."""
    for word in words:
        if word and len(word) >= SHORTEST:
            _secrets.update((word, quote(word, safe=""), quote_plus(word), json.dumps(word)[1:-1]))


def keep_secrets_of(url: str) -> None:
    """Strike out what `url` may hold of credentials: password, user name, values of its query."""
    parts = urlsplit(url)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    query = parse_qsl(parts.query)
    keep_secret(user, password, parts.password, *(value for name, value in query if name not in _PUBLIC))
    if user or password:
        keep_secret(b64encode(f"{user}:{password}".encode()).decode())  # as in the header of basic authentication


def masked(text: str) -> str:
    """`text` without secrets."""
    for secret in sorted(_secrets, key=len, reverse=True):  # one may be part of another
        text = text.replace(secret, MASK)
    return text


def show_masked(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print a traceback without secrets, as `sys.excepthook`: libraries put what they were given into their errors."""
    sys.stderr.write(masked("".join(traceback.format_exception(kind, error, trace))))
