"""German negation and denial."""

from __future__ import annotations

import re

from summarizer.language.base import NegationWords
from summarizer.language.de.function_words import FUNCTION_WORDS
from summarizer.language.page import words

NEGATION = NegationWords(
    negators=re.compile(
        r"nicht|nichts|nie|niemals|nimmer|kein(?:e[nmrs]?)?|keinerlei|keineswegs|keinesfalls|niemand(?:e[nm]|es)?"
        r"|nirgends|nirgendwo|weder|ohne|kaum|mitnichten|nein"
    ),
    not_negating=re.compile(
        r"nicht (?:nur|allein|bloß|lediglich|zuletzt)|(?:nicht|kaum) (?:mehr|weniger) als|nicht umhin"
        r"|ohne(?:hin| weiteres)|nichts als",
        re.IGNORECASE,
    ),
    denials=re.compile(
        # one look at a letter decides for most places that no such word begins there
        r"(?=[abdglsvwz])\b(?:dementi\w*|bestreit\w*|bestritt\w*|leugn\w*|geleugnet\w*|abstreit\w*|abgestritten|verneint?\w*"
        r"|zurück(?:ge|zu)?wi?e[is]+\w*|ablehn\w*|abgelehnt\w*|abzulehnen|widerrief\w*|widerrufen\w*"
        r"|w(?:ie|ei)s(?:t|en|e|t?en)?\b[^.;!?]{0,120}?\bzurück\b|lehn(?:t|te|en|ten)\b[^.;!?]{0,120}?\bab\b"
        r"|streit(?:et|en)\b[^.;!?]{0,120}?\bab\b|stritt(?:en)?\b[^.;!?]{0,120}?\bab\b)",
        re.IGNORECASE,
    ),
    side_openers=words("""
        obwohl obgleich obschon wenngleich während weil da nachdem bevor seit seitdem
        der die das den dem des deren dessen denen welcher welche welches welchen welchem wo
        """),
    restrictors=re.compile(r"\b(?:nur|allein|bloß|lediglich|ausschließlich)\b", re.IGNORECASE),
    not_restricting=re.compile(r"\bnicht (?:nur|allein|bloß|lediglich|ausschließlich)\b", re.IGNORECASE),
    prefixes=("un", "nicht", "nicht-"),
    empty=FUNCTION_WORDS,
)
