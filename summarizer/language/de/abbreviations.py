"""Where a German full stop does not end a sentence."""

from summarizer.language.page import FullStops, words

FULL_STOPS = FullStops(
    never_final=words("""
        abb abs abt allg altgr anm aufl bd betr bez bspw bzgl bzw ca d.h dipl dr eigtl einschl engl entspr ev evtl exkl
        frz geb gebr gegr gem gest ggf ggü griech hl hr hrn hrsg i.e ing inkl insb kath lat lt mind mitgl möglw nr nrn
        o.g offz phil prof rer resp s s.o s.u sog st stellv tit u.a.m ugs ungar urspr v.a vgl vors vs wg z.b z.t z.zt
        zit zzgl
        """),
    may_end=words("""
        Art Co Di Do Fr Gen Int Mi Mo Red Sa So a.d apr aug bn dez etc feb febr ff hj i.d.r i.r inc jan jh jhd jr jul
        jun jän kap ltd max med mill min mio mrd mär n.chr nchr nov o.ä okt sep sept str tel tsd u u.a u.ä usf usw v.chr
        """),
    endings=("str", "nr"),
    numbered=words("""
        absatz artikel auf bei kapitel nr nummer paragraf paragraph platz rang saison seite um version von
        """),
    ordinal_stop=True,
)
