"""German words for whoever speaks or acts: nouns of office and function, services, pronouns."""

from __future__ import annotations

import re

ROLES = re.compile(
    r"^(?:\w*(?:minister|präsident|chef|sprecher|kanzler|sekretär|direktor|leiter|vorsitzende[rn]?|vorstand|general|"
    r"kommissar|botschafter|gouverneur|bürgermeister|abgeordnete[rn]?|senator|richter|anwalt|experte|expert|forscher|"
    r"professor|doktor|könig|prinz|papst|bischof|kardinal|oberst|admiral|leutnant|hauptmann|major|polizist|"
    r"politiker|diplomat|analyst|ökonom|trainer|manager|gründer|inhaber|beauftragte[rn]?|berater|historiker|"
    r"soziologe|virologe|journalist|autor|regierungschef|staatschef|parteichef|machthaber|führer|diktator|"
    r"herrscher|amtskollege|kandidat|bewerber|aktivist|vize|premier|sekretariat)(?:in|innen|en|n|s|es|e)?|Dr|Prof|Herrn?|Frau)$",
    re.IGNORECASE,
)

PEOPLE = re.compile(
    r"^\w*(?:reporter|korrespondent|mitarbeiter|vertreter|zeuge|insider|beobachter|bewohner|anwohner|kritiker|quelle|kreise|"
    r"regierung|staatsanwaltschaft|gewerkschaft|behörde|partei|fraktion|opposition|bewegung|organisation|verband|verbände|"
    r"kommission|führung|zeitung|sender|kirche)"
    r"(?:in|innen|n|en|s|es)?$",
    re.IGNORECASE,
)
"""Whoever can be asked, without an office, and bodies of people that speak for themselves. A court's word is its deed."""

SERVICE = re.compile(r"(?:\w+)?(?:[Gg]eheimdienst|[Nn]achrichtendienst)(?:e[ns]?|s)?")
"""A secret service, by its kind."""

PRONOUNS = frozenset("er sie".split())
