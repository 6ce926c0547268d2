"""How German news pages print the day of publication."""

from summarizer.language.page import Publishing, words

PUBLISHING = Publishing(
    months={
        "januar": 1,
        "jänner": 1,
        "jan": 1,
        "jän": 1,
        "februar": 2,
        "feber": 2,
        "feb": 2,
        "märz": 3,
        "mär": 3,
        "april": 4,
        "apr": 4,
        "mai": 5,
        "juni": 6,
        "jun": 6,
        "juli": 7,
        "jul": 7,
        "august": 8,
        "aug": 8,
        "september": 9,
        "sept": 9,
        "sep": 9,
        "oktober": 10,
        "okt": 10,
        "november": 11,
        "nov": 11,
        "dezember": 12,
        "dez": 12,
    },
    weekdays=words("""
        di dienstag do donnerstag fr freitag mi mittwoch mo montag sa samstag so sonnabend sonntag
        """),
    date_line_words=words("""
        aktualisiert aktualisierung am den der erschienen lesedauer lesezeit letzte min minute minuten sek stand
        uhr um update veröffentlicht vom von zuletzt
        """),
    published_markers=words("""
        erschienen stand veröffentlicht
        """),
    glued_openers=words("""
        in
        """),
)
