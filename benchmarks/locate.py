"""Locating quotes: what is wrongly accepted, what is wrongly refused, and how long it takes, beside other tools.

    python benchmarks/locate.py            # prints the tables
    python benchmarks/locate.py --write    # also writes them into benchmarks/README.md

gtrex and LangExtract are measured when they can be imported and skipped when they cannot. They are no dependencies of
this project; give them a throw-away environment:

    python -m venv /path/of/your/choice
    /path/of/your/choice/bin/pip install -e . gtrex==1.1.0 langextract==1.7.1
    /path/of/your/choice/bin/python benchmarks/locate.py

The cases are made from the articles in seeds/: a stretch of a sentence, as it stands, in other dress, or saying
something else. Every tool gets the same ones.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from summarizer.grounding.folding import typography
from summarizer.grounding.locate import locate

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.page import put  # noqa: E402

CASES_PER_ARTICLE = 8
LENGTH = 10_000

Answer = tuple[int, int] | None
Finder = Callable[[str], Answer]
Tool = Callable[[str], Finder]
"""Given a text, gives what finds a wording in it."""


@dataclass(frozen=True)
class Case:
    kind: str
    text: str
    wording: str
    place: Answer
    """Where it stands, or None where it must be refused."""


def ours(text: str) -> Finder:
    def find(wording: str) -> Answer:
        quote = locate(text, wording)
        return (quote.start, quote.end) if quote else None

    return find


def gtrex_with(policy_name: str) -> Tool:
    import gtrex  # noqa: PLC0415  # optional

    def tool(text: str) -> Finder:
        verifier = gtrex.Verifier(text, getattr(gtrex, policy_name))

        def find(wording: str) -> Answer:
            certificate = verifier.verify(wording)
            found = certificate.grounded and certificate.start is not None
            return (certificate.start, certificate.end) if found else None

        return find

    return tool


def langextract_with(*, fuzzy: bool) -> Tool:
    from langextract import resolver  # noqa: PLC0415  # optional
    from langextract.core import data  # noqa: PLC0415

    aligner = resolver.Resolver()

    def tool(text: str) -> Finder:
        def find(wording: str) -> Answer:
            wanted = [data.Extraction(extraction_class="quote", extraction_text=wording)]
            aligned = aligner.align(
                wanted, text, 0, char_offset=0, enable_fuzzy_alignment=fuzzy, accept_match_lesser=fuzzy
            )
            interval = next(iter(aligned)).char_interval
            return (interval.start_pos, interval.end_pos) if interval else None

        return find

    return tool


def tools() -> Iterator[tuple[str, Tool]]:
    yield "summarizer", ours
    for name, load in (
        ("gtrex, default", lambda: gtrex_with("DEFAULT")),
        ("gtrex, strict", lambda: gtrex_with("STRICT")),
        ("LangExtract", lambda: langextract_with(fuzzy=True)),
        ("LangExtract, exact only", lambda: langextract_with(fuzzy=False)),
    ):
        try:
            yield name, load()
        except ImportError:
            print(f"{name}: not installed, skipped")


def in_white_space(words: str, rng: random.Random) -> str:
    return "".join(rng.choice([" ", "\n", "  ", " \n "]) if char == " " else char for char in words)


def in_typography(words: str, rng: random.Random) -> str:
    for plain, forms in (("–", "-—"), ("‘", "'\""), ("’", "'\""), ('"', "„«"), ("-", "\u2011"), (" ", " \u00a0\u202f")):
        words = "".join(rng.choice(forms) if char == plain else char for char in words)
    at = rng.choice([i for i in range(1, len(words)) if words[i - 1].isalpha() and words[i].isalpha()])
    return unicodedata.normalize("NFD", words[:at] + "\u00ad" + words[at:])


def other_letter(words: str, rng: random.Random) -> str:
    at = rng.choice([i for i, char in enumerate(words) if char.isalpha()])
    return words[:at] + ("x" if words[at] != "x" else "y") + words[at + 1 :]


def other_case(words: str, rng: random.Random) -> str:
    at = rng.choice([i for i, char in enumerate(words) if char.isalpha() and len(char.swapcase()) == 1])
    return words[:at] + words[at].swapcase() + words[at + 1 :]


def other_number(words: str, rng: random.Random) -> str:
    figures = list(re.finditer(r"\d+", words))
    if not figures:
        return f"{words} {rng.randint(2, 99)}"
    figure = rng.choice(figures)
    return words[: figure.start()] + str(int(figure.group()) + 1) + words[figure.end() :]


def negated(words: str, rng: random.Random) -> str:
    if re.search(r"\bnicht ", words):
        return re.sub(r"\bnicht ", "", words, count=1)
    parts = words.split(" ")
    parts.insert(rng.randint(1, len(parts) - 1), "nicht")
    return " ".join(parts)


def cut_in_a_word(words: str, rng: random.Random) -> str:
    at_end, at_start = words[-2:].isalpha(), words[:2].isalpha()
    return words[:-1] if at_end and (not at_start or rng.random() < 1 / 2) else words[1:] if at_start else words + "x"


def stitched(words: str, rng: random.Random) -> str:
    parts = words.split(" ")
    return " ".join([*parts[:2], rng.choice(["…", "..."]), *parts[-2:]])


SAME = {"as it stands": lambda words, _: words, "white space": in_white_space, "typography": in_typography}
OTHER = {
    "another letter": other_letter,
    "another case": other_case,
    "another number": other_number,
    "negation": negated,
    "cut in a word": cut_in_a_word,
    "stitched by ellipsis": stitched,
}


def cases(rng: random.Random) -> Iterator[Case]:
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        text = path.read_text("utf-8")
        while len(text) < LENGTH:
            text += "\n\n" + text
        text = text[:LENGTH]
        sentences = [m.span() for m in re.finditer(r"(?:[^\n.!?]|\.(?=\d)){60,}[.!?]", text[:3000])]
        for kind, change in [*SAME.items(), *OTHER.items()]:
            for _ in range(CASES_PER_ARTICLE):
                start, end = rng.choice(sentences)
                words = list(re.finditer(r"\S+", text[start:end]))
                first = rng.randrange(len(words) - 5)
                last = rng.randrange(first + 4, min(len(words), first + 20))
                place = (start + words[first].start(), start + words[last].end())
                quote = text[slice(*place)].rstrip(".,;:!? ")
                place = (place[0], place[0] + len(quote))
                if quote[:1].isalnum() and quote[-1:].isalnum():
                    yield Case(kind, text, change(quote, rng), place if kind in SAME else None)


def verdict(case: Case, answer: Answer) -> str:
    if answer is None or case.place is None:
        return "right" if answer == case.place else "accepted" if answer else "refused"
    found, planted = case.text[slice(*answer)], case.text[slice(*case.place)]
    return "right" if typography(found).text.strip() == typography(planted).text.strip() else "misplaced"


def seconds_per(finder: Finder, wordings: list[str]) -> float:
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        for wording in wordings:
            finder(wording)
        best = min(best, (time.perf_counter() - started) / len(wordings))
    return best


def measure(listed: list[Case]) -> tuple[list[list[str]], list[list[str]]]:
    quality = [["tool", *OTHER, "false acceptances", *SAME, "false refusals", "misplaced"]]
    speed = [["tool", "first question of a text", "hit", "miss", "miss, times ours"]]
    base = 0.0
    for name, tool in tools():
        finders = {case.text: tool(case.text) for case in listed}
        wrong = Counter((case.kind, verdict(case, finders[case.text](case.wording))) for case in listed)
        accepted = [wrong[kind, "accepted"] for kind in OTHER]
        refused = [wrong[kind, "refused"] + wrong[kind, "misplaced"] for kind in SAME]
        misplaced = sum(wrong[kind, "misplaced"] for kind in SAME)
        quality.append([name, *map(str, [*accepted, sum(accepted), *refused, sum(refused) - misplaced, misplaced])])

        text = listed[0].text
        hits = [case.wording for case in listed if case.text == text and case.kind == "as it stands"]
        misses = [case.wording for case in listed if case.text == text and case.kind == "negation"]
        fresh = min(first(tool, text, number, misses[0]) for number in range(5))
        finder = finders[text]
        hit, miss = seconds_per(finder, hits), seconds_per(finder, misses)
        base = base or miss
        speed.append([name, *(f"{value * 1e3:.3f} ms" for value in (fresh, hit, miss)), f"{miss / base:,.0f}"])
    return quality, speed


def first(tool: Tool, text: str, number: int, wording: str) -> float:
    """Seconds for the first question about a text never seen before."""
    fresh = f"{text} {number}"
    started = time.perf_counter()
    tool(fresh)(wording)
    return time.perf_counter() - started


def growth(text: str) -> list[list[str]]:
    rows = [["characters", "first miss", "later miss"]]
    for length in (10_000, 100_000, 1_000_000):
        long = (text * (length // len(text) + 1))[:length]
        cold = first(ours, long, length, "das steht hier nicht")
        warm = seconds_per(ours(long), ["das steht hier nicht"])
        rows.append([f"{length:,}", f"{cold * 1e3:.2f} ms", f"{warm * 1e3:.3f} ms"])
    return rows


def table(rows: list[list[str]]) -> str:
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "|---" * len(rows[0]) + "|", *body])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the tables into benchmarks/README.md")
    options = parser.parse_args()
    listed = list(cases(random.Random(1)))  # noqa: S311  # reproducible cases, no secret
    quality, speed = measure(listed)
    section = "\n\n".join(
        [
            "## Locate",
            f"`python benchmarks/locate.py --write`: {len(listed)} wordings made from the five seed articles, each "
            f"repeated to {LENGTH:,} characters. Wordings that say something else and were accepted, per kind of "
            "change; wordings that only look different and were refused or found in another place. All tools run with "
            "their own defaults; that gtrex's default folds case is its policy, not a fault. The typography column "
            "mixes quotation marks, dashes, no-break spaces, a soft hyphen and decomposed letters.",
            table(quality),
            "Time per question (one process, best of three):",
            table(speed),
            "Growth of our own:",
            table(growth(listed[0].text)),
        ]
    )
    print(section)
    if options.write:
        put(ROOT / "benchmarks" / "README.md", "locate", section)


if __name__ == "__main__":
    main()
