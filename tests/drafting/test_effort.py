"""What an article will cost a small model grows with what it is asked, not with what is merely there."""

from __future__ import annotations

from summarizer.drafting.effort import effort
from tests.drafting.samples import article

EVENT = "Am Montag nahm die Polizei in Bremen drei Männer fest."
IDLE = "Wie schön das alles war."


def test_grows_with_every_sentence_that_is_asked_about() -> None:
    assert 0 < effort(article(EVENT)) < effort(article(f"{EVENT} Am Dienstag schickte Bonn Helfer nach Bremen."))


def test_sentences_that_are_not_asked_about_cost_nothing() -> None:
    assert effort(article(IDLE)) == 0
    assert effort(article(f"{EVENT} {IDLE}")) == effort(article(EVENT))
