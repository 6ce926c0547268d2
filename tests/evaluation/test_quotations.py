"""The simplified track by hand: an article of the words w0 … w19, quotations given by word numbers."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.evaluation.corpus import TYPES, Quotation, QuotedArticle
from summarizer.evaluation.quotations import score
from summarizer.schema import Attribution

WORDS = tuple((4 * n, 4 * n + 3) for n in range(20))


def said(first: int, last: int, *speaker: int, type: Attribution = "indirect") -> Quotation:  # noqa: A002
    """Words `first` to `last`, said by the words `speaker`."""
    return Quotation(type, ((WORDS[first][0], WORDS[last][1]),), tuple(WORDS[n] for n in speaker))


def article(*quotations: Quotation, name: str = "a") -> QuotedArticle:
    return QuotedArticle(name, "Titel", "".join(f"w{n:02} " for n in range(20)), WORDS, quotations)


GOLD = (said(2, 5, 0), said(8, 11, 6, 7, type="direct"), said(14, 15))


def test_perfect() -> None:
    table = score([article(*GOLD)], {"a": GOLD})
    assert [row.f1 for row in (table.message, table.source, table.joint, table.type_of_matched)] == [1, 1, 1, 1]
    assert [row.gold for row in table.by_type] == [1, 2, 0, 0, 0]
    assert [row.f1 for row in table.by_type] == [1, 1, None, None, None]


def test_empty() -> None:
    table = score([article(*GOLD)], {"a": []})
    assert (table.message.precision, table.message.recall, table.message.f1) == (None, 0, 0)
    assert table.type_of_matched.f1 is None
    assert table.missing == ()
    assert score([article(*GOLD)], {}).missing == ("a",)


def test_nothing_to_find_and_nothing_found_is_unscored() -> None:
    table = score([article()], {"a": []})
    assert table.message.f1 is None
    assert table.message.interval is None


def test_order_does_not_matter() -> None:
    for shuffled in permutations(GOLD):
        assert score([article(*GOLD)], {"a": shuffled}) == score([article(*GOLD)], {"a": GOLD})


def test_a_duplicate_costs_precision_only() -> None:
    table = score([article(*GOLD)], {"a": (*GOLD, GOLD[0])})
    assert (table.message.precision, table.message.recall) == (3 / 4, 1)
    assert (table.source.precision, table.source.recall) == (2 / 3, 1)


def test_shifted_by_one_word() -> None:
    table = score([article(said(2, 5, 0))], {"a": [said(3, 6, 0)]})
    assert (table.message.precision, table.message.recall, table.message.f1) == (3 / 4, 3 / 4, 3 / 4)
    assert table.joint.f1 == (3 / 4 + 1) / 2


def test_shifted_by_one_character_touches_the_next_token() -> None:
    shifted = Quotation("indirect", ((WORDS[2][0] + 1, WORDS[5][1] + 2),), (WORDS[0],))
    table = score([article(said(2, 5, 0))], {"a": [shifted]})
    assert (table.message.precision, table.message.recall) == (4 / 5, 1)


def test_swapped_speakers() -> None:
    gold = (said(2, 5, 0), said(8, 11, 6))
    table = score([article(*gold)], {"a": [said(2, 5, 6), said(8, 11, 0)]})
    assert (table.message.f1, table.source.f1, table.joint.f1) == (1, 0, 0.5)


def test_merged() -> None:
    """One prediction over both gold quotations: it meets one of them, the other is missed."""
    table = score([article(said(2, 4), said(5, 9))], {"a": [said(2, 9)]})
    assert table.message.precision == 5 / 8
    assert table.message.recall == 1 / 2


def test_split() -> None:
    table = score([article(said(2, 9))], {"a": [said(2, 4), said(5, 9)]})
    assert table.message.precision == 1 / 2
    assert table.message.recall == 5 / 8


def test_means_are_over_quotations_not_tokens() -> None:
    """A long quotation found (1) and a short one missed (0) make 1/2, however many words they have."""
    table = score([article(said(0, 9), said(12, 12))], {"a": [said(0, 9)]})
    assert table.message.recall == 1 / 2


def test_a_pair_without_a_common_token_is_no_pair() -> None:
    """The corpus' script pairs the two and credits the source."""
    table = score([article(said(2, 5, 0))], {"a": [said(8, 11, 0)]})
    assert (table.message.f1, table.source.f1) == (0, 0)


def test_a_speaker_where_the_gold_names_none_costs_precision() -> None:
    table = score([article(said(2, 5, 0), said(8, 11))], {"a": [said(2, 5, 0), said(8, 11, 6)]})
    assert (table.source.precision, table.source.recall) == (1 / 2, 1)
    assert (table.joint.precision, table.joint.recall) == (3 / 4, 1)


def test_no_speaker_where_the_gold_names_one_costs_recall() -> None:
    table = score([article(said(2, 5, 0))], {"a": [said(2, 5)]})
    assert (table.source.precision, table.source.recall, table.source.f1) == (None, 0, 0)
    assert (table.joint.precision, table.joint.recall) == (1, 1 / 2)


def test_equal_types_decide_between_equal_overlaps() -> None:
    twice = (said(2, 5, 0, type="reported"), said(2, 5, 7, type="direct"))
    table = score([article(*twice)], {"a": [said(2, 5, 7, type="direct")]})
    assert table.type_of_matched.f1 == 1
    assert table.source.precision == 1


def test_several_stretches_are_one_quotation() -> None:
    parted = Quotation("indirect", (WORDS[2], WORDS[6]), ())
    table = score([article(parted)], {"a": [said(2, 6)]})
    assert (table.message.precision, table.message.recall) == (2 / 5, 1)


def test_by_type_recall_follows_the_gold_and_precision_the_prediction() -> None:
    table = score([article(said(2, 5, type="reported"))], {"a": [said(2, 5, type="direct")]})
    rows = {row.name: row for row in table.by_type}
    assert (rows["reported"].precision, rows["reported"].recall) == (None, 1)
    assert (rows["direct"].precision, rows["direct"].recall) == (1, None)
    assert table.type_of_matched.f1 == 0


def test_articles_add_up_before_averaging() -> None:
    articles = [article(*GOLD), article(said(0, 3), name="b")]
    table = score(articles, {"a": GOLD, "b": []})
    assert table.message.recall == 3 / 4
    assert table.message.interval == pytest.approx((0, 1))


@st.composite
def spans(draw: st.DrawFn) -> Quotation:
    first, length = draw(st.integers(0, 15)), draw(st.integers(0, 4))
    speaker = draw(st.lists(st.integers(0, 19), max_size=2))
    return said(first, first + length, *speaker, type=draw(st.sampled_from(TYPES)))


@settings(max_examples=25)
@given(st.lists(spans(), max_size=5), st.lists(spans(), max_size=5))
def test_scores_lie_between_zero_and_one(gold: list[Quotation], found: list[Quotation]) -> None:
    table = score([article(*gold)], {"a": found})
    for row in (table.message, table.source, table.joint, table.type_of_matched, *table.by_type):
        for number in (row.precision, row.recall, row.f1):
            assert number is None or 0 <= number <= 1


@settings(max_examples=25)
@given(spans(), spans())
def test_gold_and_prediction_mirror_each_other(gold: Quotation, found: Quotation) -> None:
    there = score([article(gold)], {"a": [found]})
    back = score([article(found)], {"a": [gold]})
    for one, other in ((there.message, back.message), (there.source, back.source), (there.joint, back.joint)):
        assert (one.precision, one.recall, one.f1) == (other.recall, other.precision, other.f1)
