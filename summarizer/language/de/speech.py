"""German reported speech: frame, cue, speaker and content of a sentence, by its outward signs.

The signs are those of the German news quotation corpus (Petersen-Frey and Biemann 2024): prepositional frames
("Laut X, …"), verbs with a content clause ("X betonte, dass …"), nouns of saying ("die Sorge, dass …"), quotation
marks, hearsay ("soll … worden sein"), verbs that tell the saying itself ("X forderte mehr Geld") and the Konjunktiv.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from summarizer.language.clauses import QUOTED, Clause, clauses, masked, trim, words
from summarizer.language.de import reporting
from summarizer.language.de.modality import content_certainty
from summarizer.language.de.phrases import PHRASE, can_speak_or_act, nominatives
from summarizer.language.speech import Range, ReportedSpeech
from summarizer.schema import Attribution

_FRAME_PREPOSITION = re.compile(r"\b([Ll]aut|[Gg]emäß|[Nn]ach)\s(?=\w)")
_POSTPOSITION = re.compile(r"\s(zufolge|zu Folge)\b")
_APPOSITION = re.compile(r",\s(?:der|die|das|dem|den|ein(?:e[mnr]?)?|[A-ZÄÖÜ])[^,;:]{2,110}(?=[,:]|\.$)")
_INFINITIVE = re.compile(r"\bzu\s\w+e?n\b|\b\w{2,}zu\w+en\b")
_NOUN_OF_SAYING = re.compile(
    rf"\b({'|'.join(reporting.SAYING_NOUNS)})\b(?:\s[\wäöüß]+){{0,4}},\s(?=(dass|ob|wonach|es|er|sie|die|der|das)\b)"
)
_CAME_FROM = re.compile(
    rf"\b({'|'.join(reporting.SAYING_NOUNS)})\s(?:\w+\s){{0,3}}(?:kam|kamen|kommt|kommen|stammt|stammte|stammten)\s(?:\w+\s){{0,2}}?von\s"
)
_NEGATION = re.compile(r"\b(?:nicht|nie|niemals|kein(?:e[nmrs]?)?)\b")
_MIN_QUOTED_WORDS = 4
"""Shorter quotations are single words held at arm's length, not statements."""

Proposal = ReportedSpeech | None


def reported_speech(sentence: str) -> ReportedSpeech | None:
    """The statement that the sentence ascribes to somebody, or None. The first kind of sign that is found decides."""
    text = masked(sentence)
    finders: Sequence[Callable[[str, str], Proposal]] = (
        _prepositional_frame,
        _verbal_frame,
        _noun_of_saying,
        _saying_came_from,
        _quotation,
        _hearsay,
        _told_saying,
        _subjunctive,
    )
    return next((found for finder in finders if (found := finder(sentence, text))), None)


def list_frame(sentence: str) -> ReportedSpeech | None:
    """Cue and speakers of a sentence that announces what somebody says and ends in a colon; its content is empty."""
    if not sentence.rstrip().endswith(":"):
        return None
    for clause in clauses(sentence):
        verbs = [m for m in words(sentence, clause.start, clause.end) if m.group().lower() in reporting.VERBS]
        speakers = _subjects(sentence, clause.start, clause.end, verbs[-1]) if verbs else []
        if speakers:
            return ReportedSpeech("indirect", (), verbs[-1].span(), tuple(speakers), False, "certain", False)
    return None


def _proposal(
    sentence: str,
    form: Attribution,
    content: Sequence[Range],
    cue: Range | None = None,
    speakers: Sequence[Range] = (),
    *,
    earlier_speaker: bool = False,
) -> ReportedSpeech:
    cue_word = sentence[slice(*cue)].lower() if cue else ""
    words_of_content = " ".join(sentence[a:b] for a, b in content)
    return ReportedSpeech(
        form=form,
        content=tuple(content),
        cue=cue,
        speakers=tuple(speakers),
        earlier_speaker=earlier_speaker,
        certainty=content_certainty(words_of_content, cue_word),
        negative=bool(reporting.DENIALS.fullmatch(cue_word) or _denies(words_of_content)),
    )


def _denies(content: str) -> bool:
    """Whether the first clause of the content, which carries it, is negated."""
    first = content[: clauses(content)[0].end] if clauses(content) else content
    return bool(_NEGATION.search(first)) and "nicht nur" not in first


def _prepositional_frame(sentence: str, text: str) -> Proposal:
    for match in _FRAME_PREPOSITION.finditer(text):
        source = PHRASE.match(sentence, match.end())
        if source is None or not _names_a_source(match.group(1).lower(), source.group()):
            continue
        start, end, speaker = match.start(), source.end(), (source.start(), source.end())
        apposition = _APPOSITION.match(text, source.end())
        if apposition:
            end, speaker = apposition.end() + 1, (source.start(), apposition.end())
        return _framed(sentence, (start, end), match.span(1), speaker)
    for match in _POSTPOSITION.finditer(text):
        sources = [p for p in nominatives(sentence, 0, match.start()) if p[1] == match.start()]
        if sources:
            return _framed(sentence, (sources[-1][0], match.end()), match.span(1), sources[-1])
    return None


