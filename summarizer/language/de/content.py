"""German content clauses: where what somebody said begins and ends, by conjunction, mood, infinitive and word order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.language.clauses import Clause, trim, words
from summarizer.language.de import reporting
from summarizer.language.de.phrases import PHRASE
from summarizer.language.de.reporting import AUXILIARIES
from summarizer.language.speech import Range

_INFINITIVE = re.compile(r"\bzu\s\w+e?n\b|\b\w{2,}zu\w+en\b")
_ENDS_IN_INFINITIVE = re.compile(
    r"(?:\bzu\s\w+n|\b\w{2,}zu\w+en)(?:\s(?:haben|sein|wollen|müssen|können|lassen|werden))?\W*$"
)
_PURPOSE = frozenset("um ohne statt anstatt".split())
_LIGHT_FIRST = re.compile(
    r"(?:es|er|sie|man|wir|ich|dies|das|hier|damit|dort|dabei|dafür|bislang|bisher|derzeit|niemand|alle[s]?)\b", re.I
)
_FINITE_NEXT = re.compile(
    r"\s(?!(?:\w*ge\w+(?:t|en)|und|oder|sowie|mit|seit|nicht|heute|gestern|eine?|keine?|seine?|ihre?|alle|beide|diese|ohne|neben|"
    r"gegen|unten|außen|innen|zwischen|wegen)\b)[a-zäöüß]{2,}(?:t|te|ten|en|e)\b"
)
_SUBORDINATORS = frozenset(
    "als da nachdem weil wenn obwohl obgleich während wie bevor sobald seit seitdem falls indem sodass damit".split()
)


def around(sentence: str, text: str, pieces: Sequence[Clause], index: int) -> list[Range]:
    """The content on both sides of a frame that stands behind or inside it."""
    content = [trim(sentence, 0, pieces[index - 1].end)]
    if index + 1 < len(pieces) and first_word(text, pieces[index + 1]) not in reporting.OTHER_OPENERS:
        content.append(trim(sentence, pieces[index + 1].start, len(sentence), "."))
    return content


def content_start(sentence: str, text: str, pieces: Sequence[Clause], index: int, opener: str) -> int | None:
    """Where the content clause after the frame clause `index` begins, past relative clauses and appositions."""
    for following in range(index + 1, min(index + 4, len(pieces))):
        clause = pieces[following]
        first = first_word(text, clause)
        if pieces[following - 1].mark == ":" or sentence[clause.start] in '„“»"':
            return clause.start
        if first in reporting.CONTENT_OPENERS:
            relative_was = (
                first in ("was", "wo", "wie")
                and following == index + 1
                and opener not in reporting.OTHER_OPENERS
                and _complete(text, pieces[index])
            )
            return None if relative_was else clause.start
        if first in reporting.CONJUNCTIONS:
            return None
        if _is_content(text, clause, first):
            return clause.start
    return None


def _is_content(text: str, clause: Clause, first: str) -> bool:
    """Whether a clause without a conjunction is what was said: by its Konjunktiv, its infinitive or its word order."""
    found = {m.group() for m in words(text, clause.start, clause.end)}
    return bool(
        (found & reporting.SUBJUNCTIVE and first not in reporting.OTHER_OPENERS - reporting.ARTICLES)
        or (first not in reporting.OTHER_OPENERS and _INFINITIVE.search(text, clause.start))
        or (first not in _PURPOSE and _ENDS_IN_INFINITIVE.search(text[clause.start : clause.end]))
        or _verb_second(text, clause)
    )


def _verb_second(text: str, clause: Clause) -> bool:
    """Whether a clause is built as a main clause: a phrase, then the finite verb."""
    first = PHRASE.match(text, clause.start, clause.end) or _LIGHT_FIRST.match(text, clause.start, clause.end)
    return bool(first and _FINITE_NEXT.match(text, first.end(), clause.end))


def is_statement(text: str, pieces: Sequence[Clause]) -> bool:
    """Whether what stands before a frame can be what was said: no subordinate clause, no bare name with apposition."""
    first = first_word(text, pieces[0])
    if first in _SUBORDINATORS:
        return False
    quoted = "¤" in text[pieces[0].start : pieces[-1].end]
    found = {m.group().lower() for m in words(text, pieces[0].start, pieces[-1].end)}
    return quoted or bool(found & AUXILIARIES) or any(_verb_second(text, piece) for piece in pieces)


def _complete(text: str, clause: Clause) -> bool:
    """Whether a clause with a participle already says all it has to say, so that ", was …" comments on it."""
    return bool(
        re.search(r"\b(?:hat|haben|hatte|hatten|wurde|wurden|wird|werden)\b.*\b\w+t$", text[clause.start : clause.end])
    )


def content_end(text: str, pieces: Sequence[Clause], following: int, start: int) -> int:
    """Content ends before a clause that sets something against it or tells its circumstances."""
    for clause in pieces[following:]:
        if clause.start > start and first_word(text, clause) in reporting.CONTENT_ENDERS:
            return clause.start
    return len(text)


def first_word(text: str, clause: Clause) -> str:
    found = words(text, clause.start, clause.end)
    return found[0].group().lower() if found else ""
