"""The vocabulary of what stands round an article on a German page."""

from summarizer.language.page import Furniture, patterns

_SUBSCRIBE = patterns(r"""
     abonnier\w* abonnement\w* abo abos abonnent\w* probeabo\w* rss\S* (?:haupt)?feeds? push\S*
    e-?mails? e-?mail-\S+ postfach benachrichtig\w* anmeld\w* registrier\w* einlogg\w* login digitalabo\w*
    zugang freischalt\w* verpass\w* paywall plus-\w+ kündbar monatlich
""")
_DISCUSS = patterns(r"""
    kommentar\w* kommentier\w* leser\w* moderier\w* netiquette diskutier\w* diskussion\w* forum feedback kontakt
    zuschrift\w* redaktion leserbrief\w*
""")
_SHARE = patterns(r"""
    teilen weiterleiten weitersagen drucken ausdrucken merken merkliste google\S* bing\S* facebook whatsapp
    twitter instagram linkedin xing telegram mastodon bluesky youtube tiktok patreon steady spotify
    suchmaschine\w* link kanal kanäle\w* kopieren
""")
_JOBS = patterns(r"""
    stellenangebot\w* stellenmarkt\w* stellenanzeige\w* stelle[n]? karriere\w* bewerb\w* jobs? \S+-jobs?
    praktik\w* werkstudent\S* ausbildungsplatz
""")
_LEGAL = patterns(r"""
    einwillig\w* einverstanden datenschutz\w* widerruf\w* widerrufen  personenbezogen\w*
    verarbeitung\w* zustimm\w* nutzungsbedingung\w* agb  urheberrecht\w* vorbehalten tracking\w*
    drittanbieter\w* rechtmäßigkeit browser\w* javascript einstellungen haftung\w* haftungsausschluss
    werbezweck\w* anlageberatung
""")
_SHOP = patterns(r"""
    kostenlos\w* kostenfrei\w* gratis\S* versand\w* warenkorb bestell\w* gutschein\w* rabatt\w* sonderangebot\w*
    angebote? \w*angebote? exklusiv\w*  werbung werbe\w+ gesponsert affiliate\S* provision\w*
    jetzt sichern testen gewinnspiel\w* produktneuheit\w* beratung shop testphase euro/monat bücher hotline
    kundenservice
""")
_NAVIGATE = patterns(r"""
     suche seitenanfang weiterlesen mehr lesen lesetipp\w* themenseite\w* themenrecherche
    wissenswert\w*  videos?  live-\w+  überblick hören
    anhören anschauen klick\w* hier artikel beitrag beiträge beitrags thema themen ressort\w* übersicht archiv
    dossier bildergalerie\w* fotostrecke\w* schlagwörter schlagworte tags empfehlung\w* empfohlen\w* ähnlich\w*
    interessant meistgelesen\w* interessieren neueste[sn]? aktuelles app download\w* button\w* inhaltsverzeichnis
""")
_CREDIT = patterns(r"""
    foto fotos bild bilder quelle quellen fotograf\w* bildrechte symbolbild symbolfoto archivbild archivfoto
    getty\S* imago\S* picture-alliance\S* shutterstock istock dpa\S* afp\S* reuters ap apa\S* montage grafik
    screenshot
""")
_AUTHOR = patterns(r"""
    autor autorin autoren redakteur\w* korrespondent\w* volontär\w* kolumnist\w* schreibt jahrgang studierte
""")
_CERTAIN = patterns(r"""
    newsletter\w* anzeigen? impressum podcasts? \S*podcast liveticker\S* live-?blog newsblog newsticker menü startseite
    cookies? cookie-\S+ lesetipp\w* meistgelesen\w* \w*hinweis stellenangebote stellenmarkt
""")
_FAMILIAR = patterns(r"""
    du dich dir dein deine deinen deinem deiner ihr euch euer eure euren eurem
""")
_WE = patterns(r"""
    wir uns unser unsere unserem unseren unserer unseres
""")
_POLITE = patterns(r"""
    Sie Ihnen Ihr Ihre Ihrem Ihren Ihrer Ihres
""")
_IMPERATIVES = patterns(r"""
    abonniere abonniert abonnieren folge folgt folgen hol holt holen jetzt klicke klickt klicken lade laden lies
    lest lesen melde melden mach macht machen nutze nutzt nutzen schreib schreibe schreiben sichere sichern sieh
    sehen starte starten teile teilt teilen teste testen unterstütze unterstützt unterstützen werde werdet
    werden erfahre erfahren entdecke entdecken bewirb diskutiere diskutieren hör höre hören schau schauen
    erhalte erhalten finde finden weiter
""")

FURNITURE = Furniture(
    strong=(*_SUBSCRIBE, *_DISCUSS, *_SHARE, *_JOBS, *_LEGAL, *_SHOP),
    certain=_CERTAIN,
    weak=(*_NAVIGATE, *_CREDIT),
    author=_AUTHOR,
    own_page=r"dies(?:e[mnrs]?)? (?:thema|artikels?|beitrags?|texte?s?|seite|sendung|meldung|website|webseite)",
    familiar=_FAMILIAR,
    address=_WE,
    polite=_POLITE,
    imperatives=_IMPERATIVES,
)