def _names_a_source(preposition: str, phrase: str) -> bool:
    nouns = [m.group() for m in words(phrase)]
    if preposition == "nach":
        return any(noun in reporting.SOURCE_NOUNS or noun.endswith(("angaben", "berichten")) for noun in nouns)
    return not any(noun in reporting.NORMS for noun in nouns)


def _framed(sentence: str, frame: Range, preposition: Range, source: Range) -> Proposal:
    pieces = [trim(sentence, 0, frame[0], "."), trim(sentence, frame[1], len(sentence), ".")]
    content = [(a, b) for a, b in pieces if len(words(sentence, a, b)) > 1 or (b > a and len(pieces) > 1 and a == 0)]
    content = [(a, b) for a, b in content if b > a]
    if not content:
        return None
    cue, speaker = _cut_source_noun(sentence, preposition, source)
    return _proposal(sentence, "indirect", content, cue, [speaker] if speaker else [])


def _cut_source_noun(sentence: str, preposition: Range, source: Range) -> tuple[Range, Range | None]:
    """Split "nach Angaben der Polizei" into the cue "nach Angaben" and the speaker "der Polizei"."""
    first = words(sentence, *source)
    nouns = [
        i
        for i, m in enumerate(first)
        if m.group() in reporting.SOURCE_NOUNS or m.group().endswith(("berichten", "angaben"))
    ]
    if not nouns or nouns[0] > 2:
        return preposition, source
    noun = first[nouns[0]]
    if noun.end() == source[1]:
        generic = nouns[0] == 0 and (
            preposition[1] <= noun.start() or sentence[noun.start() : noun.end()].endswith(("richten", "üchten"))
        )
        cue = (min(preposition[0], noun.start()), max(preposition[1], noun.end()))
        return (cue, None) if generic else (preposition, source)
    rest_start = noun.end() + 1
    rest = re.match(r"(?:von|vom|aus)\s", sentence[rest_start : source[1]])
    rest_start += rest.end() if rest else 0
    return (min(preposition[0], noun.start()), noun.end() if preposition[0] < noun.start() else preposition[1]), (
        rest_start,
        source[1],
    )


def _verbal_frame(sentence: str, text: str) -> Proposal:
    pieces = clauses(sentence)
    for index, clause in enumerate(pieces):
        first = words(text, clause.start, clause.end)
        verbs = [m for m in first if m.group().lower() in reporting.VERBS]
        opener = first[0].group().lower() if first else ""
        if index and opener == "so" and not verbs:
            named = [p for p in nominatives(sentence, first[0].end(), clause.end) if _plausible(sentence, p)]
            if named and named[0][0] == first[0].end() + 1:
                content = _around(sentence, text, pieces, index)
                return _spoken(sentence, content, first[0].span(), [_with_apposition(sentence, named[0])])
        if not verbs:
            continue
        verb = verbs[-1] if opener in ("wie", "nachdem", "als") else verbs[0]
        if _NEGATION.search(text, clause.start, clause.end) and verb.group().lower() in reporting.SILENT_WHEN_NEGATED:
            continue
        after = [p for p in nominatives(sentence, verb.end(), clause.end) if _plausible(sentence, p)]
        if index and after and (verb.start() == clause.start or opener == "so"):
            content = _around(sentence, text, pieces, index)
            return _spoken(sentence, content, verb.span(), [_with_apposition(sentence, p) for p in after])
        if opener == "wie" and verb.group().lower() not in ("sieht", "sah", "geht"):
            content = (
                _around(sentence, text, pieces, index) if index else [trim(sentence, clause.end, len(sentence), ".")]
            )
            return _spoken(sentence, content, verb.span(), _subjects(sentence, clause.start, clause.end, verb))
        start = _content_start(sentence, text, pieces, index, opener)
        if start is None:
            continue
        end = _content_end(text, pieces, index + 1, start)
        frame_start = clause.start if opener in reporting.OTHER_OPENERS else 0
        speakers = _subjects(sentence, frame_start, clause.end, verb)
        if speakers or not nominatives(sentence, frame_start, clause.end):
            return _spoken(sentence, [trim(sentence, start, end, ".")], verb.span(), speakers)
    return None


def _spoken(sentence: str, content: Sequence[Range], cue: Range, speakers: Sequence[Range]) -> Proposal:
    content = [(a, b) for a, b in content if b > a]
    if not content:
        return None
    direct = all(QUOTED.match(sentence, a) for a, _ in content)
    return _proposal(sentence, "direct" if direct else "indirect", content, cue, speakers)


def _around(sentence: str, text: str, pieces: Sequence[Clause], index: int) -> list[Range]:
    """The content on both sides of a frame that stands behind or inside it."""
    content = [trim(sentence, 0, pieces[index - 1].end)]
    if index + 1 < len(pieces) and _first_word(text, pieces[index + 1]) not in reporting.OTHER_OPENERS:
        content.append(trim(sentence, pieces[index + 1].start, len(sentence), "."))
    return content


