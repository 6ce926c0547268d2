"""Where benchmarks write: a block of a page, between two comments."""

from __future__ import annotations

from pathlib import Path


def put(page: Path, name: str, section: str) -> None:
    """Write `section` into the block `name` of `page`: over what stands there, or at the page's end."""
    opening, closing = f"<!-- {name} -->", f"<!-- end of {name} -->\n"
    before = page.read_text("utf-8")
    block = f"{opening}\n{section}\n{closing}"
    if opening in before:
        head, rest = before.split(opening, 1)
        after = head + block + rest.split(closing, 1)[1]
    else:
        after = f"{before.rstrip()}\n\n{block}"
    page.write_text(after, "utf-8")
