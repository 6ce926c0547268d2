"""What figures count, and when two count the same, a part, or the whole.

Only what grammar tells: inflection ("Arbeiter", "Arbeitern"), the head of a compound ("Bauarbeiter" are "Arbeiter"),
and coordination ("Ingenieure und Bauarbeiter" have "Bauarbeiter" among them). No synonyms: "Soldaten" and "Truppen"
are two, which separates too much and never joins what differs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from summarizer import language as languages
from summarizer.grounding.inflection import forms

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*|[%€$£¥]")
_SHORTEST_HEAD = 5
"""Letters that the head of a compound has at least, so that "Tage" is not the head of "Anschläge"."""

Units = tuple[frozenset[str], ...]
"""The stems of each coordinated unit; empty where nothing is said."""
Relation = Literal["same", "part", "whole", "other"]


@lru_cache(maxsize=8192)
def units(unit: str | None, language: str) -> Units:
    """The units that the words of a `Quantity.unit` name."""
    known = languages.get(language)
    words = [w.lower() for w in _WORD.findall(unit or "") if w.lower() not in known.numbers.unit_joins]
    spelled = (min(known.numbers.symbols.get(word, {word})) for word in words)
    return tuple(forms(word, known) for word in spelled)


@lru_cache(maxsize=8192)
def is_measure(unit: str | None, language: str) -> bool:
    """Whether the unit measures anything at all ("Prozent", "Euro", "Tage"), so that sharing it says little."""
    known = languages.get(language)
    measures = frozenset().union(*known.numbers.symbols.values(), known.dates.units, known.numbers.attached_units)
    stems = frozenset().union(*(forms(word, known) for word in measures))
    return any(not each.isdisjoint(stems) for each in units(unit, language))


def relation(one: Units, other: Units) -> Relation:
    """How what `one` counts goes with what `other` counts: a part of it, the whole, the same, or something else."""
    if not one or not other:
        return "other"
    if len(one) == len(other) and all(any(_same(a, b) for b in other) for a in one):
        return "same"
    if all(any(_same(a, b) or _kind_of(a, b) for b in other) for a in one):
        return "part"
    if all(any(_same(a, b) or _kind_of(b, a) for a in one) for b in other):
        return "whole"
    return "other"


def overlapping(one: Units, other: Units) -> bool:
    """Whether the two have a unit in common, or one has the kind of a unit of the other."""
    return any(_same(a, b) or _kind_of(a, b) or _kind_of(b, a) for a in one for b in other)


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one.isdisjoint(other)


def _kind_of(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether `one` is a compound whose head is `other`."""
    return any(word != head and len(head) >= _SHORTEST_HEAD and word.endswith(head) for word in one for head in other)
