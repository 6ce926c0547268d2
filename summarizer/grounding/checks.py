"""Whether a statement in somebody else's words says no more than its quotes do.

Every number of the statement stands in a quote, with the same bound and the same unit; every name stands in the
article; nothing is negated or denied that the quotes affirm, nor the other way round; every time expression stands
in a quote, word for word or with the same days. A statement that is one of its quotes passes always.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from summarizer import language as languages
from summarizer.grounding import folding
from summarizer.grounding.calendar import TEXTS_KEPT
from summarizer.grounding.dates import DateMention, find_dates
from summarizer.grounding.inflection import same_word
from summarizer.grounding.locate import stands_in
from summarizer.grounding.names import missing_names
from summarizer.grounding.negation import polarity_differs
from summarizer.grounding.numbers import Number, find_numbers
from summarizer.language import Language
from summarizer.language.states import is_state
from summarizer.schema import Reason

_WORD = re.compile(r"[\w-]+")
_STEM = 4
"""Letters that two forms or derivations of a word share at their beginning: "entsenden", "Entsendung"."""


def check(
    statement: str, quotes: Sequence[str], article_text: str, language: str, published: date | None = None
) -> Reason | None:
    """Why `statement` may not stand on `quotes`, naming the words at fault; None if it may.

    Args:
        statement: A title, a content or a summary sentence.
        quotes: The words it rests on, as they stand in the article.
        article_text: The whole article, where names must stand.
        language: ISO 639 code of the article's language.
        published: Day of publication, so that "gestern" and "12. Juli" can be told to be the same day.

    Raises:
        LookupError: The language is unknown.
    """
    plain = _plain(statement)
    if any(plain == _plain(quote) for quote in quotes):
        return None
    known = languages.get(language)
    return (
        _numbers(statement, quotes, known, published)
        or _names(statement, article_text, known, published)
        or _negation(statement, quotes, language)
        or _dates(statement, quotes, language, published)
        or _unrelated(statement, quotes, language)
    )


def _plain(text: str) -> str:
    return folding.typography(text).text.strip()


def _stands_in(quotes: Sequence[str], words: str) -> bool:
    return any(stands_in(quote, words) for quote in quotes)


def _numbers(statement: str, quotes: Sequence[str], language: Language, published: date | None) -> Reason | None:
    said = find_numbers(statement, language.code)
    dates = find_dates(statement, language.code, published) if said else []
    stated = [(quote, number) for quote in quotes for number in find_numbers(quote, language.code)] if said else []
    for number in said:
        if _checked_elsewhere(number, dates) or any(
            _same_figure(number, other) and _same_unit(statement, number, quote, other, language)
            for quote, other in stated
        ):
            continue
        if number.kind in ("time", "year", "date", "part_of_name") and _stands_in(quotes, number.text):
            continue
        return Reason(code="number_not_in_quote", sentence=_number_fault(number, [other for _, other in stated]))
    for word in _WORD.findall(statement):
        if word.lower() in language.numbers.vague and not any(word.lower() in _lowered(quote) for quote in quotes):
            return Reason(code="number_not_in_quote", sentence=f'"{word}" stands in no quote')
    return None


def _lowered(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _checked_elsewhere(number: Number, dates: Sequence[DateMention]) -> bool:
    """Whether the expression is part of a time expression (a year, a date) or a name ("F-16")."""
    if number.kind in ("year", "date"):
        return any(mention.start <= number.start and number.end <= mention.end for mention in dates)
    return number.kind == "part_of_name" and number.text[0].isalpha()


def _same_figure(one: Number, other: Number) -> bool:
    same = (one.kind, one.bound, one.value, one.low, one.high) == (
        other.kind,
        other.bound,
        other.value,
        other.low,
        other.high,
    )
    return same and (one.kind in ("cardinal", "ordinal") or one.text == other.text)


def _same_unit(statement: str, one: Number, quote: str, other: Number, language: Language) -> bool:
    """Whether both count the same: equal up to inflection, adjectives of the statement standing in the quote."""
    if one.unit is None:
        return True
    counted = _WORD.findall(_spelled(quote, language)) if other.unit is None else _unit_words(other.unit, language)
    ours = _unit_words(one.unit, language)
    if other.unit is not None and len(ours) != len(counted):
        return False
    if not all(_among(word, counted, language) for word in ours):
        return False
    at = statement.find(one.unit, one.end)
    between = _WORD.findall(statement[one.end : at]) if at > one.end else []
    source = _WORD.findall(quote)
    return all(_among(word, source, language) for word in between)


def _among(word: str, words: Sequence[str], language: Language) -> bool:
    return any(same_word(word, other, language) for other in words)


def _unit_words(unit: str, language: Language) -> list[str]:
    return [word for word in _WORD.findall(_spelled(unit, language)) if word.lower() not in language.numbers.unit_joins]


def _spelled(text: str, language: Language) -> str:
    """The text with each unit sign replaced by the first of its words."""
    for symbol, words in language.numbers.symbols.items():
        if not symbol.isalpha() and symbol in text:
            text = text.replace(symbol, f" {min(words)} ")
    return text


def _number_fault(number: Number, stated: list[Number]) -> str:
    same_value = [n for n in stated if (n.value, n.low, n.high) == (number.value, number.low, number.high)]
    said = f'"{number.text} {number.unit}"' if number.unit else f'"{number.text}"'
    if same_value and number.kind == "cardinal":
        return f'{said} stands in no quote: there it is "{same_value[0].text} {same_value[0].unit or ""}'.rstrip() + '"'
    return f"{said} stands in no quote"


def _names(statement: str, article_text: str, language: Language, published: date | None) -> Reason | None:
    named = _without_figures_and_dates(statement, language, published)
    missing = missing_names(named, article_text, language.code)
    if not missing:
        return None
    unknown = ", ".join(f'"{name}"' for name in missing)
    return Reason(code="name_not_in_article", sentence=f"the article does not have {unknown}")


def _without_figures_and_dates(statement: str, language: Language, published: date | None) -> str:
    """The statement with what the other checks settle struck out: "Maximal 50", "12. Juli", "Prozent" are no names."""
    dates = find_dates(statement, language.code, published)
    struck = [(mention.start, mention.end) for mention in dates]
    struck += [(n.start, n.end) for n in find_numbers(statement, language.code) if not _checked_elsewhere(n, dates)]
    spelled = _units_spelled(language.code)
    struck += [match.span() for match in _WORD.finditer(statement) if match.group().lower() in spelled]
    for start, end in struck:
        statement = statement[:start] + "," * (end - start) + statement[end:]
    return statement


@lru_cache
def _units_spelled(code: str) -> frozenset[str]:
    """Words for which there is a unit sign ("Prozent")."""
    return frozenset[str]().union(*languages.get(code).numbers.symbols.values())


def _negation(statement: str, quotes: Sequence[str], language: str) -> Reason | None:
    differs = polarity_differs(statement, "\n".join(quotes), language)
    return Reason(code="negation_differs", sentence=differs) if differs else None


def _dates(statement: str, quotes: Sequence[str], language: str, published: date | None) -> Reason | None:
    said = find_dates(statement, language, published)
    if not said:
        return None
    given = {
        (mention.when.start, mention.when.end)
        for quote in quotes
        for mention in find_dates(quote, language, published)
        if mention.when.start
    }
    for mention in said:
        when = mention.when
        if (when.start, when.end) not in given and not _stands_in(quotes, when.text):
            return Reason(code="date_not_in_quote", sentence=f'"{when.text}" stands in no quote')
    return None


def _unrelated(statement: str, quotes: Sequence[str], language: str) -> Reason | None:
    """A statement that shares no word but names with its quotes says something else, or says it in another language."""
    said = _content_words(statement, language)
    stated = {word[:_STEM] for quote in quotes for word in _content_words(quote, language)}
    if not said or any(word[:_STEM] in stated for word in said):
        return None
    return Reason(code="unrelated", sentence=f"None of the words {', '.join(sorted(said))} stands in the quote.")


@lru_cache(maxsize=TEXTS_KEPT)
def _content_words(text: str, language: str) -> frozenset[str]:
    """Words that carry content, in lower case: no function words, no names of states, nothing shorter than a stem."""
    function_words = languages.get(language).names.function_words
    return frozenset(
        word.casefold()
        for word in _WORD.findall(_plain(text))
        if len(word) >= _STEM and word.lower() not in function_words and not is_state(word, language)
    )
