"""English words of action, by PLOVER type (Halterman et al. 2023): which types a clause can be about."""

from __future__ import annotations

import re

from summarizer.schema import EventType

_STEMS: dict[EventType, str] = {
    "AID": r"sen[dt]s?|sending|deliver\w*|suppl(?:y|ies|ied)|donat\w*|provid\w*|hand(?:ed|s) over|train(?:ed|s|ing)|fund(?:ed|s|ing)|aid(?:ed|s)?|help(?:ed|s)?|receiv\w*|dispatch\w*|shipment\w*",
    "AGREE": r"agree[ds]?|pledg\w*|promis\w*|commit(?:ted|s)|offer(?:ed|s)|accord",
    "CONSULT": r"met|meets?|meeting|visit\w*|talks?|negotiat\w*|consult\w*|summit|host(?:ed|s)|travel(?:led|ed|s)|phone[ds]?|conference",
    "SUPPORT": r"sign(?:ed|s|ing)|ratif\w*|prais\w*|congratulat\w*|endors\w*|back(?:ed|s)|recogni[sz]ed|reaffirm\w*|welcom\w*",
    "COOPERATE": r"cooperat\w*|collaborat\w*|joint (?:exercise|drill)s?|trade[ds]?|deepen\w*|partner(?:ed|s)",
    "CONCEDE": r"apologi[sz]\w*|pardon\w*|ceasefire|truce|eased|relax(?:ed|es)",
    "RETREAT": r"withdr[ae]w\w*|pull(?:ed|s)? (?:out|back)|releas(?:ed|es)|resign\w*|surrender\w*|return(?:ed|s)",
    "REQUEST": r"demand\w*|urg(?:ed|es)|call(?:ed|s) (?:for|on)|ask(?:ed|s) for|request\w*|appeal\w*|recruit\w*|seek(?:s|ing)?|sought",
    "ACCUSE": r"accus\w*|blam(?:ed|es)|criticis\w*|criticiz\w*|condemn\w*|charg(?:ed|es)|sued|investigat\w*|prob(?:e|ed|es)",
    "REJECT": r"reject\w*|refus\w*|declin\w*|veto\w*|dismiss\w*",
    "THREATEN": r"threat\w*|ultimatum",
    "PROTEST": r"protest\w*|demonstrat\w*|str(?:ike|ikes|uck work|iking)|rall(?:y|ied|ies)|boycott\w*|riot\w*",
    "SANCTION": r"sanction\w*|expel\w*|embargo\w*|sever(?:ed|s)|cut off|suspend\w*|froze|frozen",
    "MOBILIZE": r"mobili[sz]\w*|deploy\w*|station(?:ed|s)|mass(?:ed|es|ing)|on alert|drills?",
    "COERCE": r"arrest\w*|detain\w*|seiz\w*|bann?(?:ed|s)?|censor\w*|curfew|raid\w*|block(?:ed|s|ade\w*)|relocat\w*|deport\w*",
    "ASSAULT": r"attack\w*|kill\w*|bomb\w*|shell(?:ed|ing)|shot|shoot\w*|fight\w*|fought|kidnap\w*|destroy\w*|wound\w*|assault\w*|airstrike\w*|invad\w*",
    "OTHER": r"died|elect(?:ed|s|ion)|appoint\w*|found|discover\w*|publish\w*|show(?:ed|n)|sank|crash\w*|open(?:ed|s)|launch\w*|test(?:ed|s)|sold|bought|decid\w*|won|lost|confirm\w*|admit\w*|plan(?:s|ned|ning)?|began|built|build|clos(?:ed|es)|explod\w*",
}
_PATTERNS: dict[EventType, re.Pattern[str]] = {
    kind: re.compile(rf"\b(?:{stems})\b", re.IGNORECASE) for kind, stems in _STEMS.items()
}


def action_types(clause: str) -> tuple[EventType, ...]:
    """PLOVER types that the clause's words of action allow, in the order of their first word; () for a clause without any."""
    found = [(match.start(), kind) for kind, pattern in _PATTERNS.items() if (match := pattern.search(clause))]
    return tuple(kind for _, kind in sorted(found, key=lambda each: each[0]))
