"""The topics that the reading room asks a language for: shapes only, filled in by `de/` and `en/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


def words(listed: str) -> frozenset[str]:
    """A set of words written apart by white space."""
    return frozenset(listed.split())


def patterns(listed: str) -> tuple[str, ...]:
    """Regular expressions, none holding white space, written apart by it."""
    return tuple(listed.split())


@dataclass(frozen=True, slots=True)
class FullStops:
    """Where a full stop does not end a sentence.

    Abbreviations stand in lower case, without their last stop ("z.b" means "z. B." too); one that is an ordinary word
    in lower case ("Sat.", "no.") stands with its capital, and is met only with it.
    """

    never_final: frozenset[str]
    """Abbreviations followed by the word they belong to: "Dr. Braun", "bzw. Bremen"."""
    may_end: frozenset[str]
    """Abbreviations found inside a sentence and at its end: only the next word tells ("Mio.", "etc.")."""
    endings: tuple[str, ...]
    """Ends of compounds that are abbreviated like `never_final` ("Hauptstr. 5")."""
    numbered: frozenset[str]
    """After these words a number counts instead of ordering: "auf Platz 17." ends a sentence."""
    ordinal_stop: bool
    """Whether ordinals are written with a full stop ("der 3. Weltkrieg")."""


@dataclass(frozen=True, slots=True)
class Publishing:
    """How news pages print the day of publication. Lower case, without full stop."""

    months: Mapping[str, int]
    weekdays: frozenset[str]
    date_line_words: frozenset[str]
    """Words that may stand beside a date on a line that holds nothing but the time of publication."""
    published_markers: frozenset[str]
    """Words that make a date the day of publication, wherever on the page it stands."""
    glued_openers: frozenset[str]
    """Sentence openers too common at the end of names ("LinkedIn") to betray a dateline glued to its sentence."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """The vocabulary of what stands round an article: regular expressions for whole words, lower case.

    Classes of words, never the phrases of one outlet.
    """

    certain: tuple[str, ...]
    """Names of furniture itself ("newsletter", "advertisement")."""
    strong: tuple[str, ...]
    """Subscription, discussion, sharing, jobs, legal notices, selling."""
    weak: tuple[str, ...]
    """Navigation and image credits: common in running text too."""
    author: tuple[str, ...]
    """What notes about authors say of them; two together count."""
    own_page: str
    """One expression for words with which a page points at itself ("this article")."""
    familiar: tuple[str, ...]
    """Familiar pronouns ("du"), which reports use in quotations only."""
    address: tuple[str, ...]
    """Pronouns that speak to the reader, or with which the publisher speaks of itself."""
    polite: tuple[str, ...]
    """Polite pronouns, case as printed, told from "they" by their capital within a sentence."""
    imperatives: tuple[str, ...]
    """Words with which a call to act opens."""
