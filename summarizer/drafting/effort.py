"""What an article will cost a small model, told before it is asked, so that the first record comes soon."""

from __future__ import annotations

from summarizer import language as languages
from summarizer.drafting.question import ask_about
from summarizer.reading.sentences import split
from summarizer.schema import Article

_ANSWER = 100
"""Characters of a question that take as long to read as its answer takes to write."""


def effort(article: Article) -> float:
    """Characters that the model has to read for `article`, answers counted as what they hold up.

    Instructions and examples are the same for all, and left out.
    """
    language = languages.get(article.language)
    asked = (
        ask_about(article.text[s.start : s.end], language)
        for s in split(article.text, article.content, article.language)
    )
    return sum(len(question.sentence) + _ANSWER for question in asked if question.worth_asking)
