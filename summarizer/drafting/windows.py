"""How much of an article one request shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.reading.sentences import Sentence

CHARACTERS_A_TOKEN = 2.5
"""German text, at the low end, so that a window always fits."""


def windows(sentences: Sequence[Sentence], tokens: int) -> Iterator[list[Sentence]]:
    """Runs of sentences of at most about `tokens` tokens each, in order, none twice; a long sentence stands alone."""
    room = tokens * CHARACTERS_A_TOKEN
    window: list[Sentence] = []
    used = 0
    for sentence in sentences:
        length = sentence.end - sentence.start + len("[999] \n")
        if window and used + length > room:
            yield window
            window, used = [], 0
        window.append(sentence)
        used += length
    if window:
        yield window
