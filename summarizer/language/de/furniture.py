"""The vocabulary of what stands round an article on a German page: classes of words, no phrases of any one outlet.

Each class is a list of regular expressions for whole words, lower case.
"""

SUBSCRIBE = """
    newsletter\\w* abonnier\\w* abonnement\\w* abo abos abonnent\\w* probeabo\\w* rss\\S* (?:haupt)?feeds? push\\S* e-?mails?
    e-?mail-\\S+ postfach benachrichtig\\w* anmeld\\w* registrier\\w* einlogg\\w* login digitalabo\\w* zugang
    freischalt\\w* verpass\\w* paywall plus-\\w+ kündbar monatlich
""".split()

DISCUSS = """
    kommentar\\w* kommentier\\w* leser\\w* moderier\\w* netiquette diskutier\\w* diskussion\\w* forum feedback zuschrift\\w*
    redaktion meinung leserbrief\\w*
""".split()

SHARE = """
    teilen weiterleiten weitersagen drucken ausdrucken merken merkliste google\\S* bing\\S* facebook whatsapp twitter
    instagram linkedin xing telegram mastodon bluesky youtube tiktok patreon steady spotify suchmaschine\\w* link kanal
    kanäle\\w* kopieren folgen
""".split()

JOBS = """
    stellenangebot\\w* stellenmarkt\\w* stellenanzeige\\w* stelle[n]? karriere\\w* bewerb\\w* jobs? \\S+-jobs? praktik\\w*
    werkstudent\\S* ausbildungsplatz
""".split()

LEGAL = """
    einwillig\\w* einverstanden datenschutz\\w* widerruf\\w* widerrufen cookies? cookie-\\S+ personenbezogen\\w*
    verarbeitung\\w* zustimm\\w* nutzungsbedingung\\w* agb impressum urheberrecht\\w* vorbehalten tracking\\w* drittanbieter\\w*
    rechtmäßigkeit browser\\w* javascript einstellungen haftung\\w* haftungsausschluss werbezweck\\w* anlageberatung
""".split()

SHOP = """
    kostenlos\\w* kostenfrei\\w* gratis versand\\w* warenkorb bestell\\w* gutschein\\w* rabatt\\w* sonderangebot\\w*
    angebote? \\w*angebote? exklusiv\\w* anzeige anzeigen werbung werbe\\w+ gesponsert affiliate\\S* provision\\w* jetzt
    sichern testen gewinnspiel\\w* produktneuheit\\w* beratung shop testphase euro/monat bücher hotline kundenservice
""".split()

NAVIGATE = """
    menü startseite suche seitenanfang weiterlesen mehr lesen lesetipp\\w* themenseite\\w* themenrecherche wissenswert\\w*
    podcasts? \\S*podcast videos? liveticker\\S* live-\\w+ newsblog newsticker überblick hören anhören anschauen klick\\w*
    hier artikel beitrag beiträge beitrags thema themen ressort\\w* übersicht archiv dossier bildergalerie\\w* fotostrecke\\w*
    schlagwörter schlagworte tags empfehlung\\w* empfohlen\\w* ähnlich\\w* auch interessant meistgelesen\\w* interessieren
    app download\\w* button\\w* inhaltsverzeichnis
""".split()

CREDIT = """
    foto fotos bild bilder quelle quellen fotograf\\w* bildrechte symbolbild symbolfoto archivbild archivfoto getty\\S*
    imago\\S* picture-alliance\\S* shutterstock istock dpa\\S* afp\\S* reuters ap apa\\S* montage grafik screenshot
""".split()

AUTHOR = """
    autor\\w* redakteur\\w* korrespondent\\w* volontär\\w* journalist\\w* kolumnist\\w* reporter\\w* schreibt berichtet
    arbeitet studiert\\w* ressort\\w* redaktion themen schwerpunkt\\w* fachgebiet\\w* expert\\w*
""".split()

ADDRESS = """
    du dich dir dein deine deinen deinem deiner ihr euch euer eure euren eurem
""".split()
"""Pronouns that speak to the reader, lower case."""

POLITE = """
    Sie Ihnen Ihr Ihre Ihrem Ihren Ihrer Ihres
""".split()
"""Polite pronouns, told from "they" by their capital within a sentence."""

WE = "wir uns unser unsere unserem unseren unserer unseres".split()
"""Pronouns with which a publisher speaks of itself."""

IMPERATIVES = """
    abonniere abonniert abonnieren folge folgt folgen hol holt holen jetzt klicke klickt klicken lade laden lies lest lesen
    melde melden mach macht machen nutze nutzt nutzen schreib schreibe schreiben sichere sichern sieh sehen starte starten
    teile teilt teilen teste testen unterstütze unterstützt unterstützen werde werdet werden erfahre erfahren entdecke
    entdecken bewirb diskutiere diskutieren hör höre hören schau schauen erhalte erhalten finde finden zur zum weiter
""".split()
"""Words with which a call to act opens."""
