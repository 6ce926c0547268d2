"""Sentences, as stretches of the article's text.

A boundary is looked for only where the text offers one (a terminal mark, with the quotation marks and brackets that
close on it, before white space or a glued capital), and then refused for a reason: an abbreviation, an initial, an
ordinal, a running sentence. Cost is linear in the text, and offsets come for free because nothing is ever rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.language.de.abbreviations import FULL_STOPS as GERMAN_STOPS
from summarizer.language.de.function_words import FUNCTION_WORDS as GERMAN_WORDS
from summarizer.language.en.abbreviations import FULL_STOPS as ENGLISH_STOPS
from summarizer.language.en.function_words import FUNCTION_WORDS as ENGLISH_WORDS
from summarizer.language.page import FullStops
from summarizer.reading.paragraphs import paragraphs
from summarizer.schema import Span

_RULES = {"de": (GERMAN_STOPS, GERMAN_WORDS), "en": (ENGLISH_STOPS, ENGLISH_WORDS)}

_CLOSERS = "\"'“”‘’»«›‹)\\]"
_MARKS = ".!?…‼⁇⁈⁉"
_CANDIDATE = re.compile(
    # one look decides for most characters that nothing ends here
    rf"(?=[{_MARKS};:])(?:"
    rf"(?<![{_MARKS}])(?P<mark>[{_MARKS}]++)(?P<close>[{_CLOSERS}]{{0,8}}+(?:[ ][“”»«\"](?=\s|\Z))?)(?=\s|\Z)"
    rf"|(?<=[a-zäöüß]{{3}})(?P<glued>[.!?])[{_CLOSERS}]{{0,4}}(?=[„“\"»«]?[A-ZÄÖÜ][a-zäöüß]{{2}})"
    r"|[;:](?=\s))"
)
_NEXT_WORD = re.compile(r"\s*[\"„“”‚‘’»«›‹(\[]*([^\W_]+)?")
_BETWEEN_WORDS = re.compile(r"[\s:,\"„“”‚‘’»«()\[\]/–—]")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?){1,3}[^\W\d_]{1,3}\Z")
_ROMAN = re.compile(r"[IVXL]{1,6}\Z")
_MIXED_CASE = re.compile(r"[a-zäöü]{1,2}[A-ZÄÖÜ]")
_ELLIPSES = frozenset({"…", "..", "...", "....", "…."})
_RUNNING_ON = frozenset(",;:–—-/&)]")
_LOOK_BACK = 40
_CLAUSE_LOOK_BACK = 400
_CLAUSE_WORDS = 4
_LONGEST_DOTTED = 6
_LONGEST_ORDINAL = 3


class Sentence(NamedTuple):
    """One sentence: `text[start:end]`, code points, white space trimmed."""

    number: int
    """1-based position in the article."""
    start: int
    end: int


def split(text: str, content: Sequence[Span], language: str) -> list[Sentence]:
    """The sentences of the body `content` of `text`, in order.

    Every non-space character of `content` lies in exactly one sentence; no sentence crosses a span or a paragraph.
    `language` is an ISO 639 code; one without rules of its own is split by the English ones.
    """
    splitter = _Splitter(text, *_RULES.get(language, _RULES["en"]))
    stretches = [
        stretch
        for span in content
        for paragraph in paragraphs(text, span.start, span.end)
        for stretch in splitter.stretches(paragraph.start, paragraph.end)
    ]
    return [Sentence(number, start, end) for number, (start, end) in enumerate(stretches, 1)]


@dataclass(frozen=True, slots=True)
class _Splitter:
    text: str
    stops: FullStops
    openers: frozenset[str]
    """Closed-class words: capitalised, they open a sentence even after an abbreviation or an ordinal."""

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences of one paragraph, trimmed."""
        for candidate in _CANDIDATE.finditer(self.text, start, end):
            stop = candidate.end()
            if stop >= end or not self._ends_sentence(start, end, candidate):
                continue
            yield start, stop
            start = stop
            while start < end and self.text[start].isspace():
                start += 1
        if start < end:
            yield start, end

    def _ends_sentence(self, start: int, end: int, found: re.Match[str]) -> bool:
        """Whether the sentence begun at `start` ends with the candidate `found`, by the word that follows."""
        following = _NEXT_WORD.match(self.text, found.end(), end)
        word = following.group(1) if following else None
        if word is None:
            return self.text[found.end() : found.end() + 12].lstrip()[:1] not in _RUNNING_ON
        if found.group() == ";":
            return True
        opens = word[0].isupper() and word.lower() in self.openers
        if found.group() == ":":
            return opens and self._introduces_sentence(start, found)
        if word[0].islower() and not _MIXED_CASE.match(word):
            return False
        mark = found["mark"] or found["glued"]
        if mark == "." and not found["close"] and not found["glued"]:
            return self._stop_ends(start, found.start(), word, opens)
        return opens and not self._is_omission(found) if mark in _ELLIPSES else True

    def _introduces_sentence(self, start: int, colon: re.Match[str]) -> bool:
        """After a whole clause and a colon, a capitalised closed-class word opens a sentence of its own.

        A quotation after a colon stays with the words that say whose it is, and a label ("Ort:") with its line.
        """
        clause = self.text[max(start, colon.start() - _CLAUSE_LOOK_BACK) : colon.start()].split()
        quoted = not self.text[colon.end() : colon.end() + 3].strip()[:1].isalpha()
        return len(clause) >= _CLAUSE_WORDS and not quoted

    def _is_omission(self, found: re.Match[str]) -> bool:
        """Whether dots in brackets stand for words left out."""
        return self.text[found.start() - 1 : found.start()] in {"[", "("}

    def _stop_ends(self, start: int, stop: int, word: str, opens: bool) -> bool:
        """Whether the single full stop at `stop`, before the capitalised or numeric `word`, ends the sentence."""
        before = self.text[max(start, stop - _LOOK_BACK) : stop]
        token = _BETWEEN_WORDS.split(before)[-1]
        if token.isdigit():
            return self._number_ends(before, token, word, opens, at_start=stop - len(token) == start)
        spaced = _SPACED.search(before.lower()) if "." in before else None
        forms = {token, token.lower(), re.sub(r"\s", "", spaced.group()) if spaced else ""}
        if forms & self.stops.never_final or token.endswith(self.stops.endings):
            return False
        dotted = len(token) <= _LONGEST_DOTTED and "." in token and not token[-1].isdigit()
        initial = len(token) == 1 and token.isalpha()
        return opens or not (dotted or initial or forms & self.stops.may_end or _ROMAN.match(token))

    def _number_ends(self, before: str, number: str, word: str, opens: bool, *, at_start: bool) -> bool:
        """Ordinals, dates and enumerators run on; years, counts and what stands before a sentence opener end."""
        if at_start:
            return False
        if not self.stops.ordinal_stop or len(number) > _LONGEST_ORDINAL or opens:
            return True
        preceding = before[: -len(number)].split()
        return not word[0].isdigit() and bool(preceding) and preceding[-1].lower() in self.stops.numbered
