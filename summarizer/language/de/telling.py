"""German clauses that tell a happening by the form of their verb, whichever verb it is.

News tells what happened in the perfect, the preterite and the passive; states, sayings and judgements have verbs of their
own, which are the smaller set and are left out here.
"""

from __future__ import annotations

import re

from summarizer.language.base import any_of
from summarizer.language.de.reporting import VERBS
from summarizer.language.page import words

_SEPARABLE = (
    r"(?:ab|an|auf|aus|bei|bereit|durch|ein|fest|fort|frei|her|herab|heraus|hin|hinzu|los|mit|nach|nieder|um|unter|vor|"
    r"weg|weiter|wieder|zu|zurück|zusammen)"
)
_INSEPARABLE = r"(?:be|ent|er|ge|miss|über|um|unter|ver|wider|zer)"
_PARTICIPLE = (
    rf"(?!gegen\b|wegen\b|gewesen\b)(?:{_SEPARABLE}?ge[a-zäöüß]{{2,}}(?:t|en)|[a-zäöüß]{{2,}}iert|"
    rf"{_SEPARABLE}?{_INSEPARABLE}[a-zäöüß]{{2,}}(?:t|en))"
)
_OF_CHANGE = (
    rf"{_SEPARABLE}?(?:ge(?:brannt|brochen|fahren|fallen|flogen|flohen|gangen|kehrt|kommen|kracht|landet|laufen|reist|rissen|"
    r"schehen|stiegen|storben|strandet|stürzt|sunken|treten|troffen|wachsen|zogen)|brochen|schwunden)"
    r"|entkommen|entlaufen|entstanden|erfolgt|erkrankt|erloschen|ermordet|erschienen|erstickt|ertrunken|eskaliert|explodiert|"
    r"kollidiert|passiert|verschwunden|verstorben|verunglückt"
)
"""Participles of the verbs that make their perfect with *sein*: with any other, *sein* tells a state ("ist betroffen")."""
_NOT_TOLD = words("""
    angegeben angenommen angesehen ausgegangen bedeutet befunden befürchtet begründet bekannt berichtet beschrieben
    beschäftigt besessen bestanden beteiligt betont betrachtet betroffen bewertet bezeichnet eingeschätzt eingestuft
    erinnert erklärt erwartet erzählt gebraucht gedacht gedauert gefreut geführt gegeben geglaubt gegolten gehabt
    geheißen gehofft gehört gekannt gekostet gelebt gelegen gelten gemacht gemeint genannt gesagt geschrieben
    geschätzt gesehen gesprochen gestanden gewarnt gewesen gewohnt gewollt geworden gewusst gezeigt geäußert
    mitgeteilt umstritten vermutet verstanden
    """)
"""Participles that tell a state, a saying or a judgement."""
_PARTICIPLE_TOLD = rf"(?<!zu )\b(?!(?:{any_of(_NOT_TOLD)})\b){_PARTICIPLE}\b(?!\s[A-ZÄÖÜ])"

_BY_AUXILIARY = re.compile(
    rf"\b(?:hat|haben|habe|hatten?|hätten|wurden?|sei|seien|ist|sind|war|waren)\b.*?{_PARTICIPLE_TOLD}\sworden\b"
    rf"|\b(?:hat|haben|habe|hatten?|hätten?|wurden?)\b.*?{_PARTICIPLE_TOLD}"
    rf"|{_PARTICIPLE_TOLD}\s(?:hat|haben|habe|hatten?|hätten?|wurden?|worden)\b"
    rf"|\b(?:ist|sind|war|waren|sei|seien)\b.*?\b(?:{_OF_CHANGE})\b(?!\s[A-ZÄÖÜ])"
    rf"|\b(?:{_OF_CHANGE})\s(?:ist|sind|war|waren|sei|seien)\b",
    re.DOTALL,
)
STRONG_PRETERITE = any_of(
    words("""
    begann begannen bekam bekamen brach brachen brachte brachten brannte brannten einbrach entging entgingen entkam
    entkamen entstand entstanden erhielt erhielten erlag erlagen erlitt erlitten erschoss erschossen fand fanden fiel fielen
    flog flogen floh flohen fuhr fuhren geriet gerieten geschah geschahen gewann gewannen ging gingen kam kamen
    lief liefen nahm nahmen riss rissen sank sanken schied schieden schloss schlossen schlug schlugen schoss
    schossen sprang sprangen stahl stahlen starb starben stieg stiegen stieß stießen traf trafen trat traten verließ
    verließen verlor verloren verschwand verschwanden verstarb verstarben wuchs wuchsen zog zogen
    """)
)
"""Preterites of strong verbs of doing and of what befalls somebody."""
_STRONG = re.compile(rf"\b(?:{STRONG_PRETERITE})\b")
_WEAK = re.compile(rf"\b(?!{_SEPARABLE}?ge)(?P<stem>[a-zäöüß]{{2,}}?)e?te(?P<plural>n)?\b(?!\s[A-ZÄÖÜ])")
_MODAL = re.compile(
    r"\b(?:zu|wird|werden|werde|würden?|kann|können|könnten?|will|wollen|soll|sollen|sollten?|muss|müssen|müssten?|darf|dürfen)\b"
)
"""Before a form in -ten these make it an infinitive ("muss die Abgabe entrichten")."""
_STEMS_NOT_TOLD = words("""
    ach arbei basier bedeut befürcht beglei begleit behal beobach berei bereit berich beruh bes besitz bess besteh
    betrach betracht bi bie bit brauch brei dach dauer daur deu dien direk drit durf dürf elf enthal erhal ers erst
    existier fehl freu funktionier fühl führ fünf fünft fürch gehör gel ges gesam gestal gil gl glaub größ gute hal
    handel hat herrsch heut heuti hies hint hoff hätt höchs jüngs kann kannt kenn klein konkre konn kost könn laut
    leb lei leich leid leis letz lieb läut mach meis meist mit moch mus muss möch mögl müss neun nächs pass priva ra
    rech reich rich schien schlech sechs sechst sel sieb siebt soll sorg spiel spät stamm star strei stärks tes tr
    tre umfass umstrit un unt unterhal verbrei verhal vermu verwal viel vier war wart wei wirk wohn wohnt woll wuss
    wünsch zehn zeig zwei zwölf zähl ält öffn
    """)
"""Beginnings, before -te(n), of verbs of state, of infinitives and of words that are no verbs ("dauerte", "halten", "heute")."""


def tells_by_tense(clause: str) -> bool:
    """Whether the clause tells something that happened in the perfect, the preterite or the passive."""
    text = clause.rstrip(' .!?“”"»«')
    if _BY_AUXILIARY.search(text) or _STRONG.search(text):
        return True
    return any(
        match["stem"] not in _STEMS_NOT_TOLD
        and match.group() not in VERBS
        and not (match["plural"] and _MODAL.search(text, 0, match.start()))
        for match in _WEAK.finditer(text)
    )
