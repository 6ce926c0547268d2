"""How well the reading room does on the German quotation corpus, and how fast.

    python benchmarks/reading.py [FOLDER]

FOLDER holds `dev.jsonl` and `train.jsonl` (CC BY-NC-SA, so not part of this project), each line with `text` and
`sentences` as [start, end). Printed for each file:

* boundaries: precision, recall and F1 of sentence ends. "strict" compares offsets; "words" compares the last letter or
  digit before the end, so that a closing quotation mark given to the next sentence counts as met; "marked" is the
  recall over those ends of "words" where the text shows one (a terminal mark, a semicolon, a line end).
* kept: share of the corpus' sentences that lie in the body.
* speed: lines a second for splitting and for marking the body.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from summarizer.reading.body import body
from summarizer.reading.sentences import split
from summarizer.schema import Span

DEFAULT = Path(__file__).parents[2] / "shared" / "quotations"
MARKS = frozenset(".!?…;\n")


def last_word(text: str, end: int) -> int:
    """The offset after the last letter or digit before `end`."""
    while end and not text[end - 1].isalnum():
        end -= 1
    return end


def is_marked(text: str, end: int) -> bool:
    """Whether the text shows a boundary at the last word before `end`."""
    after = text[end : end + 6]
    stop = next((i for i, c in enumerate(after) if c.isalnum()), len(after))
    return end + stop >= len(text) or any(c in MARKS for c in after[:stop])


def boundaries(articles: list[dict[str, Any]]) -> None:
    strict, words = [0, 0, 0], [0, 0, 0]
    marked = [0, 0]
    for article in articles:
        text = article["text"]
        gold = {end for _, end in article["sentences"]}
        found = {s.end for s in split(text, [Span(start=0, end=len(text))], "de")}
        gold_words, found_words = ({last_word(text, end) for end in ends} for ends in (gold, found))
        for counts, a, b in ((strict, gold, found), (words, gold_words, found_words)):
            for i, size in enumerate((len(a & b), len(b), len(a))):
                counts[i] += size
        shown = {end for end in gold_words if is_marked(text, end)}
        marked[0] += len(shown & found_words)
        marked[1] += len(shown)
    for name, (hits, found_count, gold_count) in (("strict", strict), ("words", words)):
        precision, recall = hits / found_count, hits / gold_count
        f1 = 2 * precision * recall / (precision + recall)
        print(
            f"  boundaries, {name}: precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  ({gold_count} in gold)"
        )
    print(f"  boundaries, marked: recall {marked[0] / marked[1]:.4f}  ({marked[1]} in gold)")


def kept(articles: list[dict[str, Any]]) -> None:
    lost = total = 0
    for article in articles:
        text, spans = article["text"], body(article["text"])
        for start, end in article["sentences"]:
            sentence = text[start:end]
            inner = (start + len(sentence) - len(sentence.lstrip()), end - len(sentence) + len(sentence.rstrip()))
            total += 1
            lost += not any(span.start <= inner[0] and inner[1] <= span.end for span in spans)
    print(f"  kept: {1 - lost / total:.4f} of {total} sentences ({lost} left out)")


def speed(articles: list[dict[str, Any]]) -> None:
    texts = [article["text"] for article in articles]
    lines = sum(len(text.splitlines()) for text in texts)
    for name, work in (
        ("split", lambda text: split(text, [Span(start=0, end=len(text))], "de")),
        ("body", body),
    ):
        begun = time.perf_counter()
        for text in texts:
            work(text)
        print(f"  speed, {name}: {lines / (time.perf_counter() - begun):,.0f} lines/s")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    for name in ("dev", "train"):
        path = folder / f"{name}.jsonl"
        if not path.exists():
            print(f"{path.name}: skipped, {folder} does not hold it")
            continue
        articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        print(f"{path.name}: {len(articles)} articles")
        boundaries(articles)
        kept(articles)
        speed(articles)


if __name__ == "__main__":
    main()
