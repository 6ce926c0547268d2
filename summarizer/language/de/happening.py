"""What German grammar says about the happening in a clause: its kind, its status, who can be doing what to whom, where."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.language.clauses import Clause, clauses, masked, words
from summarizer.language.de.actions import action_types
from summarizer.language.de.comment import is_comment
from summarizer.language.de.modality import certainty, is_passive, statuses
from summarizer.language.de.parties import is_area, is_party, is_place
from summarizer.language.de.phrases import HEAD, governing_preposition, nominatives, noun_phrases, tells_time
from summarizer.language.de.telling import tells_by_tense
from summarizer.language.speech import Happening, Range
from summarizer.language.states import is_state

_SUBORDINATORS = frozenset(
    "dass weil da obwohl während nachdem bevor wenn falls als ob damit sodass indem sobald seit seitdem bis wie wobei "
    "wodurch womit wonach um ohne statt anstatt".split()
)
_RELATIVES = frozenset("der die das dem den deren dessen denen was wo".split())
_INFINITIVE = re.compile(r"\bzu\s\w+n\b|\b\w{2,}zu\w+en\b")
_MOVED = re.compile(r"\b(?:entsandt|entsendet|geschickt|geliefert|übergeben|gespendet|abgezogen)\b")
_PLACED = re.compile(r"\b(?:eingesetzt|einsetzen|verlegt|verlegen|stationiert|stationieren)\b")
"""Verbs without a dative: whoever stands beside them without a preposition is what is moved."""
_MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT"})
_LEADS_TO_PARTY = frozenset({None, "an", "für", "gegen", "gegenüber", "nach", "zu", "zum", "zur"})
_BEFORE_PLACE_NAMES = ("in", "nach", "aus")
_INFINITIVE_LAST = re.compile(r"(?:\bzu\s\w+n|\b\w{2,}zu\w+en)[.\s]*$")
_COUNTED = re.compile(r"(?:\d[\d.,]*|Tausende[rn]?|Hunderte[rn]?|Dutzende[rn]?|Millionen)\s(?:[a-zäöüß]+\s){0,2}$")
_MANY = re.compile(r"^(?:Tausende|Hunderte|Dutzende|Millionen)")
_JOIN = re.compile(r"^\s*(?:und|sowie|oder)\s")
_DETERMINER = re.compile(
    r"^(?:der|die|das|den|dem|des|ein(?:e[nmrs]?)?|dies\w{1,2}|sein\w{0,2}|ihr\w{0,2}|beide[nr]?)\s", re.IGNORECASE
)
_NOUN_PHRASE_AHEAD = r"\s(?=(?:(?:der|die|das|den|dem)\s)?(?:[a-zäöüß]+\s){0,2}[A-ZÄÖÜ])"
_PLACE_PREPOSITION = re.compile(rf"\b(?:in|im|ins|nach|aus|bei|an|am|auf|vor){_NOUN_PHRASE_AHEAD}")
_SERVED = re.compile(rf"\b(?:an|für|gegenüber){_NOUN_PHRASE_AHEAD}")
"""Leads to whom something is for, also inside a noun phrase ("seine Hilfe für die Insel")."""
_PASSIVE_VERB = re.compile(r"\b(?:wird|werden|wurden?)\b")
_PRONOUN_SUBJECT = re.compile(
    r"\b(?:hat|haben|hatten?|ist|sind|wird|werden|wurden?|kann|können|könnten?|soll|sollen|will|wollen|würden?)\s(?:er|sie|es|man)\b|"
    r"^(?:[Ee]r|[Ss]ie|[Ee]s|[Mm]an|[Dd]iese?r?|[Dd]ies)\s(?=[a-zäöü])"
)
_PASSIVE_AGENT = re.compile(r"\b(?:von|vom|durch)\s")


def happening(sentence: str, scope: Range) -> Happening:
    """Proposals for the happening that the stretch `scope` of `sentence` may report. Offsets are into `sentence`."""
    clause = sentence[slice(*scope)]
    main = _main_pieces(clause) or [Clause(0, len(clause), "")]
    telling = _telling_pieces(clause, main)
    text = _joined(clause, telling)
    allowed = statuses(text)
    types = tuple(kind for kind in action_types(text) if kind != "OTHER") or action_types(text)
    untyped = not types and tells_by_tense(text)
    agents = _agents(clause, telling, passive=is_passive(text))
    others = [each for each in _within(_receivers(clause, text, types), telling) if each not in agents]
    if untyped:  # of a verb that is not known nobody can say whom it concerns, and its subject need not act
        agents, others = _parties(clause, agents), []
    told, places = _acting(clause, telling), _places(clause)
    return Happening(
        types=("OTHER",) if untyped else types,
        told=_shifted([(piece.start, piece.end) for piece in told], scope[0]),
        statuses=allowed,
        certainty=certainty(sentence, allowed[0]),
        comment=is_comment(_joined(clause, main)),
        agents=_shifted(agents, scope[0]),
        others=_shifted(others, scope[0]),
        # What it was done for may lie elsewhere: "nach Ostheim geschickt, um in Südland zu helfen".
        places=_shifted(_within(places, told) or _within(places, telling), scope[0]),
    )


def _joined(clause: str, pieces: Sequence[Clause]) -> str:
    return " ".join(clause[piece.start : piece.end] for piece in pieces)


def _pieces(clause: str) -> list[Clause]:
    """The clauses, with what *sondern* goes on with as part of the clause before."""
    pieces: list[Clause] = []
    for piece in clauses(clause):
        if pieces and clause.startswith("sondern", piece.start):
            pieces[-1] = Clause(pieces[-1].start, piece.end, piece.mark)
        else:
            pieces.append(piece)
    return pieces


def _main_pieces(clause: str) -> list[Clause]:
    """The clause without its subordinate and relative parts, but with the infinitives that complete it."""
    kept: list[Clause] = []
    pieces = _pieces(clause)
    for index, piece in enumerate(pieces):
        completes_another = (
            _INFINITIVE.search(clause, piece.start, piece.end) and index and pieces[index - 1] not in kept
        )
        if not completes_another and not _is_subordinate(clause, piece, index):
            kept.append(piece)
    return kept or pieces


def _telling_pieces(clause: str, main: list[Clause]) -> list[Clause]:
    """The part that tells the action: the main clause, or the first subordinate one if only that tells a definite act."""
    if _acts(_joined(clause, main), but=("COOPERATE",)):
        return main
    pieces = _pieces(clause)
    for index, piece in enumerate(pieces):
        told = [piece]
        if index + 1 < len(pieces) and _INFINITIVE.search(clause, pieces[index + 1].start, pieces[index + 1].end):
            told.append(pieces[index + 1])
        if _acts(_joined(clause, told), but=("OTHER", "COOPERATE"), verbs_only=True):
            return told
    return main


def _acts(text: str, *, but: tuple[str, ...], verbs_only: bool = False) -> bool:
    return any(kind not in but for kind in action_types(text, verbs_only=verbs_only))


def _is_infinitive(clause: str, piece: Clause) -> bool:
    """Whether the piece ends in an infinitive with *zu*, so that its noun phrases are no subjects."""
    return bool(_INFINITIVE_LAST.search(clause[piece.start : piece.end]))


def _is_subordinate(clause: str, piece: Clause, index: int) -> bool:
    first = next((m.group().lower() for m in words(clause, piece.start, piece.end)), "")
    return first in _SUBORDINATORS or (index > 0 and first in _RELATIVES)


def _acting(clause: str, telling: Sequence[Clause]) -> Sequence[Clause]:
    """The pieces of `telling` that hold its words of action, or all where they are spread over several."""
    return [piece for piece in telling if action_types(clause[piece.start : piece.end])] or telling


def _within(phrases: list[Range], pieces: Sequence[Clause]) -> list[Range]:
    return [p for p in phrases if any(piece.start <= p[0] and p[1] <= piece.end for piece in pieces)]


def _agents(clause: str, telling: Sequence[Clause], *, passive: bool) -> list[Range]:
    """Who acts: in the passive whoever hangs on *von*, otherwise the subject, which is the first phrase to come."""
    start, end = telling[0].start, telling[-1].end
    if passive:
        verb = _PASSIVE_VERB.search(clause, start, end)
        after = verb.end() if verb and clause[verb.end() : end].strip(" .") else start
        named = [HEAD.match(clause, m.end()) for m in _PASSIVE_AGENT.finditer(clause, after, end)]
        return _parties(clause, [m.span() for m in named if m])
    if _PRONOUN_SUBJECT.search(_joined(clause, telling)) or all(_is_infinitive(clause, piece) for piece in telling):
        return []
    subject = next((p for piece in telling for p in nominatives(clause, piece.start, piece.end)), None)
    if subject is None:
        return []
    found = _parties(clause, [subject], alone=True)
    return found[:1] if _adjacent(clause, found) else found


def _receivers(clause: str, telling: str, types: Sequence[str]) -> list[Range]:
    """Parties that can be served: no mere places, not counted (what is counted is sent or given), and not behind a
    preposition that tells of something else. *mit* leads to a party of an act that takes two, and to nobody otherwise.
    Who is moved ("Truppen werden verlegt") is not served either."""
    leading = _LEADS_TO_PARTY | ({"mit", "bei"} if _MUTUAL & set(types) else set())
    moved = nominatives(clause)[:1] if is_passive(telling) and _MOVED.search(telling) else []
    if _PLACED.search(telling):
        moved = nominatives(clause)
    served = [head.span() for m in _SERVED.finditer(masked(clause)) if (head := HEAD.match(clause, m.end()))]
    named = sorted({*_parties(clause, noun_phrases(clause)), *_parties(clause, served)})
    found = [p for p in named if not any(a <= p[0] < b for a, b in moved)]
    return [
        p
        for p in found
        if not (is_area(clause[slice(*p)]) or _MANY.match(clause[slice(*p)]) or _COUNTED.search(clause[: p[0]]))
        and governing_preposition(clause, p[0]) in leading
    ]


def _adjacent(clause: str, found: list[Range]) -> bool:
    """Whether two parties follow each other without a word between: subject and object, not one coordinated subject."""
    return len(found) > 1 and clause[found[0][1] : found[1][0]].isspace()


def _parties(clause: str, phrases: list[Range], *, alone: bool = False) -> list[Range]:
    """Phrases cut to their heads, coordinated ones taken apart ("Russland und Nordkorea"), that can be a party.

    With `alone`, a noun without determiner counts as a name.
    """
    found = []
    for start, end in phrases:
        for part in re.finditer(r".+?(?=\s(?:und|sowie|oder)\s|$)", clause[start:end]):
            joined = _JOIN.match(part.group())
            offset = start + part.start() + (joined.end() if joined else 0)
            head = HEAD.match(clause, offset)
            span, determined = _bare(clause, head.span() if head else (offset, start + part.end()))
            found += [
                each
                for each in _split_states(clause, span)
                if each[1] > each[0] and is_party(clause[slice(*each)], determined=determined or not alone)
            ]
    return list(dict.fromkeys(found))


def _split_states(clause: str, span: Range) -> list[Range]:
    """A state's name and what follows it are subject and object ("Russland Nordkorea"), not one name."""
    first = words(clause, *span)[0].span() if words(clause, *span) else span
    if first != span and is_state(clause[slice(*first)], "de") and clause[first[1]] == " ":
        return [first, *_split_states(clause, (first[1] + 1, span[1]))]
    return [span]


