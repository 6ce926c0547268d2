"""German reported speech: the words that mark that somebody else is speaking."""

from __future__ import annotations

import re

_WEAK = (
    "sag erklär beton äußer meld behaupt kritisier forder versicher bestätig warn glaub hoff fürcht befürcht mein "
    "schätz vermut bezweifel kommentier begründ argumentier erläuter bekräftig verkünd bedauer lob würdig rühm "
    "verlang antwort entgegn erwider fragt frag ergänz kündig teil räum füg stell weis leugn dementier unterstreich "
    "signalisier rechn erwart droh bericht appellier mahn prophezei prognostizier konstatier bemängel "
    "beklag beschuldig bezichtig versprech erinner hob bemerk resümier folger präzisier spekulier urteil "
    "veröffentlich enthüll schilder erzähl notier deut plädier begrüß verurteil beantrag"
).split()
_FORMS = (
    "sprach sprachen spricht sprechen schrieb schrieben schreibt schreiben gab gaben gibt geben hieß heißt "
    "nannte nannten nennt nennen sah sahen sieht hält hielt hielten wies wiesen weist weisen warf warfen wirft werfen "
    "rief riefen ruft rufen riet rieten rät raten schlug schlugen schlägt ging gingen geht gehen befand befanden "
    "bestritt bestritten bestreitet bestreiten unterstrich unterstrichen unterstreicht dachte denkt denken "
    "hält hielten halten führt führte führten nimmt nahm nahmen abgestritten eingestanden gestanden beteuert beteuerte beteuerten "
    "formuliert formulierte formulierten schätzt verweist verwies verwiesen "
    "versprach versprachen verspricht versprechen beschrieb beschrieben beschreibt empfahl empfiehlt empfehlen "
    "hob heben hebt gestand gesteht zitiert zitierte schloss schließt schwor trat lautet lautete "
    "beschloss beschlossen beschließt entschied entschieden entscheidet beharrt beharrte pocht pochte "
    "skandierte skandierten besagt besagte weiß wissen wusste erfuhr erfuhren bat baten bittet "
    "lehnt lehnte lehnten lehnen drängt drängte möchte möchten erwog gesagt erklärt betont geäußert mitgeteilt "
    "angekündigt behauptet gefordert kritisiert bestätigt bekanntgegeben gewarnt berichtet zugegeben eingeräumt "
    "zugesagt zugesichert versichert vorgeworfen beschuldigt aufgefordert hingewiesen angegeben festgestellt "
    "bekräftigt versprochen gemeldet angedeutet vermutet befürchtet beschlossen entschieden genannt bezeichnet "
    "bezeichnete bezeichneten geschrieben gesprochen dementiert bestritten zurückgewiesen erwartet gelobt gewürdigt "
    "ausgesagt gebeten vorgeschlagen empfohlen begründet betrachtet veröffentlicht verkündet angenommen ausgegangen "
    "mitteilte mitteilten mitteilt ankündigte ankündigten ankündigt feststellte feststellt einräumte vorwarf "
    "auffordert aufforderte bekanntgab angab angaben hinwies vorschlug hervorhob zugab ausgeht ausging zurückwies"
).split()
_ENDINGS = ("t", "et", "te", "ete", "ten", "eten", "en", "e", "n")


def _verb_forms() -> frozenset[str]:
    weak = {stem + ending for stem in _WEAK for ending in _ENDINGS}
    return frozenset(weak | set(_FORMS)) - {
        "teile",
        "teilen",
        "stelle",
        "stellen",
        "deute",
        "berichte",
        "frage",
        "fragen",
        "forder",
        "meine",
        "meinen",
        "melde",
        "lobe",
    }


VERBS = _verb_forms()
"""Forms of verbs of saying and thinking, lower case. Some have other uses ("gibt", "geht"): those need a content clause."""

