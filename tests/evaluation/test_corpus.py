"""Reading lines of the corpus' format, and the way from a quoted article to a record's quotations and back."""

import json
from datetime import date
from pathlib import Path

import pytest

from summarizer.evaluation.corpus import (
    Quotation,
    QuotedArticle,
    predictions_from,
    read_corpus,
    sample,
    to_article,
)
from tests.evaluation.samples import a_claim, a_record

TEXT = "Norland hilft. Laut Berger fehlen Boote."
LINE = {
    "id": "7",
    "title": "Norland hilft (2019-05-03)",
    "text": TEXT,
    "sentences": [[0, 14], [15, 40]],
    "tokens": [[0, 7], [8, 13], [13, 14], [15, 19], [20, 26], [27, 33], [34, 39], [39, 40]],
    "annotations": [
        {"type": "IndirectFreeIndirect", "medium": "ST", "nested": False, "quote": [[27, 39]], "speaker": [[20, 26]]},
        {"type": "Direct", "medium": "ST", "nested": True, "quote": [[34, 39]], "speaker": []},
    ],
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    return path


def test_nested_quotations_are_left_out(corpus: Path) -> None:
    (article,) = read_corpus(corpus)
    assert article.quotations == (Quotation("indirect_free_indirect", ((27, 39),), ((20, 26),)),)
    assert article.tokens[3] == (15, 19)


def test_a_foreign_line_is_named(corpus: Path) -> None:
    with corpus.open("a") as file:
        file.write('{"id": "8"}\n')
    with pytest.raises(ValueError, match=r"corpus\.jsonl:2: not an article of the quotation corpus"):
        read_corpus(corpus)


def test_the_day_in_the_title_is_the_day_of_publication(corpus: Path) -> None:
    article = to_article(read_corpus(corpus)[0])
    assert (article.title, article.published) == ("Norland hilft", date(2019, 5, 3))
    assert article.content[0].end == len(TEXT)


def test_a_record_is_found_by_its_text_whatever_its_id(corpus: Path) -> None:
    articles = read_corpus(corpus)
    record = a_record(TEXT, claims=[a_claim(TEXT, "fehlen Boote", speaker="Berger")])
    assert predictions_from(articles, [record]) == {"7": [Quotation("indirect", ((27, 39),), ((20, 26),))]}
    assert predictions_from(articles, [a_record("Ein anderer Text.")]) == {}


def test_the_sample_is_fixed_and_in_order() -> None:
    articles = [QuotedArticle(str(n), "", "x", ((0, 1),), ()) for n in range(200)]
    chosen = sample(articles, 10)
    assert [article.id for article in chosen] == [a.id for a in articles if a in sample(articles[::-1], 10)]
    assert len(chosen) == 10
    assert chosen != articles[:10]
