"""Numbers as people read them."""

from summarizer.evaluation import quotations, tables
from summarizer.evaluation.agreement import agreement
from summarizer.evaluation.bootstrap import Interval
from summarizer.evaluation.compare import compare
from summarizer.evaluation.corpus import Quotation, QuotedArticle
from tests.evaluation.samples import a_gold, an_event
from tests.evaluation.test_compare import BEFORE, NAMES, article, result, with_digest


def test_numbers() -> None:
    assert tables.percent(0.4807) == "48.1"
    assert tables.percent(0.05, sign=True) == "+5.0"
    assert tables.percent(None) == "unscored"
    assert tables.span(Interval(-0.1, 0.02), sign=True) == "-10.0 to +2.0"
    assert tables.span(None) == ""


def test_scores_have_precision_recall_and_interval() -> None:
    rows = {row[0]: row[1:] for row in tables.scores(result(article("a", 5), article("b", 5))).rows}
    assert rows["events.soft"] == ("50.0", "50.0", "50.0", "50.0 to 50.0", "20")
    assert rows["refusals.right"] == ("", "", "50.0", "50.0 to 50.0", "20")


def test_unscored_metrics_say_so() -> None:
    empty = article("a", 5).model_copy(update={"counts": {"x": (0.0, 0.0)}})
    assert tables.scores(result(empty)).rows == (("x", "", "", "unscored", "", "0"),)


def test_cost_is_unscored_where_no_price_is_known() -> None:
    assert tables.usage(BEFORE).rows[0][-2:] == ("unscored", "1.0")


def test_comparison_says_what_is_not_judged() -> None:
    rows = tables.comparison(compare(BEFORE, result(*(article(name, 4) for name in NAMES)))).rows
    assert [(row[0], row[-1]) for row in rows] == [("events.soft", "worse"), ("refusals.right", "(worse)")]


def test_quotations() -> None:
    text = QuotedArticle("a", "", "ja nein", ((0, 2), (3, 7)), (Quotation("direct", ((0, 2),)),))
    rows = tables.quotations(quotations.score([text], {"a": list(text.quotations)})).rows
    assert rows[0] == ("message", "100.0", "100.0", "100.0", "100.0 to 100.0", "1", "1")
    assert rows[-1][:4] == ("indirect free indirect", "unscored", "unscored", "unscored")


def test_agreement() -> None:
    gold = {"a": a_gold("Norland hilft.", events=[an_event("Norland hilft.", "Norland hilft.")])}
    grid = tables.agreement(agreement(gold, gold, {"a": "Norland hilft."}))
    assert grid.rows[0][:2] == ("events, F1", "100.0")
    assert ("events.type", "100.0", "unscored", "unscored", "1") in grid.rows


def test_markdown_escapes_bars() -> None:
    grid = tables.Grid("", ("a", "b"), (("x|y", "1"),))
    assert grid.markdown() == "| a | b |\n| --- | ---: |\n| x\\|y | 1 |\n"


def test_the_digest_has_rows_where_something_is_labelled() -> None:
    assert tables.digest(BEFORE).rows == ()
    rows = {row[0]: row[1:] for row in tables.digest(with_digest(8)).rows}
    assert rows["digest.figures"] == ("", "", "80.0", "10")
    assert rows["digest.conll"] == ("", "", "unscored", "")


def test_a_new_metric_has_no_number_before() -> None:
    rows = {row[0]: row[1:] for row in tables.comparison(compare(BEFORE, with_digest(8))).rows}
    assert rows["digest.figures"] == ("unscored", "80.0", "", "", "new")
