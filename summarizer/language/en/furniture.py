"""The vocabulary of what stands round an article on an English page: classes of words, no phrases of any one outlet.

Each class is a list of regular expressions for whole words, lower case.
"""

SUBSCRIBE = """
    newsletters? subscri\\w+ sign(?:ing)?-?up inbox rss\\S* feeds? notifications? alerts? e-?mails? register\\w* log-?in
    sign-?in account membership members? premium unlimited cancel anytime trial
""".split()

DISCUSS = "comments? commenting moderat\\w+ readers? discussion forum feedback letters? guidelines? editors?".split()

SHARE = """
    share shares sharing print copy link facebook whatsapp twitter instagram linkedin telegram mastodon bluesky threads
    youtube tiktok patreon spotify follow pinterest reddit
""".split()

JOBS = "jobs? careers? vacanc\\w+ apply hiring internships? recruit\\w*".split()

LEGAL = """
    cookies? consent privacy gdpr copyright rights reserved terms conditions disclaimer tracking third-party partners
    preferences settings browser javascript personalised personalized withdraw unsubscribe reproduc\\w+ republish\\w*
""".split()

SHOP = """
    free shipping cart checkout discount\\w* coupons? vouchers? offers? deals? exclusive advertisement\\w* advertising
    advert sponsored affiliate commission buy now save donate donat\\w+ gift shop support\\w* contribution\\w*
""".split()

NAVIGATE = """
    menu home search skip top read more related recommended trending popular most next previous podcasts? videos? live
    updates blog listen watch click tap here article story stories topics? section tags archive download app also
    image source caption gallery episode explore
""".split()

CREDIT = """
    photos? photograph\\w* pictures? image images credit getty\\S* reuters ap afp shutterstock file courtesy illustration
""".split()

AUTHOR = """
    authors? reporter correspondent editor columnist contributor journalist writes covers covering contributed reporting
    editing staff writer based bureau expert\\w* professor lecturer
""".split()

ADDRESS = "you your yours yourself".split()
"""Pronouns that speak to the reader, lower case."""

POLITE: list[str] = []
"""English has no polite pronouns."""

WE = "we us our ours".split()
"""Pronouns with which a publisher speaks of itself."""

IMPERATIVES = """
    subscribe sign click follow join get share listen watch read download register support donate discover find try
    start see learn visit explore enter tap stay don't never send
""".split()
"""Words with which a call to act opens."""
