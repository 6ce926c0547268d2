"""Summaries that stay within their quotes, and summaries that do not."""

from summarizer.evaluation.support import names_quoted, supported
from summarizer.schema import Record, SummarySentence
from tests.evaluation.samples import a_record, an_event

TEXT = "Norland schickt 300 Helfer nach Ostheim. Berger lobt die Helfer."


def record(*sentences: str) -> Record:
    events = [an_event(TEXT, "Norland schickt 300 Helfer nach Ostheim."), an_event(TEXT, "Berger lobt", id="e2")]
    return a_record(TEXT, events=events, summary=[SummarySentence(text=text, cites=["e1"]) for text in sentences])


def test_the_quote_itself_is_supported() -> None:
    assert supported(record("Norland schickt 300 Helfer nach Ostheim.")) == ((1, 1), [])


def test_a_figure_outside_the_cited_quotes_is_a_fault() -> None:
    counts, (fault,) = supported(record("Norland schickt 400 Helfer.", "Norland schickt Helfer."))
    assert counts == (1, 2)
    assert "400" in fault


def test_a_name_the_article_does_not_have_is_a_fault() -> None:
    counts, (fault,) = supported(record("Südland schickt Helfer."))
    assert counts == (0, 1)
    assert "Südland" in fault


def test_names_are_held_to_the_cited_quotes() -> None:
    assert names_quoted(record("Norland und Berger schicken Helfer.")) == (2, 3)


def test_no_summary_is_unscored() -> None:
    assert supported(record()) == ((0, 0), [])
    assert names_quoted(record()) == (0, 0)
