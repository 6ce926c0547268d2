"""The closed-class words of English: what tells the language, opens sentences and fills running text."""

from summarizer.language.page import words

FUNCTION_WORDS = words("""
    a about above according across after again against all almost along already also although among amid an and
    another any are around as at away because been before behind being below between both but by can could despite did
    do does down during each earlier either even every few for from further had has have he her here him his how
    however if in including indeed instead into is it its itself just last later least less like many may meanwhile
    might more moreover most much must my near neither never nevertheless no nor not now of off on once one only or
    other our out over own per perhaps rather said same several she should since so some still such than that the their
    them then there therefore these they this those though through throughout thus to together too toward towards under
    unless until up upon us was we were what when where whereas whether which while who whom whose why will with within
    without would yet you your
    """)
