"""Secret services that the news names by acronym without saying whose they are: "NIS" is "der südkoreanische Geheimdienst".

Only what an article itself describes is taken for the same: its words, found by the state the service belongs to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.language.nations import coded, nation

if TYPE_CHECKING:
    from summarizer.language.base import Language

_STATE_OF = coded(
    """
    AT DSN; AU ASIO; AU ASIS; CA CSIS; CN MSS; DE BND; DE BFV; DE MAD; FR DGSE; FR DGSI; GB GCHQ; GB MI5; GB MI6;
    IL MOSSAD; IT AISE; KR NIS; KR KCIA; NL AIVD; PK ISI; PL ABW; RU FSB; RU SWR; RU GRU; SE SÄPO; UA SBU; UA HUR;
    US CIA; US NSA; US DIA
    """
)


def described(acronym: str, text: str, language: Language) -> str | None:
    """How `text` first calls the service with this acronym by its state and kind, without article; None if it does not."""
    state = _STATE_OF.get(acronym.upper())
    if state is None:
        return None
    for match in re.finditer(rf"(?P<state>[\w-]+)\s(?:{language.service.pattern})\b", text):
        if nation(match["state"], language.code, language.nations) == state:
            return match.group()
    return None
