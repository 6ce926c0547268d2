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
from summarizer.language.de.content import around, content_end, content_start, is_statement
from summarizer.language.de.modality import content_certainty
from summarizer.language.de.phrases import PHRASE, SOURCE_PHRASE, nominatives, noun_phrases
from summarizer.language.de.reporting import AUXILIARIES
from summarizer.language.de.speakers import (
    APPOSITION,
    PASSIVE,
    agents,
    passive,
    plausible,
    subject_start,
    subjects,
    with_apposition,
)
from summarizer.language.speech import Range, ReportedSpeech
from summarizer.schema import Attribution

_FRAME_PREPOSITION = re.compile(r"\b([Ll]aut|[Gg]emäß|[Nn]ach)\s(?=[\w„“»'])")
_POSTPOSITION = re.compile(r"\s(zufolge|zu Folge)\b")
_NOUN_OF_SAYING = re.compile(
    rf"\b({'|'.join(reporting.SAYING_NOUNS)})\b(?:\s[\wäöüß]+){{0,4}},\s(?=(dass|ob|wonach|es|er|sie|die|der|das)\b)"
)
_CAME_FROM = re.compile(
    rf"\b({'|'.join(reporting.SAYING_NOUNS)})\s(?:\w+\s){{0,3}}(?:kam|kamen|kommt|kommen|stammt|stammte|stammten)\s(?:\w+\s){{0,2}}?von\s"
)
_BEHIND_QUOTATION = re.compile(r"¤[“”\"«],\s(?P<verb>[a-zäöüß]{3,})\s")
_AND = re.compile(r"\b(?:und|sowie|oder)\b")
_NEGATION = re.compile(r"\b(?:nicht|nie|niemals|kein(?:e[nmrs]?)?)\b")
_FINITE = AUXILIARIES | {"ich", "wir", "es", "man"}
_TITLE_WORDS = 7
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
        _accordingly,
        _subjunctive,
    )
    return next((found for finder in finders if (found := finder(sentence, text))), None)


def list_frame(sentence: str) -> ReportedSpeech | None:
    """Cue and speakers of a sentence that announces what somebody says and ends in a colon; its content is empty."""
    if not sentence.rstrip().endswith(":"):
        return None
    for clause in clauses(sentence):
        verbs = [m for m in words(sentence, clause.start, clause.end) if m.group().lower() in reporting.VERBS]
        speakers = subjects(sentence, clause.start, clause.end, verbs[-1]) if verbs else []
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
        source = SOURCE_PHRASE.match(sentence, match.end())
        if source is None or not _names_a_source(match.group(1).lower(), source.group()):
            continue
        start, end, speaker = match.start(), source.end(), (source.start(), source.end())
        apposition = APPOSITION.match(text, source.end())
        if apposition:
            end, speaker = apposition.end() + 1, (source.start(), apposition.end())
        return _framed(sentence, (start, end), match.span(1), speaker)
    for match in _POSTPOSITION.finditer(text):
        sources = [p for p in noun_phrases(sentence) if p[1] == match.start()]
        if sources:
            return _framed(sentence, (sources[-1][0], match.end()), match.span(1), sources[-1])
    return None


def _names_a_source(preposition: str, phrase: str) -> bool:
    nouns = [m.group() for m in words(phrase)]
    if preposition == "nach":
        return any(_is_source_noun(noun) for noun in nouns)
    return not any(noun in reporting.NORMS for noun in nouns)


def _is_source_noun(noun: str) -> bool:
    return noun in reporting.SOURCE_NOUNS or bool(reporting.SOURCE_COMPOUND.fullmatch(noun))


def _framed(sentence: str, frame: Range, preposition: Range, source: Range) -> Proposal:
    pieces = [trim(sentence, 0, frame[0], "."), trim(sentence, frame[1], len(sentence), ".")]
    content = [(a, b) for a, b in pieces if len(words(sentence, a, b)) > 1 or (b > a and len(pieces) > 1 and a == 0)]
    content = [(a, b) for a, b in content if b > a]
    if not content:
        return None
    cue, named = _source_cue(sentence, preposition, source)
    return _proposal(sentence, "indirect", content, cue, [source] if named else [])


