"""Where a German full stop does not end a sentence."""

from summarizer.language.page import FullStops, words

FULL_STOPS = FullStops(
    never_final=words("""
        abb abs abt allg altgr anm art aufl bd betr bez bspw bzgl bzw ca d.h dipl dr eigtl einschl engl entspr
        ev evtl exkl frz geb gebr gegr gem gen gest ggf ggü griech hl hr hrn hrsg i.d.r i.e ing inkl insb int jr
        kath lat lt max med min mind mitgl möglw nr nrn o.g offz phil prof red rer resp s s.o s.u sog st stellv
        str tel tit u u.a.m ugs ungar urspr v.a vgl vors vs wg z.b z.t z.zt zit zzgl
        """),
    may_end=words("""
        a.d apr aug bio bn co dez di do etc feb febr ff fr hj i.r inc jan jh jhd jul jun jän kap ltd mi mill mio
        mo mrd mär n.chr nchr nov o.ä okt sa sep sept so str tsd u.a u.ä usf usw v.chr
        """),
    spaced=frozenset(
        {
            ("a", "d"),
            ("d", "h"),
            ("d", "r"),
            ("i", "d"),
            ("n", "chr"),
            ("o", "g"),
            ("o", "ä"),
            ("s", "o"),
            ("s", "u"),
            ("u", "a"),
            ("u", "ä"),
            ("v", "a"),
            ("v", "chr"),
            ("z", "b"),
            ("z", "t"),
        }
    ),
    numbered=words("""
        absatz artikel auf bei kapitel nr nummer paragraf paragraph platz rang saison seite um version von
        """),
    ordinal_stop=True,
)
