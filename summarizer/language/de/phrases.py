"""German noun phrases by their outward signs: capitals, determiners, adjective endings."""

from __future__ import annotations

import re

from summarizer.language.clauses import words
from summarizer.language.de.reporting import AUXILIARIES, VERBS

_UPPER = "A-ZÄÖÜ"
_DETERMINER = (
    r"(?:der|die|das|den|dem|des|ein(?:e[nmrs]?)?|sein(?:e[nmrs]?)?|ihr(?:e[nmrs]?)?|unser(?:e[nmrs]?)?|dies(?:e[nmrs]?)|"
    r"jen(?:e[nmrs]?)|mehrere[nr]?|viele[nr]?|einige[nr]?|manche[nr]?|zahlreiche[nr]?|andere[nr]?|beide[nr]?|"
    r"verschiedene[nr]?|weitere[nr]?|alle[nr]?|zwei|drei)"
)
_ADJECTIVE = r"(?:\d+-)?[a-zäöüß-]{3,}(?:e|en|er|es|em)"
_TITLE = r"(?:[„“\"»](?:[^„“”\"»«.,!?:]|\.(?=\w)){2,40}[“”\"«]|''[^'.,!?:]{2,40}'')"
"""A name in quotation marks ("die Zeitung „Die Zeit“"): no marks of a sentence inside."""
_NOUN = rf"[{_UPPER}](?:[\w’'.&/-]*\w)?(?:\s\([^()]{{1,40}}\))?"
_NAME = rf"(?:{_NOUN}(?:\s{_TITLE})?|{_TITLE})"
_CORE = rf"(?:{_ADJECTIVE}\s){{0,4}}{_NAME}(?:\s(?:von|van|de|al|bin|el|of|the)\s{_NAME}|\s{_NOUN}(?:\s{_TITLE})?)*"
_ATTRIBUTE = rf"\s(?:der|des|von|vom|für|und|sowie|in|im|aus|zur|zum|am|an)\s(?:(?:der|den|dem|die|das|einer|eines|einem|seiner|ihrer)\s)?{_CORE}"

PHRASE = re.compile(rf"(?:(?i:{_DETERMINER})\s(?:\d+\s)?)?{_CORE}(?:{_ATTRIBUTE})*")
"""A noun phrase with determiner, adjectives, name parts and attributes."""

_EXTENDED = r"(?:(?i:de[mnr]|eine[mnr]?)\s(?:in|im|am|an|vom|von|zur|für|bei|auf|aus)\s(?:[\wäöüß.-]+\s){1,4}[a-zäöüß]+(?:en|er)\s(?=[A-ZÄÖÜ]))"
_SOURCE_NOUN = r"(?:[a-z]{1,6}-[A-ZÄÖÜ]\w+|[\w-]+\.(?:de|com|net|org|at|ch|eu)\b)"

SOURCE_PHRASE = re.compile(rf"(?:{_SOURCE_NOUN}|{_EXTENDED}?{PHRASE.pattern})")
"""The same where a source is sure to be named: also web addresses and "einer am Dienstag veröffentlichten Mitteilung"."""

HEAD = re.compile(rf"(?:(?i:{_DETERMINER})\s)?{_CORE}(?:\sdes\s{_CORE})?")
"""The same without attributes other than a genitive."""

PREPOSITIONS = frozenset(
    "in im an am auf bei beim mit nach vor seit zu zum zur für gegen gegenüber über unter von vom durch um während "
    "wegen trotz laut ins ans aus zwischen neben ohne bis ab per gemäß anlässlich hinter hinsichtlich angesichts "
    "aufgrund infolge mittels entlang außerhalb innerhalb statt samt seitens zugunsten".split()
)

