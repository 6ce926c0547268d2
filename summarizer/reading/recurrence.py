"""Lines that recur across the articles of a batch: menus, adverts and legal notices do, reporting seldom does."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from summarizer.reading.paragraphs import paragraphs

SAMPLE = 500
"""Articles looked at before a run starts; the sample is the first ones in the order of the inputs."""
_FEWEST_ARTICLES = 3
_SHORTEST_LINE = 20
_LINES_PER_ARTICLE = 2_000


def line_digest(line: str) -> bytes:
    """Eight bytes that stand for a line, white space folded."""
    return hashlib.blake2b(" ".join(line.split()).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def recurring_lines(texts: Iterable[str]) -> frozenset[bytes]:
    """Digests of the lines of at least 20 characters that stand in three or more different texts.

    A text that comes twice counts once, so a reprint does not mark its own lines. The order of `texts` has no effect.
    """
    seen: set[bytes] = set()
    counts: Counter[bytes] = Counter()
    for text in texts:
        whole = line_digest(text)
        if whole in seen:
            continue
        seen.add(whole)
        blocks = [block for block in paragraphs(text) if block.end - block.start >= _SHORTEST_LINE]
        counts.update({line_digest(text[block.start : block.end]) for block in blocks[:_LINES_PER_ARTICLE]})
    return frozenset(digest for digest, count in counts.items() if count >= _FEWEST_ARTICLES)
