"""The vocabulary of what stands round an article on an English page."""

from summarizer.language.page import Furniture, patterns

_SUBSCRIBE = patterns(r"""
     subscri\w+ sign(?:ing)?-?up inbox rss\S* feeds? notifications? alerts? e-?mails? register\w*
    log-?in sign-?in account membership members? premium unlimited cancel anytime trial
""")
_DISCUSS = patterns(r"""
    comments? commenting moderat\w+ readers? discussion forum feedback contact newsdesk letters? guidelines? editors?
""")
_SHARE = patterns(r"""
    share shares sharing print copy link facebook whatsapp twitter instagram linkedin telegram mastodon bluesky
    threads youtube tiktok patreon spotify follow pinterest reddit
""")
_JOBS = patterns(r"""
    jobs? careers? vacanc\w+ apply hiring internships? recruit\w*
""")
_LEGAL = patterns(r"""
     consent privacy gdpr copyright rights reserved terms conditions disclaimer tracking third-party
    partners preferences settings browser javascript personalised personalized withdraw unsubscribe reproduc\w+
    standards republish\w*
""")
_SHOP = patterns(r"""
    free shipping cart checkout discount\w* coupons? vouchers? offers? deals? exclusive
    advertising advert sponsored affiliate commission buy now save donate donat\w+ gift shop support\w*
    contribution\w*
""")
_NAVIGATE = patterns(r"""
     search skip top read more related recommended trending latest popular most next previous
    videos? live updates blog listen watch click tap here article story stories topics? section tags archive
    download app also image source caption gallery episode explore
""")
_CREDIT = patterns(r"""
    photos? photograph\w* pictures? image images credit getty\S* reuters ap afp shutterstock file courtesy
    illustration
""")
_AUTHOR = patterns(r"""
    authors? reporter correspondent editor columnist contributor writes covers contributed editing writer based
""")
_CERTAIN = patterns(r"""
    newsletters? advertisements? cookies? podcasts? menu home sign-?in log-?in subscribe
""")
_ADDRESS = patterns(r"""
    you your yours yourself
""")
_WE = patterns(r"""
    we us our ours
""")
_IMPERATIVES = patterns(r"""
    subscribe sign click follow join get share listen watch read download register support donate discover find
    try start see learn visit explore enter tap stay don't never send
""")

FURNITURE = Furniture(
    strong=(*_SUBSCRIBE, *_DISCUSS, *_SHARE, *_JOBS, *_LEGAL, *_SHOP),
    certain=_CERTAIN,
    weak=(*_NAVIGATE, *_CREDIT),
    author=_AUTHOR,
    own_page=r"this (?:article|story|report|material|site|website|page|post|content)",
    familiar=(),
    address=(*_ADDRESS, *_WE),
    polite=(),
    imperatives=_IMPERATIVES,
)
