"""Where an English full stop does not end a sentence."""

from summarizer.language.page import FullStops, words

FULL_STOPS = FullStops(
    never_final=words("""
        Ed Eds Fr adm approx assoc brig capt cf cmdr col cpl dr e.g fig figs gen gov hon i.e lt maj messrs mr
        mrs ms mt pp prof rep reps rev sen sens sgt st supt viz vol vs
        """),
    may_end=words("""
        a.m al apr aug ave bn bros co corp d.c dec dept e.u etc feb fri ft inc jan jr jul jun llc ltd mn
        Mar Mon No Nos Sat Sun Wed nov oct p.m ph.d plc rd sep sept sr thu thur thurs tue tues u.k u.n u.s
        """),
    endings=(),
    numbered=frozenset(),
    ordinal_stop=False,
)
