"""How article text is shown to a model: as data that can neither give orders nor close its own delimiters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.reading.sentences import Sentence

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control, bidirectional and zero-width characters, and lone surrogates: no reader sees them, so no model shall."""
_TAG = re.compile(r"<(?=\s*[/|!]?\s*[A-Za-zÄÖÜäöüß|])")
"""Opens a delimiter of ours or a control token of a chat template ("<|im_end|>")."""
_SPACE = re.compile(r"\s+")


def shown(text: str) -> str:
    """`text` on one line, without invisible characters, and with nothing in it that reads as a tag."""
    return _SPACE.sub(" ", _TAG.sub("‹", _UNSEEN.sub("", text))).strip()


def numbered(text: str, sentences: Sequence[Sentence]) -> str:
    """The sentences, one a line, each behind its number in square brackets. A line break never comes from the article."""
    return "\n".join(f"[{each.number}] {shown(text[each.start : each.end])}" for each in sentences)
