"""Invented articles, and what a model that reads well would say about them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any

_BEGIN = "Nor Oster Linden Kalten Weiden Stein Raben Grün Birken Eichen Hohen Nieder Alten Neuen Mühl Fisch".split()
_END = "hafen heim au brück furt ach fels werder stedt hausen rode bach".split()
TOWNS = tuple(begin + end for begin in _BEGIN for end in _END)
GOODS = ("Sandsäcke", "Decken", "Feldbetten", "Pumpen", "Zelte", "Wasserkanister")
PEOPLE = ("Anna Berg", "Jonas Keller", "Maria Falk", "Peter Sommer", "Lena Brandt", "Karl Winter")
UNTIL = ("bis zum Herbst", "bis zum Frühjahr", "bis zum Jahresende", "bis zum nächsten Sommer")
CALM = (
    "Der Regen hielt die ganze Woche über an.",
    "Auf den Straßen standen Pfützen, und die Schulen blieben geschlossen.",
    "Viele Bewohner kamen in Turnhallen unter.",
    "Die Brücke am Markt war nur noch zu Fuß zu erreichen.",
    "In den Gärten lag Schlamm.",
    "Der Pegel sank erst in der Nacht.",
)
FIRST_SERIAL = 100_000
"""Added to an article's number: stands in its title and in all that matters, so that requests tell their article."""

_SERIAL = re.compile(r"\b1\d{5}\b")
_SENTENCE = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)
_SENT = re.compile(r"^(?P<giver>\S+) schickte am Montag (?P<count>1\d{5}) (?P<goods>\S+) nach (?P<taker>[^.\s]+)\.$")
_SAID = re.compile(r"^(?P<quote>„(?P<content>[^“]+)“), sagte (?P<name>\S+ \S+) in \S+\.$")

Json = dict[str, Any]


def article(number: int) -> Json:
    """A line of a JSONL input: German, some twenty sentences, the same for a number at all times."""
    rng = random.Random(number)  # noqa: S311 - articles, not secrets
    serial = FIRST_SERIAL + number
    giver, taker, third = rng.sample(TOWNS, 3)
    told: list[str] = []
    for goods in rng.sample(GOODS, rng.randint(2, 4)):
        told.append(f"{giver} schickte am Montag {serial} {goods} nach {taker}.")
        told += rng.sample(CALM, rng.randint(1, 3))
    for until, person in zip(rng.sample(UNTIL, 2), rng.sample(PEOPLE, 2), strict=True):
        told.append(f"„Mit {serial} Helfern bleiben wir {until} in {third}“, sagte {person} in {giver}.")
        told += rng.sample(CALM, rng.randint(1, 3))
    return {
        "id": f"m{number:05}",
        "title": f"{giver} hilft {taker}: Meldung {serial}",
        "published": "2026-03-04",
        "text": "\n\n".join(" ".join(told[at : at + 5]) for at in range(0, len(told), 5)),
    }


def articles(count: int) -> Iterator[str]:
    """`count` lines of a JSONL input."""
    return (json.dumps(article(number), ensure_ascii=False) for number in range(count))


def number_of(messages: list[Json]) -> int:
    """Which article a request is about."""
    # From the end: the examples of the prompt come first, and know no article of ours.
    for message in reversed(messages):
        if found := _SERIAL.search(message["content"]):
            return int(found[0]) - FIRST_SERIAL
    raise ValueError("the request is about none of these articles")


def draft(messages: list[Json], *, slip: bool) -> Json:
    """All that is told in the numbered sentences of a request, ready for the checks.

    `slip`: the first event is told with another number than its sentence has, so that the checks refuse it.
    """
    # Not simply the last message: that may be a complaint about an answer.
    shown = next(m["content"] for m in reversed(messages) if m["role"] == "user" and _SENTENCE.search(m["content"]))
    sentences = [(int(number), words) for number, words in _SENTENCE.findall(shown)]
    events = [_event(number, words, found) for number, words in sentences if (found := _SENT.match(words))]
    claims = [_claim(number, found) for number, words in sentences if (found := _SAID.match(words))]
    if slip and events:
        events[0]["title"] = _SERIAL.sub("17", events[0]["title"])
    summary = [{"text": f"{events[-1]['title']}.", "cites": [f"e{len(events)}"]}] if events else []
    return {"events": events, "claims": claims, "summary": summary}


def _event(number: int, words: str, found: re.Match[str]) -> Json:
    return {
        "title": words.removesuffix("."),
        "type": "AID",
        "status": "occurred",
        "certainty": "certain",
        "actors": [found["giver"]],
        "recipients": [found["taker"]],
        "location": found["taker"],
        "when": "am Montag",
        "figures": [f"{found['count']} {found['goods']}"],
        "asserted_by": ["article"],
        "quotes": [{"sentence": number, "words": words}],
    }


def _claim(number: int, found: re.Match[str]) -> Json:
    return {
        "speaker": {
            "name": found["name"],
            "mention": {"sentence": number, "words": found["name"]},
            "role": None,
        },
        "cue": "sagte",
        "content": found["content"],
        "attribution": "direct",
        "polarity": "positive",
        "certainty": "certain",
        "about": [],
        "quotes": [{"sentence": number, "words": found["quote"]}],
    }
