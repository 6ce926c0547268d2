"""English comment: clauses that weigh, interpret, ask or look ahead instead of reporting a happening."""

from __future__ import annotations

import re

_COMMENT = re.compile(
    r"\b(?:underlin(?:es|ed)|underscor(?:es|ed)|highlight(?:s|ed)|illustrat(?:es|ed)|mark(?:s|ed) a|signals?|suggests? that|"
    r"shows? (?:that|how)|rais(?:es|ed) questions|remains? to be seen|it is (?:un)?clear|question (?:is|remains)|means that|"
    r"seems?|appears?|is seen as|are seen as|could have|may have (?:an?|far)|(?:is|are|was|were) (?:a|an|the|one of)\b)",
    re.IGNORECASE,
)
_EFFECT_AHEAD = re.compile(
    r"\b(?:could|might|may|would)\b.*\b(?:impact|consequences|effects?|implications|influence|worsen|escalate|"
    r"undermine|strengthen|weaken|benefit|lead to|affect|destabili[sz]e|set a precedent|shift)\b",
    re.IGNORECASE,
)
_ATTITUDE = re.compile(r"\b(?:worried|concerned|alarm(?:ed)?|watch(?:es|ing) (?:closely|with))\b", re.IGNORECASE)


def is_comment(clause: str) -> bool:
    """Whether the main predicate of the clause interprets, rates, asks, feels or foresees effects."""
    return bool(
        clause.rstrip("”\"' ").endswith("?")
        or _COMMENT.search(clause)
        or _EFFECT_AHEAD.search(clause)
        or _ATTITUDE.search(clause)
    )
