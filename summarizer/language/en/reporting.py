"""English reported speech: the words that mark that somebody else is speaking."""

from __future__ import annotations

import re

SAYING = (
    r"sa(?:id|ys|y)|told|tells|stat(?:ed|es)|announc(?:ed|es)|report(?:ed|s)|confirm(?:ed|s)|den(?:ied|ies)|claim(?:ed|s)|"
    r"warn(?:ed|s)?|argu(?:ed|es)|add(?:ed|s)|explain(?:ed|s)|insist(?:ed|s)?|believ(?:ed|es?)|think|thinks|thought|"
    r"admit(?:ted|s)?|acknowledg(?:ed|es)|declar(?:ed|es)|suggest(?:ed|s)?|not(?:ed|es)|wrote|writes|predict(?:ed|s)?|"
    r"expect(?:ed|s)?|fear(?:ed|s)?|hop(?:ed|es?)|stress(?:ed|es)|emphasi[sz](?:ed|es)|alleg(?:ed|es)|accus(?:ed|es)|"
    r"estimat(?:ed|es?)|conclud(?:ed|es)|reveal(?:ed|s)|complain(?:ed|s)?|promis(?:ed|es)|vow(?:ed|s)?|pledg(?:ed|es)|"
    r"repl(?:ied|ies)|ask(?:ed|s)|remark(?:ed|s)|recall(?:ed|s)|testif(?:ied|ies)|indicat(?:ed|es)|maintain(?:ed|s)"
)
VERB = re.compile(rf"\b(?:{SAYING})\b")
"""Finite verbs of saying and thinking."""

TOLD = re.compile(
    r"\b(?:demand(?:ed|s)|criticis(?:ed|es)|criticiz(?:ed|es)|condemn(?:ed|s)|call(?:ed|s) for|accus(?:ed|es)|prais(?:ed|es)|"
    r"urg(?:ed|es)|reject(?:ed|s)|den(?:ied|ies)|confirm(?:ed|s)|announc(?:ed|es)|promis(?:ed|es)|pledg(?:ed|es)|described)\b"
)
"""Verbs whose clause tells what was said without a content clause that could be cut out."""

FRAME = re.compile(r"\b([Aa]ccording to|[Ii]n the (?:words|view|opinion) of|[Pp]er)\s")
HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|is said to|are said to|was said to|were said to|is believed to|are believed to|purportedly)\b"
)
NOUNS = re.compile(
    r"\b(?:fears?|concerns?|claims?|reports?|hopes?|warnings?|allegations?|suspicions?|rumou?rs|announcement|statement|"
    r"belief|accusations?|prediction|promise|pledge)\b (?=that\b)"
)
GENERIC = frozenset("reports rumours rumors sources accounts".split())
SOURCE = re.compile(
    r"(?:(?:an?|the)\s)?(?:[a-z]+\s)?(?:reports?|statements?|figures|data|accounts?|studies|study|analysis|estimates?|sources?)\s(?:by|from|of|in)\s(?:the\s)?"
)
"""What stands before whoever a statement comes from ("a statement by the police")."""
DENIALS = re.compile(r"(?:den(?:ied|ies|y)|dispute\w*|reject\w*)")

GOES_ON = re.compile(r"(?:This|These|They|It|He|She)\b")
"""Openings of a sentence that goes on about what the one before told."""
