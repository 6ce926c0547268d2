"""How article text is shown to a model: as data that can neither give orders nor close its own delimiters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summarizer.grounding import folding
from summarizer.reading.sentences import Sentence

_HIDDEN = (
    rf"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f{folding.IGNORABLE}\u115f\u1160\u3164\uffa0\ufff9-\ufffb\ud800-\udfff"
    r"\U000e0000-\U000e0fff"
)
_UNSEEN = re.compile(f"[{_HIDDEN}]")
"""Control, bidirectional, zero-width and tag characters, lone surrogates: no reader sees them, so no model shall."""
_TAG = re.compile(r"<(?=\s*[/|｜!]?\s*[A-Za-zÄÖÜäöüß|｜])")
"""Opens a delimiter of ours or a control token of a chat template ("<|im_end|>")."""
_SUSPECT = re.compile(f"[<{_HIDDEN}]")
"""In every text that has either."""


def shown(text: str) -> str:
    """`text` on one line, without invisible characters, and with nothing in it that reads as a tag."""
    if _SUSPECT.search(text):
        text = _TAG.sub("‹", _UNSEEN.sub("", text))
    return " ".join(text.split())


def numbered(text: str, sentences: Sequence[Sentence]) -> str:
    """The sentences, one a line, each behind its number in square brackets; the article itself breaks no line."""
    return _lines((each.number, text[each.start : each.end]) for each in sentences)


def listed(texts: Sequence[str]) -> str:
    """The same for any texts, numbered from 1."""
    return _lines(enumerate(texts, 1))


def _lines(texts: Iterable[tuple[int, str]]) -> str:
    return "\n".join(f"[{number}] {shown(text)}" for number, text in texts)
