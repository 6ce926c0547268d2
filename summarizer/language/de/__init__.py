"""German."""

from summarizer.language.base import Language
from summarizer.language.de.dates import DATES
from summarizer.language.de.names import NAMES
from summarizer.language.de.negation import NEGATION
from summarizer.language.de.numbers import NUMBERS

GERMAN = Language(
    code="de",
    numbers=NUMBERS,
    dates=DATES,
    negation=NEGATION,
    names=NAMES,
)
