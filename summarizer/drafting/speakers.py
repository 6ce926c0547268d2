"""From the words that name a speaker here to the name as it should be shown, and the office."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.language import Language
from summarizer.language.agencies import described
from summarizer.language.states import states

_CAPITALISED = re.compile(r"[A-ZÄÖÜ][\w’'.-]*\w|[A-ZÄÖÜ]")
_RUN = re.compile(r"[A-ZÄÖÜ][\w’'-]*(?: (?:von |van |de |al |bin )?[A-ZÄÖÜ][\w’'-]*)+")
_DETERMINER = re.compile(r"^(?:der|die|das|dem|den|des|ein(?:e[nmrs]?)?|the|an?)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """A speaker's name in the fullest form the article gives, and the office in the article's words."""

    name: str
    role: str | None


def named(mention: str, text: str, language: Language) -> Named:
    """Split a mention ("Der Außenminister Sergej Lawrow", "Sergei Schoigu, dem Sekretär …") into name and role.

    Args:
        mention: The words that name the speaker at this place, verbatim.
        text: The article's body, where the fullest form of the name is looked for.
        language: Tells nouns of office from names.
    """
    head, _, apposition = mention.partition(", ")
    head = _DETERMINER.sub("", _whose(head, text, language)).strip()
    if own_words := described(head, text, language):
        return Named(own_words, None)
    words = head.split()
    office = max((i for i, word in enumerate(words) if language.roles.match(word)), default=-1)
    if 0 <= office < len(words) - 1 and all(_CAPITALISED.match(word) for word in words[office + 1 :]):
        return Named(_fullest(" ".join(words[office + 1 :]), text, language), " ".join(words[: office + 1]))
    role = _DETERMINER.sub("", apposition).strip() or None
    return Named(_fullest(head, text, language), role)


def _whose(head: str, text: str, language: Language) -> str:
    """Who a statement comes from: "Polizei" of "Polizeiangaben", "der Polizei" of "Angaben der Polizei"."""
    source = language.source.match(head)
    if source is None:
        return head
    if compound := source.groupdict().get("compound"):
        return compound
    owner = head[source.end() :]
    for ending in language.names.name_endings:
        bare = owner.removesuffix(ending)
        if bare != owner and re.search(rf"\b{re.escape(bare)}\b", text):
            return bare
    return owner or head


def _fullest(name: str, text: str, language: Language) -> str:
    """The longest run of names in the article that ends in `name` ("Lawrow" → "Sergej Lawrow"), without offices."""
    if " " in name or not _CAPITALISED.fullmatch(name):
        return name
    known_states = states(language.code)
    longer = set()
    for match in _RUN.finditer(text):
        words = match.group().split()
        if words[-1] == name and not any(word in known_states for word in words):
            while words and (language.roles.match(words[0]) or words[0].lower() in language.names.function_words):
                words = words[1:]
            longer.add(" ".join(words))
    known = {each for each in longer if len(each.split()) > 1}
    return known.pop() if len(known) == 1 else name
