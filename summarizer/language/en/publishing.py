"""How English news pages print the day of publication."""

from summarizer.language.page import Publishing, words

PUBLISHING = Publishing(
    months={
        "january": 1,
        "jan": 1,
        "february": 2,
        "feb": 2,
        "march": 3,
        "mar": 3,
        "april": 4,
        "apr": 4,
        "may": 5,
        "june": 6,
        "jun": 6,
        "july": 7,
        "jul": 7,
        "august": 8,
        "aug": 8,
        "september": 9,
        "sept": 9,
        "sep": 9,
        "october": 10,
        "oct": 10,
        "november": 11,
        "nov": 11,
        "december": 12,
        "dec": 12,
    },
    weekdays=words("""
        fri friday mon monday sat saturday sun sunday thu thur thurs thursday tue tues tuesday wed wednesday
        """),
    date_line_words=words("""
        a.m am at bst cest cet edt est et first gmt last min mins minute minutes modified on p.m pm posted
        published read reading the time update updated utc
        """),
    published_markers=words("""
        posted published
        """),
    glued_openers=words("""
        in it me off on out up us you
        """),
)
