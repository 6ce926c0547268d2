"""What English grammar says about the happening in a clause: its status, and who can be doing what to whom and where."""

from __future__ import annotations

import re
from itertools import pairwise

from summarizer.language.clauses import clauses, words
from summarizer.language.en.actions import action_types
from summarizer.language.en.comment import is_comment
from summarizer.language.en.modality import certainty, statuses
from summarizer.language.en.phrases import PHRASE, phrases
from summarizer.language.en.telling import tells_by_tense
from summarizer.language.speech import Happening, Range

_DETERMINER = re.compile(r"^(?:the|an?|this|these|its|their|his|her|some)\s", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|at|near|into|from|to|across|around|on)\s(?=(?:the\s)?[A-Z])")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s(?:\w+ly\s)?\w+(?:ed|en|wn|ilt|ought|aught|ent)\b")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|can|must|should|plans?|wants?|[a-z]+ed|met|sent|took|gave|"
    r"went|came|won|lost|said|made|struck|hit|fell|began|left|held|told|shot|fought|sold|bought|built)\b"
)
_SUBORDINATORS = frozenset(
    "that because although while after before if when as who which where since unless until".split()
)


def happening(sentence: str, scope: Range) -> Happening:
    """Proposals for the happening that the stretch `scope` of `sentence` may report. Offsets are into `sentence`."""
    clause = sentence[slice(*scope)]
    main = _main_clause(clause)
    allowed = statuses(main)
    types = action_types(clause)
    untyped = not types and tells_by_tense(main)  # then nobody can say who acts, and whom it concerns
    return Happening(
        types=("OTHER",) if untyped else types,
        told=(scope,),
        statuses=allowed,
        certainty=certainty(sentence, allowed[0]),
        comment=is_comment(main),
        agents=() if untyped else _bare(sentence, _agents(sentence, *scope)),
        others=() if untyped else _bare(sentence, phrases(sentence, *scope)),
        places=_bare(sentence, _places(sentence, *scope)),
    )


def _agents(sentence: str, start: int, end: int) -> list[Range]:
    """Who acts: in the passive whoever hangs on *by*, otherwise the phrase before the verb."""
    passive = _PASSIVE.search(sentence, start, end)
    if passive:
        by = re.compile(r"\bby\s").search(sentence, passive.end(), end)
        return phrases(sentence, by.end(), end)[:1] if by else []
    verb = _FINITE.search(sentence, start, end)
    before = phrases(sentence, start, verb.start(), subjects=True) if verb else []
    joined = next(
        (i for i, (a, b) in enumerate(pairwise(before), 1) if sentence[a[1] : b[0]].strip() != "and"), len(before)
    )
    return before[:joined]


def _main_clause(clause: str) -> str:
    kept = []
    for index, piece in enumerate(clauses(clause)):
        first = next((m.group().lower() for m in words(clause, piece.start, piece.end)), "")
        if first not in _SUBORDINATORS or (index == 0 and first == "that"):
            kept.append(clause[piece.start : piece.end])
    return " ".join(kept) or clause


def _places(sentence: str, start: int, end: int) -> list[Range]:
    found = (PHRASE.match(sentence, match.end(), end) for match in _PLACE.finditer(sentence, start, end))
    return [match.span() for match in found if match]


def _bare(sentence: str, found: list[Range]) -> tuple[Range, ...]:
    bare = []
    for start, end in found:
        match = _DETERMINER.match(sentence[start:end])
        bare.append((start + match.end() if match else start, end))
    return tuple(dict.fromkeys(p for p in bare if p[1] > p[0]))
