"""Whether a summary says only what the quotes it cites say, checked again from the record alone.

*Supported* sentences pass the checks that drafts must pass: figures, negation and dates stand in the cited quotes,
names in the article. *Names quoted* is stricter and no fault in itself: the share of names that stand in the cited
quotes too (in German every noun is held to it).
"""

from __future__ import annotations

from summarizer.evaluation.measures import Counts
from summarizer.grounding.checks import check
from summarizer.grounding.names import missing_names, names_in
from summarizer.schema import Record


def supported(record: Record) -> tuple[Counts, list[str]]:
    """Supported sentences of the summary out of all, and what is wrong with each of the others."""
    faults = []
    for text, quotes in _sentences(record):
        article = record.article
        if reason := check(text, quotes, article.text, article.language, article.published):
            faults.append(f"{text!r}: {reason.sentence}")
    return (float(len(record.summary) - len(faults)), float(len(record.summary))), faults


def names_quoted(record: Record) -> Counts:
    """Runs of names in the summary that stand in the quotes cited, out of all."""
    language = record.article.language
    names = [(name.text, "\n".join(quotes)) for text, quotes in _sentences(record) for name in names_in(text, language)]
    quoted = sum(not missing_names(name, quotes, language) for name, quotes in names)
    return float(quoted), float(len(names))


def _sentences(record: Record) -> list[tuple[str, list[str]]]:
    """Each sentence of the summary with the words of the items it cites."""
    quotes = {item.id: [quote.exact for quote in item.quotes] for item in record.events}
    quotes |= {item.id: [quote.exact for quote in item.quotes] for item in record.claims}
    return [(each.text, [words for ref in each.cites for words in quotes[ref]]) for each in record.summary]
