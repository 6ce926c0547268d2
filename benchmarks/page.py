"""Where benchmarks write: a block of a page, between two comments, that names the machine."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path


def put(page: Path, name: str, section: str) -> None:
    """Write `section` into the block `name` of `page`: over what stands there, or at the page's end."""
    opening, closing = f"<!-- {name} -->", f"<!-- end of {name} -->\n"
    before = page.read_text("utf-8")
    block = f"{opening}\n{section}\n\n{machine()}\n{closing}"
    if opening in before:
        head, rest = before.split(opening, 1)
        after = head + block + rest.split(closing, 1)[1]
    else:
        after = f"{before.rstrip()}\n\n{block}"
    page.write_text(after, "utf-8")


def machine() -> str:
    """The machine that this runs on, for a reader who wants to know what the seconds are worth."""
    try:
        described = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:  # not Linux
        described = ""
    named = re.search(r"^model name\s*: (.*)$", described, re.MULTILINE)
    family = re.search(r"^cpu family\s*: (\d+)$", described, re.MULTILINE)
    processor = (named[1] if named else platform.processor()) or platform.machine()
    family_told = f" (family {family[1]})" if family else ""
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"Measured on {os.cpu_count()} cores of {processor}{family_told}, {system}."