_PARTICLES = {
    "gab gaben gibt geben": "an zu bekannt preis weiter wieder",
    "ging gingen geht gehen": "aus",
    "trat": "ein",
    "schlug schlugen schlägt": "vor",
    "hält hielt hielten halten": "fest für entgegen",
    "stellt stellte stellten": "fest klar",
    "weist wies wiesen weisen": "hin darauf zurück",
    "wirft warf warfen werfen": "vor ein",
    "hob hoben hebt": "hervor",
    "teilt teilte teilten": "mit",
    "fügt fügte fügten": "hinzu an",
    "räumt räumte räumten": "ein",
    "deutet deutete deuteten": "an",
    "führt führte führten": "aus an",
    "nimmt nahm nahmen nehmen": "an",
    "sieht sah sahen sehen": "als darin",
    "spricht sprach sprachen sprechen": "von davon aus dafür dagegen",
    "befand befanden": "",
}
PARTICLES = {verb: frozenset(particles.split()) for verbs, particles in _PARTICLES.items() for verb in verbs.split()}
"""Verbs that say something only together with one of these words ("gab … an"); without, they are other verbs."""

AUXILIARIES = frozenset(
    "hat haben habe hatte hatten hätte hätten ist sind sei seien war waren wäre wären wird werden werde wurde wurden "
    "würde würden kann können könne könnte könnten will wollen wolle wollte wollten soll sollen solle sollte sollten "
    "muss müssen müsse musste mussten müsste müssten darf dürfen dürfe durfte durften dürfte dürften mag mögen möge".split()
)
"""Finite forms of auxiliaries and modals."""

REPORTED = re.compile(
    r"\b(?:forder(?:t|te|ten|n)|kritisier(?:t|te|ten|en)|verurteil(?:t|te|ten|en)|verlang(?:t|te|ten|en)|"
    r"bezeichne(?:t|te|ten|n)|nann?te[n]?|nennt|nennen|lob(?:t|te|ten|en)|würdig(?:t|te|ten|en)|warn(?:t|te|ten|en)|"
    r"begrüß(?:t|te|ten|en)|befürcht(?:et|ete|eten|en)|vermut(?:et|ete|eten|en)|schätz(?:t|te|ten|en)|"
    r"bekräftig(?:t|te|ten|en)|beklag(?:t|te|ten|en)|bemängel(?:t|te|ten|n)|bestätig(?:t|te|ten|en)|"
    r"dementier(?:t|te|ten|en)|bestreitet|bestritt(?:en)?|leugne(?:t|te|ten|n)|beziffer(?:t|te|ten|n)|"
    r"gefordert|kritisiert|bezeichnet|vorgeworfen|hervorgehoben|gewürdigt|(?:hob|hoben|hebt|heben)\b[^.;:]*\bhervor|zugesichert|zugesagt|angekündigt|eingeräumt|zugegeben|zurückgewiesen|"
    r"(?:wirft|warf|warfen|werfen)\b[^.;:]*\bvor|(?:kündig(?:t|te|ten|en))\b[^.;:]*\ban|"
    r"(?:sicher(?:t|te|ten|n)|sag(?:t|te|ten|en))\b[^.;:]*\bzu|(?:räum(?:t|te|ten|en))\b[^.;:]*\bein|"
    r"(?:betracht(?:et|ete|eten|en)|wert(?:et|ete|eten|en)|(?:sieht|sah|sahen|sehen))\b[^.;:]*\b(?:als|darin|in (?:dies\w+|de[rm]))\b|"
    r"(?:geht|gehen|ging|gingen)\b[^.;:]*\bvon\b[^.;:]*\baus|rechne(?:t|te|ten|n) (?:\w+ ){0,6}?mit|"
    r"(?:sprach|sprachen|spricht|sprechen) sich\b|(?:wandte|wendet|wandten) sich gegen|äußer(?:t|te|ten|n) sich|"
    r"empfahl|empfiehlt|plädier(?:t|te|ten|en)|verw(?:ies|eist|iesen) auf|beton(?:t|te|ten|en)|bezweifel(?:t|te|ten|n)|"
    r"mahn(?:t|te|ten|en)|beklag(?:t|te|ten|en)|schilder(?:t|te|ten|n)|versicher(?:t|te|ten|n)|appellier(?:t|te|ten|en)|"
    r"begründe(?:t|te|ten|n)|unterstr(?:ich|ichen|eicht)|bedauer(?:t|te|ten|n)|(?:rief|ruft|riefen|rufen)\b[^.;:]*\b(?:auf|zu)|"
    r"konstatier(?:t|te|ten|en)|spekulier(?:t|te|ten|en)|vermut(?:et|ete)|droh(?:t|te|ten|en) mit|befürwort(?:et|ete|eten|en)|"
    r"(?:wies|wiesen|weist|weisen)\b[^.;:]*\bzurück|(?:lehn(?:t|te|ten|en))\b[^.;:]*\bab|"
    r"bericht(?:et|ete|eten|en)\b (?:\w+ )?(?:von|über)|(?:sprach|sprachen|spricht|sprechen)\b (?:\w+ )?von)\b"
)
"""Verbs whose clause tells what was said without a content clause that could be cut out."""

