"""English words for whoever speaks or acts: nouns of office and function, services, pronouns."""

from __future__ import annotations

import re

ROLES = re.compile(
    r"^(?:ministers?|presidents?|chief|chair(?:man|woman|person)?|spokes(?:man|woman|person)|chancellor|secretary|"
    r"director|head|leader|general|commissioner|ambassador|governor|mayor|senator|judge|lawyer|expert|professor|"
    r"doctor|king|queen|prince|princess|pope|bishop|colonel|admiral|lieutenant|captain|major|officer|analyst|"
    r"economist|coach|manager|founder|owner|adviser|advisor|historian|journalist|author|premier|prime|foreign|"
    r"defen[cs]e|vice|deputy|representative|congress(?:man|woman)|candidate|activist|mr|mrs|ms|dr|prof|sir|lord|lady)\.?$",
    re.IGNORECASE,
)

PEOPLE = re.compile(
    r"^(?:reporter|correspondent|employee|representative|witness|insider|observer|resident|critic|source|official|"
    r"government|prosecution|union|authority|authorities|party|parties|opposition|movement|organi[sz]ation|commission|newspaper|"
    r"broadcaster|church)(?:s|es)?$",
    re.IGNORECASE,
)
"""Whoever can be asked, without an office, and bodies of people that speak for themselves."""

SERVICE = re.compile(r"(?:spy|intelligence|secret) (?:service|agency)")
"""A secret service, by its kind."""

PRONOUNS = frozenset("he she they".split())
