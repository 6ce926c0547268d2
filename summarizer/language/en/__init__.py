"""English."""

from summarizer.language.base import Language
from summarizer.language.en.dates import DATES
from summarizer.language.en.names import NAMES
from summarizer.language.en.negation import NEGATION
from summarizer.language.en.numbers import NUMBERS

ENGLISH = Language(
    code="en",
    numbers=NUMBERS,
    dates=DATES,
    negation=NEGATION,
    names=NAMES,
)