def _content_start(sentence: str, text: str, pieces: Sequence[Clause], index: int, opener: str) -> int | None:
    """Where the content clause after the frame clause `index` begins, past relative clauses and appositions."""
    for following in range(index + 1, min(index + 4, len(pieces))):
        clause = pieces[following]
        first = _first_word(text, clause)
        rest = text[clause.start :]
        found = {m.group() for m in words(text, clause.start, clause.end)}
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
        if found & reporting.SUBJUNCTIVE and first not in reporting.OTHER_OPENERS - reporting.ARTICLES:
            return clause.start
        if first not in reporting.OTHER_OPENERS and _INFINITIVE.search(rest):
            return clause.start
    return None


def _complete(text: str, clause: Clause) -> bool:
    """Whether a clause with a participle already says all it has to say, so that ", was …" comments on it."""
    return bool(
        re.search(r"\b(?:hat|haben|hatte|hatten|wurde|wurden|wird|werden)\b.*\b\w+t$", text[clause.start : clause.end])
    )


def _content_end(text: str, pieces: Sequence[Clause], following: int, start: int) -> int:
    """Content ends before a clause that sets something against it or tells its circumstances."""
    for clause in pieces[following:]:
        if clause.start > start and _first_word(text, clause) in reporting.CONTENT_ENDERS:
            return clause.start
    return len(text)


def _first_word(text: str, clause: Clause) -> str:
    found = words(text, clause.start, clause.end)
    return found[0].group().lower() if found else ""


def _subjects(sentence: str, start: int, end: int, verb: re.Match[str]) -> list[Range]:
    """Candidates for the speaker: before the verb first, then behind it, each with its apposition."""
    found = [p for p in nominatives(sentence, start, end) if _plausible(sentence, p)]
    before = [p for p in found if p[1] <= verb.start()]
    after = [p for p in found if p[0] >= verb.end()]
    return [_with_apposition(sentence, p, verb.start()) for p in before] + [
        _with_apposition(sentence, p) for p in after
    ]


def _plausible(sentence: str, phrase: Range) -> bool:
    return can_speak_or_act(sentence[slice(*phrase)])


def _with_apposition(sentence: str, phrase: Range, limit: int | None = None) -> Range:
    match = _APPOSITION.match(sentence, phrase[1])
    return (phrase[0], match.end()) if match and (limit is None or match.end() <= limit) else phrase


def _noun_of_saying(sentence: str, text: str) -> Proposal:
    match = _NOUN_OF_SAYING.search(text)
    if match is None:
        return None
    carried = {m.group() for m in words(text, match.end())} & reporting.SUBJUNCTIVE_I
    if match.group(2) not in ("dass", "ob", "wonach") and not carried:
        return None
    pieces = clauses(sentence)
    following = next((i for i, c in enumerate(pieces) if c.start >= match.end()), len(pieces))
    end = _content_end(text, pieces, following, match.end())
    if match.start() < pieces[0].end and following < len(pieces) and pieces[following].mark == ",":
        # "Die Ankündigung, dass X kommt, zeigt …": the main clause takes over after the content.
        verb_first = words(text, pieces[following].end, len(text))
        if (
            verb_first
            and verb_first[0].group().lower() not in reporting.OTHER_OPENERS | reporting.CONTENT_OPENERS
            and match.start(1) < 40
        ):
            end = pieces[following].end
    return _proposal(sentence, "indirect", [trim(sentence, match.end(), end, ".")], match.span(1))


def _saying_came_from(sentence: str, text: str) -> Proposal:
    """ "Die Bestätigung kam von X, dem Y": the saying is told, and who it came from."""
    match = _CAME_FROM.search(text)
    source = PHRASE.match(sentence, match.end()) if match else None
    if match is None or source is None or not _plausible(sentence, source.span()):
        return None
    speaker = _with_apposition(sentence, source.span())
    return _proposal(sentence, "reported", [trim(sentence, 0, speaker[1])], match.span(1), [speaker])


def _quotation(sentence: str, text: str) -> Proposal:
    spans = [m.span() for m in QUOTED.finditer(sentence) if len(words(m.group())) >= _MIN_QUOTED_WORDS]
    return _proposal(sentence, "direct", spans, earlier_speaker=True) if spans else None


def _hearsay(sentence: str, text: str) -> Proposal:
    match = reporting.HEARSAY.search(text)
    return _proposal(sentence, "free_indirect", [(0, len(sentence))]) if match else None


def _told_saying(sentence: str, text: str) -> Proposal:
    for clause in clauses(sentence):
        match = reporting.REPORTED.search(text, clause.start, clause.end)
        if match is None or _NEGATION.search(text, clause.start, clause.end):
            continue
        verb = words(text, match.start(), match.end())[0]
        speakers = _subjects(sentence, clause.start, clause.end, verb)
        if speakers:
            return _proposal(sentence, "reported", [(0, len(sentence))], verb.span(), speakers)
    return None


def _subjunctive(sentence: str, text: str) -> Proposal:
    if not {m.group() for m in words(text)} & reporting.SUBJUNCTIVE_I:
        return None
    return _proposal(sentence, "indirect_free_indirect", [(0, len(sentence))], earlier_speaker=True)
