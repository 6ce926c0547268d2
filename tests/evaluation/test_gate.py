"""What stops a run and what does not."""

from summarizer.evaluation.gate import judge
from tests.evaluation.test_compare import BEFORE, NAMES, article, result, with_digest


def test_without_a_baseline_only_hard_faults_stop() -> None:
    bad = result(*(article(name, 0) for name in NAMES))
    assert judge(bad, None).passes
    broken = judge(result(broken=("a: no record: …",)), None)
    assert not broken.passes
    assert broken.faults == ("a: no record: …",)
    assert broken.comparison is None


def test_the_baseline_itself_passes() -> None:
    assert judge(BEFORE, BEFORE).passes


def test_better_passes_and_worse_does_not() -> None:
    assert judge(result(*(article(name, 9) for name in NAMES)), BEFORE).passes
    verdict = judge(result(*(article(name, 4) for name in NAMES)), BEFORE)
    assert not verdict.passes
    (fault,) = verdict.faults
    assert fault.startswith("events.soft: 64.0% before, 40.0% now (95 % of the change: -2")


def test_noise_passes() -> None:
    assert judge(result(article("a", 1), *BEFORE.articles[1:]), BEFORE).passes


def test_an_article_that_was_not_scored_stops_once() -> None:
    short = BEFORE.articles[1:]
    assert judge(result(*short), BEFORE).faults == ("a: in the baseline, but not scored in this run",)
    assert judge(result(*short, broken=("a: no record: x",)), BEFORE).faults == ("a: no record: x",)


def test_other_labels_are_no_loss_but_ask_for_a_new_baseline() -> None:
    relabelled = BEFORE.articles[0].model_copy(update={"gold_sha256": "1"})
    verdict = judge(result(relabelled, *BEFORE.articles[1:]), BEFORE)
    assert verdict.faults == ("a: labelled otherwise than in the baseline; write a new one with --update-baseline",)
    assert verdict.comparison
    assert verdict.comparison.articles == ("b", "c", "d", "e")


def test_a_worse_digest_stops_and_says_that_it_has_no_interval() -> None:
    (fault,) = judge(with_digest(7), with_digest(8)).faults
    assert fault == "digest.figures: 80.0% before, 70.0% now (one number a run)"
    assert judge(with_digest(9), with_digest(8)).passes
    assert judge(with_digest(7), BEFORE).passes


def test_a_digest_that_is_gone_stops() -> None:
    (fault,) = judge(BEFORE, with_digest(8)).faults
    assert fault == "digest: scored in the baseline, but not in this run: nothing is labelled across articles"
    gone = with_digest(8).digest
    assert gone
    unscored = gone.model_copy(update={"unscored": "the run has no digest.json", "counts": {}})
    (fault,) = judge(BEFORE.model_copy(update={"digest": unscored}), with_digest(8)).faults
    assert fault.endswith("but not in this run: the run has no digest.json")
