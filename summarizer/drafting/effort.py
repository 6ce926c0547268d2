"""What an article will cost a small model, told before it is asked, so that the first record comes soon."""

from __future__ import annotations

from summarizer.drafting.sentence_draft import questions_of
from summarizer.reading.sentences import split
from summarizer.schema import Article

_ANSWER = 100
"""Characters of a question that take as long to read as its answer takes to write."""


def effort(article: Article) -> float:
    """Characters that the model has to read for `article`, answers counted as what they hold up.

    Instructions and examples are the same for all, and left out.
    """
    asked = questions_of(article, split(article.text, article.content, article.language))
    return sum(len(question.sentence) + _ANSWER for question in asked if question.worth_asking)
