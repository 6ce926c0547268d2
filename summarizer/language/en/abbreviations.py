"""Where an English full stop does not end a sentence."""

from summarizer.language.page import FullStops, words

FULL_STOPS = FullStops(
    never_final=words("""
        adm approx assoc brig capt cf cmdr col cpl dr e.g ed eds fig figs fr gen gov hon i.e lt maj messrs mr
        mrs ms mt no nos pp prof rep reps rev sen sens sgt st supt viz vol vs
        """),
    may_end=words("""
        a.m al apr aug ave bn bros co corp d.c dec dept e.u etc feb fri ft inc jan jr jul jun llc ltd mar mn mon
        nov oct p.m ph.d plc rd sat sep sept sr sun thu thur thurs tue tues u.k u.n u.s wed
        """),
    spaced=frozenset({("a", "m"), ("e", "g"), ("i", "e"), ("p", "m"), ("u", "s")}),
    numbered=frozenset(),
    ordinal_stop=False,
)
