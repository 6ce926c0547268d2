"""PLOVER codes of an event, by the rules of the PLOVER manual (Open Event Data Alliance, draft 0.7b).

The contract keeps two things apart that PLOVER folds into one category: what is done (`type`) and whether it is done
(`status`). The rules that bring them together, each with its section of the manual:

- "AGREE": a cooperative action that is reported in the future tense is an intention to cooperate, so AGREE. "CONCEDE"
  keeps promised concessions for itself, and declared but not carried out ceasefires and withdrawals with them, so a
  planned RETREAT ("immediate, not simply promised") is CONCEDE.
- "Special contexts": what else lies ahead, is only imagined or is denied keeps its category, with the context
  `future`, `hypothetical` or `negation`. Where one category says it all, there is no context beside it.
- "SANCTION" and "REJECT", ambiguities: a meeting called off is REJECT (mode `meet`); aid called off is SANCTION.
  What becomes of other acts that are called off the manual leaves open, and so do we.
- Modes are told from words that a record does not label, so all others stay null.
- OTHER is none of PLOVER's categories.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from summarizer.schema import Event, EventType

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
Context = Literal["future", "hypothetical", "negation"]

_QUADS: dict[Quad, tuple[EventType, ...]] = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
_QUAD: dict[EventType, Quad] = {kind: quad for quad, kinds in _QUADS.items() for kind in kinds}
_PLANNED: dict[EventType, EventType] = {
    "AGREE": "AGREE",
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "CONCEDE": "CONCEDE",
    "RETREAT": "CONCEDE",
}
_CANCELLED: dict[EventType, tuple[EventType, str | None]] = {"CONSULT": ("REJECT", "meet"), "AID": ("SANCTION", None)}
_NEEDS_RECIPIENT: frozenset[EventType] = frozenset({"COOPERATE", "AID", "SANCTION"})
"""Categories whose section says "Requires recipient: Yes"."""


class Plover(NamedTuple):
    """The codes of one event; null where the manual's rules do not settle them."""

    event: EventType | None = None
    """One of the 16 categories."""
    mode: str | None = None
    context: Context | None = None
    """One of the special contexts."""
    quad: Quad | None = None
    lacks_recipient: bool | None = None
    """Whether the category requires a recipient and the article names none."""


def plover(event: Event) -> Plover:
    """The PLOVER codes of `event`."""
    category, mode, context = _coded(event)
    if category is None:
        return Plover()
    lacks = category in _NEEDS_RECIPIENT and not event.recipients
    return Plover(category, mode, context, _QUAD[category], lacks)


def _coded(event: Event) -> tuple[EventType | None, str | None, Context | None]:
    kind = event.type
    if kind == "OTHER":
        return None, None, None
    match event.status:
        case "planned":
            return (_PLANNED[kind], None, None) if kind in _PLANNED else (kind, None, "future")
        case "hypothetical":
            return kind, None, "hypothetical"
        case "denied":
            return kind, None, "negation"
        case "cancelled":
            return (*_CANCELLED.get(kind, (None, None)), None)
    return kind, None, None
