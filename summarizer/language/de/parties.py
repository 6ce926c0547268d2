"""German nouns that can be a party to a happening: persons, bodies, states; and nouns that name places."""

from __future__ import annotations

import re

from summarizer.language.clauses import words
from summarizer.language.de.phrases import can_speak_or_act
from summarizer.language.states import is_state

_AGENT = re.compile(
    r"(?:regierung|ministerium|minister(?:in)?|präsident(?:in|en)?|armee|militär|truppen?|soldat(?:en|in)?|streitkräfte|kräfte|"
    r"geheimdienst(?:e|es|quellen)?|dienst(?:e|es)?|polizei|behörden?|partei(?:en)?|gericht(?:e|s|shof)?|parlament|kommission|rat|rates|"
    r"union|bank|konzern|unternehmen|firm(?:a|en)|gewerkschaft(?:en)?|verband|verbände|verein|universität|institut|"
    r"arbeiter|bewohner|demonstranten|experten?|sprecher(?:in)?|länder|land|staaten|staat|seiten|opposition|rebellen|miliz(?:en)?|"
    r"gruppe|organisation|führung|chef(?:in)?|kanzler(?:in)?|könig(?:in)?|volk|bürger(?:n|innen)?|forscher|ärzte|lehrer|schüler|"
    r"studenten|fischer|bauern|politiker|abgeordneten?|gemeinschaft|allianz|koalition|mehrheit|senat|kongress|stadt|kreml|"
    r"familie[n]?|verbündete[nr]?|amtskolleg(?:e|en|in)|machthaber|general|kommandeur|flotte|marine|luftwaffe|agentur|"
    r"zeitung|sender|reederei|bahn|redaktion|kirche|staatsanwaltschaft|justiz|anwält(?:e|in)|anwalt|richter)$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:region|gebiet|gebiete|gebieten|stadt|provinz|grenze|hafen|insel|hauptstadt|dorf|bezirk|viertel|platz|flughafen|land|"
    r"norden|süden|osten|westen|halbinsel|küste|tal|bucht|lager|zentrum|bundesstaat|kanton|landkreis|straße|park|fabrik|werk)$",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"^(?:Angaben|Frage|Kraft|Zukunft|Vergangenheit|Folge|Zusammenarbeit|Zukunft|Bezug|Hinblick|Verbindung|Form|Höhe|Gefahr|"
    r"Sicherheit|Hilfe|Bewegung|Betrieb|Haft|Zusammenhang|Rahmen|Anspruch|Kauf|Kürze|Zeiten|Ordnung|Richtung|Gespräch\w*|"
    r"Ansicht|Meinung|Ende|Beginn|Dauer|Linie|Teil|Teile|Seiten|Grund|Basis|Weise|Abstimmung|Konflikt|Krieg|Kampf|"
    r"\w*(?:[Ss]chluss|[Bb]eginn|[Vv]erlauf|[Aa]nlass|[Bb]ruch|[Vv]ersuch|[Bb]esuch|[Uu]nfall|[Tt]od|[Ss]turz|[Ff]und|[Dd]auer))$"
)
_HAPPENS = re.compile(r"(?:tod|mord|unfall|brand|sturm|bau)$", re.IGNORECASE)
"""What befalls, however its attribute ends ("Tod des Soldaten")."""
_SPEAKING = frozenset(("ich", "du", "wir", "ihr"))
"""Whoever is meant by these, it is not told."""
_BARE = re.compile(r"^[A-ZÄÖÜ][\w’'&/-]*(?:\s(?:von|van|de|al|bin)?\s?[A-ZÄÖÜ][\w’'&/-]*)*$")


def is_party(phrase: str, *, determined: bool) -> bool:
    """Whether a bare noun phrase can act or be acted for.

    Args:
        phrase: Without determiner.
        determined: Whether a determiner stood before it. A noun that stands alone, without determiner or adjective, is a
            name or a group of people more often than not; any other has to be known as one.
    """
    if is_state(phrase, "de"):
        return True
    nouns = [m.group() for m in words(phrase) if m.group()[0].isupper()]
    if not nouns or not can_speak_or_act(phrase) or phrase.lower() in _SPEAKING or _HAPPENS.search(nouns[0]):
        return False
    if len(nouns) > 1 and _BARE.match(phrase):
        return True
    return bool(_AGENT.search(nouns[-1]) or _AGENT.search(nouns[0])) or (not determined and bool(_BARE.match(phrase)))


def is_place(phrase: str, *, determined: bool) -> bool:
    """Whether a bare noun phrase behind a preposition of place names a place."""
    if is_state(phrase, "de"):
        return True
    nouns = [m.group() for m in words(phrase) if m.group()[0].isupper()]
    if any(_PLACE.search(noun) for noun in nouns):
        return True
    return not determined and bool(_BARE.match(phrase)) and not _NO_PLACE.match(nouns[0]) and can_speak_or_act(phrase)


def is_area(phrase: str) -> bool:
    """Whether the phrase names a stretch of land that cannot act, which a state can."""
    return not is_state(phrase, "de") and any(_PLACE.search(m.group()) for m in words(phrase) if m.group()[0].isupper())
