"""Two results side by side: movements beyond noise, and the items behind them."""

from datetime import UTC, datetime

from summarizer.evaluation.compare import compare
from summarizer.evaluation.measures import Counts
from summarizer.evaluation.results import ArticleResult, DigestResult, FoundItem, Item, Result, Usage
from summarizer.schema import Tokens


def an_item(title: str, start: int = 0) -> Item:
    return Item(kind="events", title=title, exact=f"{title}.", start=start)


def found(title: str, **fields: Counts) -> FoundItem:
    return FoundItem(title=title, optional=False, strict=True, fields=fields)


def article(name: str, hits: int, of: int = 10, **more: object) -> ArticleResult:
    given = {"found": {}, "missed": {}, "false": [], "unsupported": [], "refusals": [], **more}
    counts = {"events.soft": (float(hits), 10.0, float(hits), float(of)), "refusals.right": (float(hits), 10.0)}
    return ArticleResult.model_validate({"article_id": name, "gold_sha256": "0", "counts": counts, **given})


def result(*articles: ArticleResult, broken: tuple[str, ...] = ()) -> Result:
    return Result(
        program="summarizer 0",
        model="m",
        endpoint="embedded",
        prompts=[],
        created=datetime(2026, 1, 1, tzinfo=UTC),
        articles=list(articles),
        broken=list(broken),
        usage=Usage(requests=1, attempts=1, tokens=Tokens(), cost=None, seconds=1.0),
    )


NAMES = "abcde"
BEFORE = result(*(article(name, 6 + n % 2) for n, name in enumerate(NAMES)))


def movement(after: Result, metric: str = "events.soft") -> str:
    return next(row.movement for row in compare(BEFORE, after).rows if row.metric == metric)


def test_the_same_run() -> None:
    comparison = compare(BEFORE, BEFORE)
    assert {row.movement for row in comparison.rows} == {"same"}
    assert comparison.worse == comparison.changes == ()


def test_a_loss_in_every_article_is_worse_and_a_gain_better() -> None:
    assert movement(result(*(article(name, 4) for name in NAMES))) == "worse"
    assert movement(result(*(article(name, 9) for name in NAMES))) == "better"


def test_a_loss_in_one_article_is_within_noise() -> None:
    assert movement(result(article("a", 1), *BEFORE.articles[1:])) == "within noise"


def test_some_metrics_are_shown_but_judge_nobody() -> None:
    comparison = compare(BEFORE, result(*(article(name, 4) for name in NAMES)))
    assert {row.metric for row in comparison.rows if row.movement == "worse"} == {"events.soft", "refusals.right"}
    assert [row.metric for row in comparison.worse] == ["events.soft"]


def test_the_worst_comes_first() -> None:
    def both(hits: float, other: float) -> Result:
        return result(
            *(article(name, 5).model_copy(update={"counts": {"x": (hits, 10.0), "y": (other, 10.0)}}) for name in NAMES)
        )

    rows = compare(both(5, 5), both(4, 1)).rows
    assert [row.metric for row in rows] == ["y", "x"]
    assert [row.metric for row in compare(both(5, 5), both(9, 4)).rows] == ["y", "x"]


def test_only_articles_of_both_runs_are_compared() -> None:
    comparison = compare(BEFORE, result(article("b", 7), article("z", 0)))
    assert comparison.articles == ("b",)
    assert {row.movement for row in comparison.rows} == {"same"}


def test_a_metric_that_only_one_run_has_is_new_or_unscored() -> None:
    other = result(*(each.model_copy(update={"counts": {"new": (1.0, 2.0)}}) for each in BEFORE.articles))
    rows = {row.metric: row for row in compare(BEFORE, other).rows}
    assert {metric: row.movement for metric, row in rows.items()} == {
        "new": "new",
        "events.soft": "unscored",
        "refusals.right": "unscored",
    }
    assert (rows["new"].before, rows["new"].after) == (None, 0.5)
    assert not compare(BEFORE, other).worse


def with_digest(right: int, of: int = 10, gold: str = "0") -> Result:
    """A run with a digest that has `right` of its figures right."""
    counts: dict[str, Counts] = {"digest.figures": (float(right), float(of))}
    made = DigestResult(gold_sha256=gold, unscored=None, counts=counts, faults=[])
    return BEFORE.model_copy(update={"digest": made})


def moved(before: Result, after: Result) -> str:
    return next(row.movement for row in compare(before, after).rows if row.metric == "digest.figures")


def test_the_digest_has_one_number_a_run() -> None:
    assert moved(with_digest(8), with_digest(7)) == "worse"
    assert moved(with_digest(8), with_digest(9)) == "better"
    assert moved(with_digest(80, 100), with_digest(77, 100)) == "within noise"
    assert moved(with_digest(8), with_digest(8)) == "same"


def test_a_digest_without_a_baseline_or_against_other_labels_is_new() -> None:
    assert moved(BEFORE, with_digest(8)) == moved(with_digest(9, gold="1"), with_digest(8)) == "new"


def test_fields_are_compared_on_items_both_found() -> None:
    """Finding a second, harder item and getting its type wrong is no loss."""
    one = {"e1": found("eins", type=(1.0, 1.0))}
    two = {**one, "e2": found("zwei", type=(0.0, 1.0))}
    before, after = (result(*(article(name, 5, found=items) for name in NAMES)) for items in (one, two))
    row = next(row for row in compare(before, after).rows if row.metric == "events.type")
    assert (row.before, row.after, row.movement) == (1, 1, "same")


def test_optional_items_have_no_field_scores() -> None:
    optional = found("eins", type=(0.0, 1.0)).model_copy(update={"optional": True})
    assert "events.type" not in article("a", 5, found={"e1": optional}).metrics()


def test_items_that_changed() -> None:
    old = article(
        "a",
        5,
        found={"e1": found("eins", type=(1.0, 1.0), status=(0.0, 1.0)), "e2": found("zwei")},
        missed={"e3": an_item("drei")},
        false=[an_item("alt", 7), an_item("beide", 9)],
    )
    new = article(
        "a",
        5,
        found={"e1": found("eins", type=(0.0, 1.0), status=(1.0, 1.0)), "e3": found("drei")},
        missed={"e2": an_item("zwei")},
        false=[an_item("neu", 8), an_item("beide", 9)],
    )
    changes = [(c.change, c.item, c.title, c.detail) for c in compare(result(old), result(new)).changes]
    assert changes == [
        ("newly missed", "e2", "zwei", "zwei."),
        ("newly false", "events", "neu", "neu."),
        ("now wrong", "e1", "eins", "type"),
        ("newly found", "e3", "drei", "drei."),
        ("no longer false", "events", "alt", "alt."),
        ("now right", "e1", "eins", "status"),
    ]
