"""English reported speech: frame, cue, speaker and content of a sentence, by its outward signs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.language.clauses import QUOTED, clauses, masked, trim, words
from summarizer.language.en import reporting
from summarizer.language.en.modality import content_certainty
from summarizer.language.en.phrases import PHRASE, phrases
from summarizer.language.speech import Range, ReportedSpeech
from summarizer.schema import Attribution

_MIN_QUOTED_WORDS = 4
_APPOSITION = re.compile(r",\s[^,;:]{2,110}(?=,)")
_NEGATED = re.compile(r"\b(?:not|never|n[’']t)\s+$")


def reported_speech(sentence: str) -> ReportedSpeech | None:
    """The statement that the sentence ascribes to somebody, or None. The first kind of sign that is found decides."""
    text = masked(sentence)
    for finder in (_frame, _clause, _noun, _quotation, _hearsay, _told):
        found = finder(sentence, text)
        if found:
            return found
    return None


def list_frame(sentence: str) -> ReportedSpeech | None:
    """Cue and speakers of a sentence that announces what somebody says and ends in a colon; its content is empty."""
    verb = reporting.VERB.search(sentence) if sentence.rstrip().endswith(":") else None
    speakers = phrases(sentence, 0, verb.start(), subjects=True) if verb else []
    return (
        ReportedSpeech("indirect", (), verb.span(), tuple(speakers), False, "certain", False)
        if verb and speakers
        else None
    )


def _proposal(
    sentence: str,
    form: Attribution,
    content: Sequence[Range],
    cue: Range | None,
    speakers: Sequence[Range],
    *,
    earlier_speaker: bool = False,
) -> ReportedSpeech | None:
    content = [(a, b) for a, b in content if b > a]
    if not content:
        return None
    cue_word = sentence[slice(*cue)].lower() if cue else ""
    return ReportedSpeech(
        form=form,
        content=tuple(content),
        cue=cue,
        speakers=tuple(speakers),
        earlier_speaker=earlier_speaker,
        certainty=content_certainty(" ".join(sentence[a:b] for a, b in content), cue_word),
        negative=bool(reporting.DENIALS.fullmatch(cue_word)),
    )


def _frame(sentence: str, text: str) -> ReportedSpeech | None:
    match = reporting.FRAME.search(text)
    if match is None:
        return None
    source = PHRASE.match(sentence, match.end()) or re.compile(r"[\w-]+").match(sentence, match.end())
    if source is None:
        return None
    apposition = _APPOSITION.match(text, source.end())
    end = apposition.end() if apposition and match.start() == 0 else source.end()
    content = [trim(sentence, 0, match.start(), "."), trim(sentence, end, len(sentence), ".")]
    generic = source.group().lower() in reporting.GENERIC
    cue = (match.start(1), source.end() if generic else match.end(1))
    return _proposal(sentence, "indirect", content, cue, [] if generic else [(source.start(), end)])


def _clause(sentence: str, text: str) -> ReportedSpeech | None:
    pieces = clauses(sentence)
    for index, clause in enumerate(pieces):
        for verb in reporting.VERB.finditer(text, clause.start, clause.end):
            if _NEGATED.search(text[: verb.start()]):
                continue
            before = phrases(sentence, clause.start, verb.start(), subjects=True)
            after = phrases(sentence, verb.end(), clause.end, subjects=True)
            rest = text[verb.end() : clause.end].strip()
            that = re.compile(r"\s+(?:\w+\s+){0,4}?that\s").match(text, verb.end())
            if that and before:
                return _said(sentence, [trim(sentence, that.end() - len("that "), len(sentence), ".")], verb, before)
            if index and (before or after) and (not rest or after) and len(words(text, clause.start, clause.end)) <= 12:
                content = [trim(sentence, 0, pieces[index - 1].end)]
                if index + 1 < len(pieces):
                    content.append(trim(sentence, pieces[index + 1].start, len(sentence), "."))
                return _said(sentence, content, verb, before or after)
            if before and not rest and index + 1 < len(pieces):
                return _said(sentence, [trim(sentence, pieces[index + 1].start, len(sentence), ".")], verb, before)
            if before and QUOTED.match(sentence, verb.end() + 1):
                return _said(sentence, [trim(sentence, verb.end() + 1, len(sentence), ".")], verb, before)
            if (
                before
                and verb.group() in ("said", "says", "say", "claimed", "claims", "believe", "believes")
                and len(rest.split()) > 3
            ):
                return _said(sentence, [trim(sentence, verb.end(), len(sentence), ".")], verb, before)
    return None


def _said(
    sentence: str, content: Sequence[Range], verb: re.Match[str], speakers: Sequence[Range]
) -> ReportedSpeech | None:
    direct = all(QUOTED.match(sentence, start) for start, _ in content)
    return _proposal(sentence, "direct" if direct else "indirect", content, verb.span(), speakers)


def _noun(sentence: str, text: str) -> ReportedSpeech | None:
    match = reporting.NOUNS.search(text)
    if match is None:
        return None
    cue = (match.start(), match.end() - 1)
    return _proposal(sentence, "indirect", [trim(sentence, match.end(), len(sentence), ".")], cue, [])


def _quotation(sentence: str, text: str) -> ReportedSpeech | None:
    quoted = [m.span() for m in QUOTED.finditer(sentence)]
    verb = reporting.VERB.search(text)
    if verb and quoted and not phrases(sentence, 0, quoted[0][0]):
        speakers = phrases(sentence, quoted[0][1], len(sentence), subjects=True)
        return _proposal(sentence, "direct", quoted, verb.span(), speakers[:1])
    spans = [span for span in quoted if len(words(sentence, *span)) >= _MIN_QUOTED_WORDS]
    return _proposal(sentence, "direct", spans, None, [], earlier_speaker=True)


def _hearsay(sentence: str, text: str) -> ReportedSpeech | None:
    match = reporting.HEARSAY.search(text)
    return _proposal(sentence, "free_indirect", [(0, len(sentence))], None, []) if match else None


def _told(sentence: str, text: str) -> ReportedSpeech | None:
    match = reporting.TOLD.search(text)
    if match is None or _NEGATED.search(text[: match.start()]):
        return None
    speakers = phrases(sentence, 0, match.start(), subjects=True)
    return _proposal(sentence, "reported", [(0, len(sentence))], match.span(), speakers) if speakers else None
