"""Text of strangers on a page: always text, never markup, and unable to reorder what stands round it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Direction controls (Unicode TR 9), with which text can be made to read otherwise than it stands."""
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_DIRECTION = re.compile(f"[{_DIRECTIONS}]")
_CONTROL = re.compile(f"[{_CONTROLS}]")
_UNSAFE = re.compile(f"[{_DIRECTIONS}{_CONTROLS}]")
_LONGEST = 300
"""Characters of a text that stands in an attribute or a list to choose from."""


def shown(text: str) -> Markup:
    """`text` as content of an element: every character kept but control characters, which HTML cannot hold.

    A direction control stands in an element of its own that isolates it, so that it has no effect and can be seen.
    """
    escaped = str(escape(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))).replace("\r", "&#13;")
    return Markup(_DIRECTION.sub(_isolated, escaped))  # noqa: S704 - escaped in the line above


def flat(text: str, longest: int | None = _LONGEST) -> str:
    """`text` on one line for attributes, options and titles, where nothing can be isolated.

    One of more than `longest` characters is cut.
    """
    line = " ".join(_UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text).split())
    return line if longest is None or len(line) <= longest else f"{line[: longest - 1]}…"


def web_address(url: str | None) -> str | None:
    """`url` if a browser may follow it: http or https with a host, and nothing that reorders it."""
    if not url or url != url.strip() or _UNSAFE.search(url) or re.search(r"[\s\\]", url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _isolated(found: re.Match[str]) -> str:
    return f'<bdi class="ctl" data-u="U+{ord(found[0]):04X}">{found[0]}</bdi>'
