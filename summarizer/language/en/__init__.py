"""English."""

from summarizer.language.base import Language
from summarizer.language.en.dates import DATES
from summarizer.language.en.happening import happening
from summarizer.language.en.names import NAMES
from summarizer.language.en.nations import NATIONS
from summarizer.language.en.negation import NEGATION
from summarizer.language.en.numbers import NUMBERS
from summarizer.language.en.reporting import GOES_ON, SOURCE
from summarizer.language.en.roles import PEOPLE, PRONOUNS, ROLES, SERVICE
from summarizer.language.en.speech import list_frame, reported_speech

ENGLISH = Language(
    code="en",
    numbers=NUMBERS,
    dates=DATES,
    negation=NEGATION,
    names=NAMES,
    reported_speech=reported_speech,
    list_frame=list_frame,
    happening=happening,
    goes_on=GOES_ON,
    source=SOURCE,
    service=SERVICE,
    pronouns=PRONOUNS,
    roles=ROLES,
    people=PEOPLE,
    nations=NATIONS,
)