def _source_cue(sentence: str, preposition: Range, source: Range) -> tuple[Range, bool]:
    """The cue of a frame ("nach Angaben" of "nach Angaben der Polizei"), and whether the source names anybody.

    "Berichten zufolge" names nobody; "offiziellen Angaben", "Medienberichten" and "Angaben der Polizei" do.
    """
    found = words(sentence, *source)
    noun = next((m for m in found[:3] if _is_source_noun(m.group())), None)
    if noun is None:
        return preposition, True
    alone = noun is found[0] and noun.end() == source[1]
    if noun.end() == source[1] and not alone:
        return preposition, True
    end = max(preposition[1], noun.end()) if alone else noun.end()
    return (min(preposition[0], noun.start()), end), not alone or noun.group() not in reporting.SOURCE_NOUNS


def _verbal_frame(sentence: str, text: str) -> Proposal:
    pieces = clauses(sentence)
    for index, clause in enumerate(pieces):
        first = words(text, clause.start, clause.end)
        verbs = [m for m in first if _says(m, first)]
        opener = first[0].group().lower() if first else ""
        if index and opener == "so" and not verbs:
            named = [p for p in nominatives(sentence, first[0].end(), clause.end) if plausible(sentence, p)]
            if named and named[0][0] == first[0].end() + 1:
                content = around(sentence, text, pieces, index)
                return _spoken(sentence, content, first[0].span(), [with_apposition(sentence, named[0])])
        if not verbs:
            continue
        verb = verbs[-1] if opener in ("wie", "nachdem", "als") else verbs[0]
        if _NEGATION.search(text, clause.start, clause.end) and verb.group().lower() in reporting.SILENT_WHEN_NEGATED:
            continue
        after = [p for p in nominatives(sentence, verb.end(), clause.end) if plausible(sentence, p)]
        behind = index > 0 and verb.start() == clause.start and is_statement(text, pieces[:index])
        if index and after and (behind or opener == "so"):
            content = around(sentence, text, pieces, index)
            return _spoken(sentence, content, verb.span(), [with_apposition(sentence, p) for p in after])
        if opener == "wie" and verb.group().lower() not in ("sieht", "sah", "geht"):
            content = (
                around(sentence, text, pieces, index) if index else [trim(sentence, clause.end, len(sentence), ".")]
            )
            return _spoken(sentence, content, verb.span(), subjects(sentence, clause.start, clause.end, verb))
        start = content_start(sentence, text, pieces, index, opener)
        if start is None:
            continue
        end = content_end(text, pieces, index + 1, start)
        frame_start = clause.start if opener in reporting.OTHER_OPENERS else 0
        by = agents(sentence, frame_start, clause.end) if PASSIVE.search(text, frame_start, clause.end) else []
        speakers = by or subjects(sentence, frame_start, clause.end, verb)
        if speakers or not nominatives(sentence, frame_start, clause.end):
            return _spoken(sentence, [trim(sentence, start, end, ".")], verb.span(), speakers)
    return None


def _spoken(sentence: str, content: Sequence[Range], cue: Range, speakers: Sequence[Range]) -> Proposal:
    content = [(a, b) for a, b in content if b > a]
    if not content:
        return None
    direct = all(QUOTED.match(sentence, a) or sentence[a] in "„»" for a, _ in content)
    return _proposal(sentence, "direct" if direct else "indirect", content, cue, speakers)


def _says(verb: re.Match[str], clause: Sequence[re.Match[str]]) -> bool:
    """Whether a word of a clause is a verb of saying there, with the particle it needs."""
    word = verb.group().lower()
    if word not in reporting.VERBS:
        return False
    particles = reporting.PARTICLES.get(word)
    return particles is None or any(m.group().lower() in particles for m in clause)


def _noun_of_saying(sentence: str, text: str) -> Proposal:
    match = _NOUN_OF_SAYING.search(text)
    if match is None:
        return None
    carried = {m.group() for m in words(text, match.end())} & reporting.SUBJUNCTIVE_I
    if match.group(2) not in ("dass", "ob", "wonach") and not carried:
        return None
    pieces = clauses(sentence)
    following = next((i for i, c in enumerate(pieces) if c.start >= match.end()), len(pieces))
    end = content_end(text, pieces, following, match.end())
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
    if match is None or source is None or not plausible(sentence, source.span()):
        return None
    speaker = with_apposition(sentence, source.span())
    return _proposal(sentence, "reported", [trim(sentence, 0, speaker[1])], match.span(1), [speaker])


