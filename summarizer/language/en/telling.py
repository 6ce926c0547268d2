"""English clauses that tell a happening by the form of their verb, whichever verb it is.

The perfect, the simple past and the passive tell what happened; verbs of state and of saying are left out.
"""

from __future__ import annotations

import re

from summarizer.language.base import any_of
from summarizer.language.en.reporting import SAYING
from summarizer.language.page import words

_IRREGULAR_PAST = words("""
    beat began bent blew broke brought burst came caught cut dealt drew drove fell fled flew fought found froze grew hit hurt
    left lost met ran rose sank shook shot shut slid sold sprang spread stole struck swam swept swore threw took tore went
    withdrew woke won
    """)
_IRREGULAR_PARTICIPLES = words("""
    beaten begun blown broken brought burst caught come cut dealt drawn driven fallen fled flown fought found frozen gone grown
    hit hurt left lost met risen run sent shot shut sold spread stolen struck sunk swept taken thrown torn withdrawn won
    """)
_STATES = words("""
    affected allowed appeared based believed belonged called consisted considered contained covered designed dominated enjoyed
    existed expected faced feared hoped included interested intended involved known lacked lasted liked lived located looked
    loved meant named needed owned related remained required resembled scheduled seemed showed stayed supposed tended tried
    used wanted wished worked worried
    """)
"""Verbs in -ed that tell a state, a feeling or a habit."""
_SAID = re.compile(rf"(?:{SAYING})")
_ED = r"[a-z]{2,}ed"
_BY_AUXILIARY = re.compile(
    rf"\b(?:has|have|had|was|were|been)\s(?:[a-z]+ly\s|not\s)?(?P<verb>{_ED}|{any_of(_IRREGULAR_PARTICIPLES)})\b"
)
_PAST = re.compile(
    rf"(?<!\b[Tt]he )(?<!\b[Aa] )(?<!\b[Aa]n )(?<!\b[Ii]ts )(?<!\b[Hh]is )(?<!\b[Hh]er )(?<!\b[Tt]heir )(?<!\bof )(?<!-)"
    rf"\b(?P<verb>{_ED}|{any_of(_IRREGULAR_PAST)})\b"
)
"""A form in -ed behind an article or "of" is an adjective."""


def tells_by_tense(clause: str) -> bool:
    """Whether the clause tells something that happened in the perfect, the simple past or the passive."""
    return any(
        match["verb"] not in _STATES and not _SAID.fullmatch(match["verb"])
        for pattern in (_BY_AUXILIARY, _PAST)
        for match in pattern.finditer(clause)
    )