_TIME = frozenset(
    "montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend januar jänner februar märz april mai juni "
    "juli august september oktober november dezember uhr jahr jahre jahren tag tage tagen woche wochen monat monate quartal quartals "
    "monaten stunde stunden minute minuten sekunde sekunden jahrzehnt jahrzehnten jahrhundert abend morgen nachmittag vormittag mittag nacht sommer winter herbst frühjahr frühling mal zeit".split()
)
_OPENERS = frozenset(
    "wann wessen welche welcher welches wie so dabei zudem auch nun damit es man da dies das dann hier als bisher bereits weiter außerdem ferner heute "
    "gestern später zuvor dazu darüber gleichzeitig allerdings jedoch dennoch doch aber und oder wenn falls obwohl "
    "während nachdem weil ob dass was wer wo warum erstmals derzeit zunächst schließlich insgesamt dagegen deshalb "
    "daher jetzt offiziell seinerzeit ebenfalls ebenso zugleich nunmehr mittlerweile demnach danach inzwischen unterdessen trotzdem zuletzt kürzlich bislang vorerst monatelang jahrelang tagelang insbesondere vor allem lediglich nur noch nicht kein keine historisch aktuell besorgt erfreut selbst sogar hierzu hierbei "
    "hiermit darauf daraufhin darunter dagegen daneben davon dafür dabei danach davor hinzu erst immer immerhin oft meist "
    "ab seitdem sonst ebenso nämlich etwa vielmehr gerade eben sowohl weder entweder genau rund mehr weniger alles niemand "
    "nichts jemand erneut bald letztlich indes nochmals".split()
)
_ADVERB = re.compile(r"\w+(?:weise|maßen|wärts|seits|falls|mals|lich|dessen|hin|stens)")
"""Endings of adverbs that open a sentence with a capital."""
_UNDECLINED = re.compile(r"^[a-zäöüß]+(?:te|ten|en)$")
"""A lower-case word that opens a nominative phrase without determiner is a verb if it ends so: an adjective would end in
-e there. Adjectives in -te are lost with the verbs, which costs a word of the phrase and no truth."""
_NOMINAL = re.compile(rf"\s(?:(?!\w+(?:te|ten)\b){_ADJECTIVE}\s){{0,3}}[{_UPPER}„“\"»]")
_IS_DETERMINER = re.compile(_DETERMINER, re.IGNORECASE)
_ATTRIBUTIVE = re.compile(r"(?:der|des|eines|einer|[a-zäöüß-]+er)\s")
_OBLIQUE = re.compile(r"(?:den|dem|des|(?:ein|kein|sein|ihr|unser|dies|jen)e[nms])\s", re.IGNORECASE)
"""Determiners that no nominative has."""
_MARKS = "„“»\"'"
_ALONE = re.compile(rf"(?i:{_DETERMINER}|sowohl|selbst|auch|sogar|bereits|laut|gemäß)")
_BETWEEN = re.compile(
    rf"(?i:{_DETERMINER})|\d[\d.,]*|{_ADJECTIVE}|bereits|schon|rund|etwa|bis|mehr|als|fast|knapp|sehr"
)
"""What may stand between a preposition and the noun it governs."""
_PRONOUNS = re.compile(r"\b(?:[Ee]r|[Ss]ie)\b")
_AS = re.compile(r"\b[Aa]ls\s$")
"""A noun without determiner after it says in which capacity ("als Sieger"), and is not the subject."""
_DETERMINED = re.compile(rf"(?i:{_DETERMINER})\s")

_ABSTRACT = re.compile(
    r"(?:ung|ungen|heit|keit|tät|tion|tionen|ismus|schritt|hilfe|lage|lagen|frage|fragen|ment|prozent|patent|talent|nis|nisse)$"
)
_ABSTRACT_WORDS = frozenset(
    "zusammenarbeit partnerschaft allianz entscheidung krieg konflikt vorfall einsatz angriff vertrag abkommen "
    "rolle nähe bilder bild zahl zahlen preise kosten folgen gründe grund ziel ziele thema ergebnis ergebnisse "
    "druck kritik szenario transparenz route maßnahmen maßnahme".split()
)
_BODIES = re.compile(
    r"(?:regierung|zeitung|leitung|verwaltung|stiftung|abteilung|vertretung|bewegung|vereinigung|führung|innung|"
    r"versammlung|organisation|kommission|opposition|fraktion|delegation|redaktion|union|koalition|föderation|"
    r"universität|mehrheit|minderheit|einheit|einheiten|präsident|student|agent|parlament|dirigent|korrespondent|"
    r"dissident|dozent|konkurrent|demonstrant|asiat|polizeileitung|behörde|religion|nation|nationen)$"
)


