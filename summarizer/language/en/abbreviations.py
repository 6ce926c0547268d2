"""Where an English full stop does not end a sentence."""

NEVER_FINAL = frozenset(
    """
    adm approx assoc brig capt cf cmdr col cpl dr e.g ed eds fig figs fr gen gov hon i.e lt maj messrs mr mrs ms mt no
    nos pp prof rep reps rev sen sens sgt st supt viz vol vs
    """.split()
)
"""Followed by the word they belong to: "Mr. Brown", "Sen. Lee". Lower case, without the last stop."""

MAY_END = frozenset(
    """
    a.m p.m u.s u.k u.n e.u d.c al ave bn bros co corp dept etc ft inc jr llc ltd mn ph.d plc rd sr
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    """.split()
)
"""Found inside a sentence and at its end: only the next word tells."""

SPACED: frozenset[tuple[str, str]] = frozenset({("e", "g"), ("i", "e"), ("a", "m"), ("p", "m"), ("u", "s")})
"""Neighbouring parts of abbreviations written with spaces: "e. g."."""

NUMBERED: frozenset[str] = frozenset()
"""Unused: English numbers carry no full stop of their own."""

ORDINAL_STOP = False
"""English writes ordinals without a full stop ("the 3rd")."""
