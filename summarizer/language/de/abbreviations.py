"""Where a German full stop does not end a sentence: abbreviations and counted nouns."""

NEVER_FINAL = frozenset(
    """
    abb abs abt allg altgr anm art aufl bd betr bez bspw bzgl bzw ca dipl dr eigtl einschl engl entspr ev evtl exkl
    frz gebr geb gegr gem gen gest ggf ggü griech hl hr hrn hrsg ing inkl insb int jr kath lat lt max med min mind
    mitgl möglw nr nrn offz phil prof red rer resp s sog st stellv str tel tit u ugs ungar urspr vgl vs vors wg zit
    zzgl z.b z.t z.zt d.h i.d.r u.a.m v.a o.g s.o s.u i.e
    """.split()
)
"""Followed by the word they belong to: "Dr. Braun", "bzw. Bremen". Lower case, without the last stop."""

MAY_END = frozenset(
    """
    bio bn co etc ff hj inc jh jhd kap ltd mill mio mrd nchr str tsd usf usw v.chr n.chr u.a u.ä o.ä a.d i.r
    jan jän feb febr mär apr jun jul aug sep sept okt nov dez mo di mi do fr sa so
    """.split()
)
"""Found inside a sentence and at its end: only the next word tells."""

SPACED = frozenset({("z", "b"), ("u", "a"), ("d", "h"), ("v", "a"), ("z", "t"), ("i", "d"), ("d", "r"), ("o", "ä"),
                    ("u", "ä"), ("a", "d"), ("n", "chr"), ("v", "chr"), ("o", "g"), ("s", "o"), ("s", "u")})  # fmt: skip
"""Neighbouring parts of abbreviations written with spaces: "z. B.", "i. d. R."."""

NUMBERED = frozenset(
    """
    absatz artikel kapitel nummer nr paragraf paragraph platz rang saison seite um version von bei auf
    """.split()
)
"""A number after one of these counts instead of ordering: in "auf Platz 17. Merkel" the stop ends the sentence."""

ORDINAL_STOP = True
"""German writes ordinals with a full stop ("der 3. Weltkrieg")."""
