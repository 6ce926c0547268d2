"""The gold and the passes in the repository hold in the seeds, and cover them."""

from functools import lru_cache
from pathlib import Path

import pytest

from summarizer.evaluation.gold import load_gold, load_gold_run, problems, read_text, run_problems, uncovered
from summarizer.reading import read, split
from summarizer.schema import Article

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "evals" / "gold"
SEEDS = sorted(path.stem for path in (ROOT / "seeds").glob("*.txt"))


@lru_cache(maxsize=1)
def articles() -> dict[str, Article]:
    return {found.id: found for found in read([ROOT / "seeds"]) if isinstance(found, Article)}


@pytest.mark.parametrize("folder", ["gold", "passes/a", "passes/b"])
def test_every_seed_is_labelled_and_every_label_holds(folder: str) -> None:
    labelled = load_gold(ROOT / "evals" / folder)
    assert sorted(labelled) == SEEDS
    for gold in labelled.values():
        assert problems(gold, read_text(gold, ROOT)) == []


@pytest.mark.parametrize("name", SEEDS)
def test_every_sentence_of_the_body_is_labelled_or_knowingly_left(name: str) -> None:
    article, gold = articles()[name], load_gold(GOLD)[name]
    sentences = [(sentence.start, sentence.end) for sentence in split(article.text, article.content, article.language)]
    assert [article.text[start:end] for start, end in uncovered(gold, sentences)] == []


def test_key_events_are_few() -> None:
    for name, gold in load_gold(GOLD).items():
        assert 1 <= sum(event.key for event in gold.events) <= 5, name


def test_the_run_points_at_labelled_items() -> None:
    assert run_problems(load_gold_run(GOLD), load_gold(GOLD)) == []
