"""What a digest costs: `python benchmarks/digest.py [--write]`.

Invented reports of invented happenings, one to eight articles to each, some of whose dates, figures and places differ:
seconds and peak memory at growing numbers, beside what twice as many should cost if cost grew with the reports, and how
well the groups found are those the reports were made from (CoNLL F1). `--write` puts the table into
benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.page import put  # noqa: E402
from summarizer.digest.build import digest  # noqa: E402
from summarizer.evaluation.coreference import coreference  # noqa: E402
from summarizer.schema import Event, EventType, Quantity, Quote, Record, When  # noqa: E402
from tests.digest.samples import a_record, an_article  # noqa: E402

SIZES = (1_250, 2_500, 5_000, 10_000, 20_000)
PER_ARTICLE = 5

SYLLABLES = "bar ber dan del dor fal fen gar gel hal hor kar kel lan lem mar mol nar nor pal per ras rol san sel tal"
ACTS: list[tuple[EventType, str, str, str]] = [
    ("AID", "liefert", "Lieferung", "Zelte Boote Pumpen Decken Generatoren Fahrzeuge"),
    ("PROTEST", "demonstriert gegen", "Demonstration gegen", "Streikende Teilnehmer Landwirte Studenten"),
    ("SANCTION", "streicht die Hilfe für", "Streichung der Hilfe für", "Euro Stellen Konten"),
    ("CONSULT", "trifft", "Treffen mit", "Minister Abgeordnete Vertreter"),
    ("ASSAULT", "greift an:", "Angriff auf", "Tote Verletzte Drohnen Raketen"),
    ("AGREE", "sagt Unterstützung zu:", "Zusage an", "Helfer Soldaten Polizisten"),
]
THEMES = "Hafen Brücke Damm Schule Klinik Bahnhof Kraftwerk Flughafen Leitung Tunnel Markt Fabrik Archiv Lager"


def name(rng: random.Random, parts: int = 2) -> str:
    return "".join(rng.choice(SYLLABLES.split()) for _ in range(parts)).capitalize() + rng.choice(["en", "a", "um", ""])


def reports(count: int, rng: random.Random) -> Iterator[tuple[int, date, str, Event]]:
    """`count` reports as happening, day of publication, text and event; parties and places recur, as in the news."""
    parties = [name(rng) for _ in range(40 + count // 50)]
    places = [name(rng, 3) for _ in range(40 + count // 20)]
    happening = made = 0
    while made < count:
        happening += 1
        kind, verb, noun, units = rng.choice(ACTS)
        one, other = rng.sample(parties, 2)
        place, theme, unit = rng.choice(places), rng.choice(THEMES.split()), rng.choice(units.split())
        day = date(2025, 1, 1) + timedelta(days=rng.randrange(360))
        number = rng.randrange(20, 9000)
        for _ in range(min(rng.choice([1, 1, 1, 2, 3, 5, 8]), count - made)):
            made += 1
            told = rng.choice([number, number, number, number + rng.randrange(1, 300)])
            words = f"{theme} {rng.choice(THEMES.split())}" if rng.random() < 1 / 3 else theme
            text = rng.choice(
                [
                    f"{one} {verb} {other} in {place}, {told} {unit} am {words}.",
                    f"{noun} {other} in {place}: {one} zählt {told} {unit} am {words}.",
                ]
            )
            known = rng.random() < 2 / 3
            event = Event(
                id="e1",
                title=text,
                type=kind,
                status="occurred",
                certainty="certain",
                actors=[one],
                recipients=[other],
                location=place,
                when=When(text="am", start=day, end=day) if known else None,
                quantities=[Quantity(value=told, bound="exact", unit=unit, text=str(told))],
                asserted_by=["article"],
                quotes=[Quote.of(text, 0, len(text))],
            )
            yield happening, day + timedelta(days=rng.randrange(3)), text, event


def records(count: int, truth: dict[int, list[str]]) -> list[Record]:
    """The reports, some to an article; `truth` is filled with what belongs together."""
    rng = random.Random(7)  # noqa: S311 - reproducible, no secret
    by_day: defaultdict[date, list[tuple[int, str, Event]]] = defaultdict(list)
    for happening, published, text, event in reports(count, rng):
        by_day[published].append((happening, text, event))
    made: list[Record] = []
    for published, told in by_day.items():
        told.sort(key=lambda each: each[0])
        most = max(Counter(happening for happening, *_ in told).values())
        articles = max(most, len(told) // PER_ARTICLE)  # dealt out, so that no article tells a happening twice
        made += [_article(f"a{len(made) + at}", published, told[at::articles], truth) for at in range(articles)]
    return made


def _article(article: str, published: date, told: list[tuple[int, str, Event]], truth: dict[int, list[str]]) -> Record:
    text = " ".join(words for _, words, _ in told)
    events: list[Event] = []
    start = 0
    for number, (happening, words, event) in enumerate(told, 1):
        quote = Quote.of(text, start, start + len(words))
        events.append(event.model_copy(update={"id": f"e{number}", "quotes": [quote]}))
        truth[happening].append(f"{article}#e{number}")
        start += len(words) + 1
    return a_record(an_article(text, article, published), events=events)


def measure(count: int) -> None:
    """Print seconds, peak memory in MB and CoNLL F1 of one digest."""
    import resource  # noqa: PLC0415 - not on Windows

    truth: defaultdict[int, list[str]] = defaultdict(list)
    made = records(count, truth)
    begun = time.process_time()
    found = digest(made, "summarizer 0")
    seconds = time.process_time() - begun
    groups = [[f"{each.article_id}#{each.event_id}" for each in event.reports] for event in found.events]
    conll = ""
    if count <= SIZES[1]:  # the scorer's assignment grows with the square
        conll = f"{coreference(truth.values(), groups).conll or 0:.3f}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(seconds, peak, len(found.events), conll)


def rows() -> Iterator[list[str]]:
    yield ["reports", "happenings found", "CPU seconds", "per 1,000 reports", "peak memory", "CoNLL F1"]
    for count in SIZES:
        command = [sys.executable, __file__, "--measure", str(count)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, peak, events, *conll = done.stdout.split()
        per = float(seconds) / count * 1000
        yield [f"{count:,}", f"{int(events):,}", f"{float(seconds):.1f}", f"{per:.2f}", f"{peak} MB", *(conll or [""])]


def table() -> str:
    head, *body = (f"| {' | '.join(row)} |" for row in rows())
    return "\n".join([head, "|---" * head.count(" | ") + "|---|", *body])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help="write the table into benchmarks/README.md")
    options = parser.parse_args()
    if options.measure:
        measure(options.measure)
        return
    section = f"## Digest\n\n`python benchmarks/digest.py --write`: invented reports, one process.\n\n{table()}"
    print(section)
    if options.write:
        put(ROOT / "benchmarks" / "README.md", "digest", section)


if __name__ == "__main__":
    main()