NAMING = re.compile(
    r"\b(?:bezeichne(?:t|te|ten|n)|nann?te[n]?|nennt|nennen|genannt|würdig(?:t|te|ten|en)|lob(?:t|te|ten|en)|kritisier(?:t|te|ten|en)|"
    r"verurteil(?:t|te|ten|en)|feier(?:t|te|ten|n)|beschr(?:eibt|ieb|ieben)|(?:sprach|sprachen|spricht|sprechen) von|wert(?:et|ete|eten|en)|"
    r"fordert?e?n?|skandier(?:t|te|ten|en)|rief(?:en)?|wirft|warf|konstatier(?:t|te|ten|en))\b"
)
"""Verbs that call something by words of the speaker's own, which may be few ("nannte es einen „Irrweg“")."""

SOURCE_NOUNS = (
    "Angaben Angabe Ansicht Auffassung Aussage Aussagen Auskunft Bericht Berichten Berichts Berechnungen Darstellung "
    "Einschätzung Einschätzungen Erkenntnissen Informationen Information Meinung Meldung Meldungen Mitteilung "
    "Schätzung Schätzungen Studie Umfrage Worten Überzeugung Gerüchten "
    "Erklärung Vermutungen Dokumenten Quellen Analyse Analysen Untersuchung Untersuchungen Auswertung "
    "Ermittlungen Recherchen Planungen Prognose Prognosen Statistik Statistiken Kenntnisstand Erkenntnisstand "
    "Feststellungen Aufzeichnungen Veröffentlichung Veröffentlichungen Beobachtungen Hochrechnung Hochrechnungen Artikel"
).split()
"""Nouns that name a source in "nach … von X"."""

_SAID = r"angaben|berichten?|berichts|meldung(?:en)?|meinung|ansicht|aussagen?|mitteilung(?:en)?|informationen|auskunft|einschätzung(?:en)?"
SOURCE_COMPOUND = re.compile(rf"(?:\w+-)?\w{{2,}}?-?(?:{_SAID})", re.IGNORECASE)
"""A noun of saying that names who says it in its first half ("Polizeiangaben", "Medienberichten", "ai-Bericht")."""

SOURCE = re.compile(
    rf"(?:(?i:de[mnrs]|eine[mnrs]?)\s)?(?:[\wäöüß-]+e[mnrs]?\s){{0,3}}?(?:{'|'.join(SOURCE_NOUNS)}|[A-ZÄÖÜ]\w+(?:{_SAID}))\s"
    rf"(?:(?:von|vom|aus)\s|(?=[A-ZÄÖÜ„“\"]|de[rs]\s|(?:ein|sein|ihr|dies)e[rs]\s|[\wäöüß-]+er\s[A-ZÄÖÜ]))"
    rf"|(?P<compound>[A-ZÄÖÜ][\w-]*?)(?:(?<=ung)s|(?<=[kt]ion)s|(?<=heit)s|(?<=tät)s|-)?(?:{_SAID})$"
)
"""What stands before whoever a statement comes from ("Angaben der Polizei"), or a compound that holds it."""