def _places(clause: str) -> list[Range]:
    found = []
    for match in _PLACE_PREPOSITION.finditer(masked(clause)):
        phrase = HEAD.match(clause, match.end())
        if phrase and not tells_time(phrase.group()):
            span, determined = _bare(clause, phrase.span())
            span = _from_class_word(clause, span)
            if match.group().lower().startswith("an") and is_state(clause[slice(*span)], "de"):
                continue  # what goes "an die Ukraine" is for it
            if is_place(
                clause[slice(*span)],
                determined=determined or match.group().split()[0].lower() not in _BEFORE_PLACE_NAMES,
            ):
                found.append(span)
    return found


def _from_class_word(clause: str, span: Range) -> Range:
    """ "russischen Region Kursk" is "Region Kursk"; "abgelegene Orte" stays, for nothing else says which."""
    capitals = [m.start() for m in words(clause, *span) if m.group()[0].isupper()]
    return (capitals[0], span[1]) if len(capitals) > 1 else span


def _bare(clause: str, phrase: Range) -> tuple[Range, bool]:
    start, end = phrase
    while match := _DETERMINER.match(clause[start:end]):
        start += match.end()
    return (start, end), start > phrase[0]


def _shifted(phrases: list[Range], by: int) -> tuple[Range, ...]:
    return tuple(dict.fromkeys((start + by, end + by) for start, end in phrases if end > start))
