"""A small article, and short ways to draft what it says."""

from __future__ import annotations

from datetime import date
from typing import Any

from summarizer.drafting.draft import DraftClaim, DraftEvent, DraftSentence, DraftSpeaker, Pointer
from summarizer.drafting.ground import Ground
from summarizer.reading.sentences import split
from summarizer.schema import Article, Span, text_digest

SENTENCES = (
    "Norland schickt nach Angaben von Küstenministerin Anna Berger bis zu 300 Helfer nach Ostheim.",
    "Am Montag traf der erste Zug in Ostheim ein.",
    "Die Brücke wurde nicht zerstört.",
    "Berger sagte, die Arbeiten kosteten rund 12 Millionen Euro.",
    "„Wir bleiben bis zum Herbst“, sagte der Bürgermeister Karl Vogt.",
)
BODY = " ".join(SENTENCES)
BOILERPLATE = "Jetzt den Newsletter bestellen und nichts verpassen."
TEXT = f"{BODY}\n\n{BOILERPLATE}"
PUBLISHED = date(2023, 5, 3)


def article(text: str = TEXT, *, body: str | None = None, language: str = "de", title: str | None = None) -> Article:
    """An article published on Wednesday, 3 May 2023, whose body is `body`, or all of `text` but the boilerplate."""
    content = body or text.removesuffix(BOILERPLATE).rstrip()
    start = text.index(content)
    return Article(
        id="a",
        source="a.txt",
        text_sha256=text_digest(text),
        title=title,
        published=PUBLISHED,
        language=language,
        text=text,
        content=[Span(start=start, end=start + len(content))],
    )


def ground(text: str = TEXT, **more: Any) -> Ground:
    """What drafts about `text` are held against."""
    of = article(text, **more)
    return Ground(of, split(of.text, of.content, of.language))


def at(sentence: int, words: str | None = None) -> Pointer:
    """A pointer at words of a sentence of `SENTENCES`, or at all of it."""
    return Pointer(sentence=sentence, words=words or SENTENCES[sentence - 1])


def event(title: str, *quotes: Pointer, **labels: Any) -> DraftEvent:
    """An event whose labels are plain unless given."""
    fields: dict[str, Any] = {
        "type": "AID",
        "status": "planned",
        "certainty": "certain",
        "actors": [],
        "recipients": [],
        "location": None,
        "when": None,
        "figures": [],
        "asserted_by": ["article"],
    }
    return DraftEvent(title=title, quotes=list(quotes), **{**fields, **labels})


def claim(content: str, *quotes: Pointer, **labels: Any) -> DraftClaim:
    """A claim by nobody, unless labels say otherwise."""
    fields: dict[str, Any] = {
        "speaker": None,
        "cue": None,
        "attribution": "indirect",
        "polarity": "positive",
        "certainty": "certain",
        "about": [],
    }
    return DraftClaim(content=content, quotes=list(quotes), **{**fields, **labels})


def speaker(name: str, sentence: int, mention: str, role: str | None = None) -> DraftSpeaker:
    """Somebody named in a sentence."""
    return DraftSpeaker(name=name, mention=Pointer(sentence=sentence, words=mention), role=role)


def says(text: str, *cites: str) -> DraftSentence:
    """A sentence of the summary."""
    return DraftSentence(text=text, cites=list(cites))


HELP = event("Norland schickt bis zu 300 Helfer nach Ostheim", at(1), actors=["Norland"], figures=["bis zu 300"])
COST = claim(
    "die Arbeiten kosteten rund 12 Millionen Euro",
    at(4, "die Arbeiten kosteten rund 12 Millionen Euro"),
    speaker=speaker("Anna Berger", 4, "Berger", "Küstenministerin"),
    cue="sagte",
)