SAYING_NOUNS = (
    "Befürchtung Befürchtungen Sorge Hoffnung Ankündigung Behauptung Behauptungen Vorwurf Vorwürfe Erklärung Aussage "
    "Forderung Warnung Vermutung Ansicht Auffassung Meinung Überzeugung Bericht Berichte Gerücht Gerüchte Meldung "
    "Hinweis Hinweise Feststellung Verdacht Zusicherung Zusage Versprechen Einschätzung Annahme Prognose Kritik "
    "Mitteilung Begründung Vorschlag Appell Drohung Zweifel Theorie Eindruck Eingeständnis Bestätigung"
).split()
"""Nouns that take a content clause ("die Befürchtung, dass …")."""

SUBJUNCTIVE = frozenset(
    "sei seien habe werde könne müsse solle wolle dürfe möge gebe gehe stehe komme lasse bleibe liege nehme sehe wisse "
    "finde brauche bestehe handele handle halte spreche trage treffe gelte ziehe bringe führe gehöre sage mache "
    "hätten hätte wäre wären würden würde müssten müsste".split()
)
"""Konjunktiv forms that carry indirect speech; the Konjunktiv II ones only where a speaker has just been named."""

SUBJUNCTIVE_I = SUBJUNCTIVE - frozenset("hätten hätte wäre wären würden würde müssten müsste führe mache sage".split())

SUBJUNCTIVE_PLURAL = frozenset("hätten würden".split())
"""Plurals that stand in for those of the Konjunktiv I, which look like the indicative."""

ACCORDINGLY = re.compile(r"\b(?:[Dd]emnach|[Dd]emzufolge)\b")
"""Words that ascribe a sentence to the source of the one before."""

HEARSAY = re.compile(
    r"\b(?:soll|sollen)\b[^.;:]*\b(?:\w*ge\w+t|\w*ge\w+en|\w+iert|\w+t|\w+en)\b (?:worden (?:sein)|haben|sein)\b|\bangeblich\b"
)
"""*soll* with an infinitive of the perfect: hearsay, not intention."""

CONTENT_OPENERS = frozenset(
    "dass daß ob wie was wer warum weshalb wo wohin wann wonach wieso welche welcher welches inwieweit inwiefern".split()
)
"""Words that open a content clause."""

OTHER_OPENERS = frozenset(
    "der die das dem den deren dessen denen nachdem als während weil da wobei bevor indem um obwohl obgleich sodass sondern "
    "damit sobald seit seitdem bis falls wenn wodurch womit worauf wofür was statt anstatt ohne aber doch und".split()
)
"""Words that open a clause which is no content (relative, temporal, causal …)."""

CONJUNCTIONS = frozenset("und oder aber sondern doch denn".split())
ARTICLES = frozenset("der die das den dem".split())

CONTENT_ENDERS = frozenset("während wobei obwohl wohingegen nachdem".split())
"""Words whose clause is the author's own again."""

DENIALS = re.compile(r"(?:bestreite\w*|bestritt\w*|dementier\w*|leugne\w*|wies|wiesen|weist|zurückgewiesen|zurückwies)")
"""Cues that deny what they introduce."""

SILENT_WHEN_NEGATED = frozenset(
    "bestätigt bestätigte bestätigten bestätigen geäußert äußerte äußerten äußert mitgeteilt gesagt erklärt gemeldet "
    "angegeben berichtet bekanntgegeben".split()
)
"""Verbs that, negated, say that nobody has said anything."""

NORMS = frozenset(
    "Gesetz Artikel Paragraph Verfassung Verordnung Satzung Vertrag Plan Zeitplan Paragraf Regeln".split()
)
"""What "laut" and "gemäß" may name that is a rule and not a source."""

GOES_ON = re.compile(r"(?:Dies(?:e[nmrs]?)?|Sie|Er|Es|Dabei|Dazu|Damit)\b")
"""Openings of a sentence that goes on about what the one before told."""
