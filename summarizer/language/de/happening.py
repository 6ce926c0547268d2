"""What German grammar says about the happening in a clause: its status, and who can be doing what to whom and where."""

from __future__ import annotations

import re

from summarizer.language.clauses import Clause, clauses, masked, words
from summarizer.language.de.comment import is_comment
from summarizer.language.de.modality import certainty, statuses
from summarizer.language.de.phrases import HEAD, can_speak_or_act, nominatives, noun_phrases, tells_time
from summarizer.language.speech import Happening, Range

_PLACE_PREPOSITION = re.compile(r"\b(?:in|im|ins|nach|aus|bei|beim|an|am|auf|vor)\s(?:(?:der|die|das|den|dem)\s)?(?=[a-zäöüß]*\s?[A-ZÄÖÜ])")
_SUBORDINATORS = frozenset(
    "dass weil da obwohl während nachdem bevor wenn falls als ob damit sodass indem sobald seit seitdem bis wie wobei "
    "wodurch womit wonach".split()
)
_RELATIVES = frozenset("der die das dem den deren dessen denen was wo".split())
_JOIN = re.compile(r"^\s*(?:und|sowie|oder)\s")
_DETERMINER = re.compile(r"^(?:der|die|das|den|dem|des|ein(?:e[nmrs]?)?|dies\w{1,2}|sein\w{0,2}|ihr\w{0,2}|beide[nr]?)\s", re.IGNORECASE)


def happening(sentence: str, scope: Range) -> Happening:
    """Proposals for the happening that the stretch `scope` of `sentence` may report. Offsets are into `sentence`."""
    clause = sentence[slice(*scope)]
    main = _main_clause(clause)
    allowed = statuses(main)
    return Happening(
        statuses=allowed,
        certainty=certainty(clause, allowed[0]),
        comment=is_comment(main),
        agents=_shifted(_heads(clause, nominatives(clause)), scope[0]),
        others=_shifted(_heads(clause, noun_phrases(clause)), scope[0]),
        places=_shifted(_places(clause), scope[0]),
    )


def _main_clause(sentence: str) -> str:
    """The sentence without its subordinate and relative clauses, but with the infinitives that complete it."""
    pieces = clauses(sentence)
    kept = [piece for index, piece in enumerate(pieces) if not _is_subordinate(sentence, piece, index)]
    return " ".join(sentence[piece.start : piece.end] for piece in kept) or sentence


def _is_subordinate(sentence: str, piece: Clause, index: int) -> bool:
    first = next((m.group().lower() for m in words(sentence, piece.start, piece.end)), "")
    return first in _SUBORDINATORS or (index > 0 and first in _RELATIVES)


def _bare(sentence: str, phrase: Range) -> Range:
    start, end = phrase
    while match := _DETERMINER.match(sentence[start:end]):
        start += match.end()
    return start, end


def _heads(sentence: str, phrases: list[Range]) -> list[Range]:
    """Phrases cut to their heads, coordinated ones taken apart ("Russland und Nordkorea")."""
    found = []
    for start, end in phrases:
        for part in re.finditer(r".+?(?=\s(?:und|sowie|oder)\s|$)", sentence[start:end]):
            offset = start + part.start() + len(part.group()) - len(_JOIN.sub("", part.group()))
            head = HEAD.match(sentence, offset)
            found.append(_bare(sentence, head.span() if head else (offset, start + part.end())))
    return [p for p in found if p[1] > p[0] and can_speak_or_act(sentence[slice(*p)])]


def _places(sentence: str) -> list[Range]:
    found = []
    for match in _PLACE_PREPOSITION.finditer(masked(sentence)):
        phrase = HEAD.match(sentence, match.end())
        if phrase and not tells_time(phrase.group()):
            found.append(_bare(sentence, phrase.span()))
    return found


def _shifted(phrases: list[Range], by: int) -> tuple[Range, ...]:
    return tuple(dict.fromkeys((start + by, end + by) for start, end in phrases if end > start))