def can_speak_or_act(phrase: str) -> bool:
    """Whether the head of a noun phrase can be a person, body or state, judged by its ending."""
    heads = [m.group() for m in words(phrase) if m.group()[0].isupper()]
    if not heads:
        return True
    bare = [word for word in heads if word.lower() not in PREPOSITIONS and not _IS_DETERMINER.fullmatch(word)]
    head = (bare or heads)[0]
    if head.isupper():
        return True
    head = head.lower()
    if _BODIES.search(head):
        return True
    return not (_ABSTRACT.search(head) or head in _ABSTRACT_WORDS)


def nominatives(sentence: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Noun phrases and personal pronouns of a stretch that hang on no preposition and tell no time, in text order."""
    stop = len(sentence) if end is None else end
    found = [(m.start(), m.end()) for m in _PRONOUNS.finditer(sentence, start, stop)]
    for match in PHRASE.finditer(sentence, start, stop):
        left, right = _strip_verbs(sentence, match.start(), match.end())
        phrase = sentence[left:right]
        if (
            not phrase
            or phrase[0] in _MARKS
            or _OBLIQUE.match(phrase)
            or _ALONE.fullmatch(phrase)
            or tells_time(phrase)
        ):
            continue
        if (
            governing_preposition(sentence, left) is None
            and not _is_genitive(sentence, left)
            and not (phrase[0].isupper() and not _DETERMINED.match(phrase) and _AS.search(sentence, 0, left))
        ):
            found.append((left, right))
    return sorted(set(found))


def noun_phrases(sentence: str) -> list[tuple[int, int]]:
    """All noun phrases that tell no time, whatever they hang on, in text order."""
    found = [_strip_verbs(sentence, m.start(), m.end()) for m in PHRASE.finditer(sentence)]
    return [(a, b) for a, b in found if a < b and not tells_time(sentence[a:b]) and not _is_genitive(sentence, a)]


def _strip_verbs(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Drop verbs and opening adverbs that look like the adjectives or nouns of the phrase they precede."""
    for match in words(sentence, start, end):
        word = match.group().lower()
        if word in PREPOSITIONS:
            return end, end
        if word == "das" and _NOMINAL.match(sentence, match.end()):
            break
        verb = match.group() in VERBS or word in AUXILIARIES or _UNDECLINED.search(match.group())
        adverb = match.start() == 0 and _ADVERB.fullmatch(word)
        if verb or adverb or word in _OPENERS:
            start = match.end()
            while start < end and sentence[start].isspace():
                start += 1
        else:
            break
    return start, end


def governing_preposition(sentence: str, start: int) -> str | None:
    """The preposition, lower case, that governs what begins at `start` across numbers, adjectives and a determiner."""
    for word in reversed(sentence[max(0, start - 60) : start].split()):
        bare = word.lower().strip('(„“"»')
        if word.endswith((",", ":", ";")) or bare in AUXILIARIES or bare in VERBS:
            return None
        if bare in PREPOSITIONS:
            return bare
        if not _BETWEEN.fullmatch(word):
            return None
    return None


def _is_genitive(sentence: str, start: int) -> bool:
    """Whether what begins at `start` is an attribute of the noun just before ("Entsendung nordkoreanischer Truppen")."""
    before = re.search(r"(\w+)\s$", sentence[:start])
    return bool(before and before.group(1)[0].isupper() and before.start() > 0 and _ATTRIBUTIVE.match(sentence, start))


def tells_time(phrase: str) -> bool:
    """Whether a noun phrase names a point or stretch of time."""
    return any(m.group().lower() in _TIME for m in words(phrase)[:3])