def _quotation(sentence: str, text: str) -> Proposal:
    """Words in quotation marks: of whoever the clause around them lets speak, of the label before them, or of the
    speaker before."""
    marks = [m.span() for m in QUOTED.finditer(sentence)]
    naming = [m for m in reporting.NAMING.finditer(text) if not passive(text, m)] if marks else []
    if naming:
        verb = words(text, naming[0].start(), naming[0].end())[0]
        home = next(c for c in clauses(sentence) if c.start <= verb.start() < c.end)
        speakers = subjects(text, subject_start(text, home), home.end, verb)
        called = _called(text, marks, home, verb)
        if speakers and called:
            return _proposal(sentence, "direct", called, verb.span(), speakers)
    spans = [span for span in marks if _said_aloud(sentence, span)]
    if not spans:
        return None
    behind = _BEHIND_QUOTATION.search(text)
    if behind:
        speakers = [p for p in nominatives(text, behind.end("verb")) if p[0] == behind.end()]
        if speakers and plausible(text, speakers[0]):
            return _proposal(sentence, "direct", spans, behind.span("verb"), [with_apposition(sentence, speakers[0])])
    label = re.match(rf"(?:{PHRASE.pattern})(?:,\s[^:]{{2,80}})?(?:\swörtlich)?(?=:\s[„“»\"])", text)
    if label and not (set(text[: label.end()].lower().split()) & (reporting.VERBS | AUXILIARIES)):
        named = PHRASE.match(text)
        return _proposal(sentence, "direct", spans, speakers=[named.span()] if named else [])
    return _proposal(sentence, "direct", spans, earlier_speaker=True)


def _called(text: str, marks: Sequence[Range], home: Clause, verb: re.Match[str]) -> list[Range]:
    """What a naming verb calls something by: the quotations of its clause behind it, or, if it ends the clause, before it;
    none that belong to another verb ("sprach vom „Sieg“ und nannte …")."""
    behind = [(a, b) for a, b in marks if verb.end() <= a and b <= home.end]
    before = [
        (a, b) for a, b in marks if home.start <= a and b <= verb.start() and not _AND.search(text, b, verb.start())
    ]
    return behind or before


def _said_aloud(sentence: str, span: Range) -> bool:
    """Whether a quotation is long enough and built like something said, and not a name or a title."""
    said = words(sentence, *span)
    if len(said) < _MIN_QUOTED_WORDS:
        return False
    ended = sentence[span[0] : span[1]].rstrip("“”\"«’‘'").endswith((".", "!", "?", "…"))
    return ended or len(said) > _TITLE_WORDS or any(m.group().lower() in _FINITE for m in said)


def _hearsay(sentence: str, text: str) -> Proposal:
    match = reporting.HEARSAY.search(text)
    return _proposal(sentence, "free_indirect", [(0, len(sentence))], earlier_speaker=True) if match else None


def _told_saying(sentence: str, text: str) -> Proposal:
    for clause in clauses(sentence):
        match = reporting.REPORTED.search(text, clause.start, clause.end)
        if match is None or _NEGATION.search(text, clause.start, clause.end):
            continue
        verb = words(text, match.start(), match.end())[0]
        if passive(text, match):
            speakers = agents(sentence, clause.start, clause.end)
        else:
            speakers = subjects(sentence, subject_start(text, clause), clause.end, verb)
        if speakers:
            return _proposal(sentence, "reported", [(0, len(sentence))], verb.span(), speakers)
    return None


def _accordingly(sentence: str, text: str) -> Proposal:
    """ "Demnach …": what somebody before has said goes on."""
    match = reporting.ACCORDINGLY.search(text)
    if match is None:
        return None
    pieces = [trim(sentence, 0, match.start(), "."), trim(sentence, match.end(), len(sentence), ".")]
    content = [(a, b) for a, b in pieces if b > a]
    return _proposal(sentence, "indirect", content, match.span(), earlier_speaker=True) if content else None


def _subjunctive(sentence: str, text: str) -> Proposal:
    found = {m.group() for m in words(text)}
    if not found & (reporting.SUBJUNCTIVE_I | reporting.SUBJUNCTIVE_PLURAL):
        return None
    return _proposal(sentence, "indirect_free_indirect", [(0, len(sentence))], earlier_speaker=True)
