"""German."""

from summarizer.language.base import Language
from summarizer.language.de.dates import DATES
from summarizer.language.de.happening import happening
from summarizer.language.de.names import NAMES
from summarizer.language.de.nations import NATIONS
from summarizer.language.de.negation import NEGATION
from summarizer.language.de.numbers import NUMBERS
from summarizer.language.de.reporting import GOES_ON, SOURCE
from summarizer.language.de.roles import PEOPLE, PRONOUNS, ROLES, SERVICE
from summarizer.language.de.speech import list_frame, reported_speech

GERMAN = Language(
    code="de",
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
