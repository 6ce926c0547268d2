"""Whether a run may pass: no hard fault, and nothing worse than the baseline beyond noise."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.evaluation.compare import Comparison, compare
from summarizer.evaluation.results import Result


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer."""

    result: Result
    baseline: Result | None
    comparison: Comparison | None
    """With the baseline; None where there is none."""
    faults: tuple[str, ...]
    """Why the run is stopped, one line each; empty if it passes."""

    @property
    def passes(self) -> bool:
        """Whether the run may pass."""
        return not self.faults


def judge(result: Result, baseline: Result | None) -> Verdict:
    """Judge a scored run.

    Hard faults stop it whatever the scores: an article without a record, an invalid record, a quote that is not
    verbatim, a summary that says more than its quotes. With a baseline, so does every judging metric whose paired
    difference has a 95 % interval wholly below 0, and an article of the baseline that was not scored or has other
    labels now; and so does a digest that has no scores and had some, or worse ones (see `compare`).
    """
    faults = list(result.broken)
    if baseline is None:
        return Verdict(result, None, None, tuple(faults))
    comparison = compare(baseline, result)
    scored = {article.article_id for article in result.articles}
    for name in (each.article_id for each in baseline.articles if each.article_id not in comparison.articles):
        if name in scored:
            faults.append(f"{name}: labelled otherwise than in the baseline; write a new one with --update-baseline")
        elif not any(fault.startswith(f"{name}:") for fault in faults):
            faults.append(f"{name}: in the baseline, but not scored in this run")
    if baseline.digest and not baseline.digest.unscored and (not result.digest or result.digest.unscored):
        why = result.digest.unscored if result.digest else "nothing is labelled across articles"
        faults.append(f"digest: scored in the baseline, but not in this run: {why}")
    for row in comparison.worse:
        before, after = row.before or 0.0, row.after or 0.0
        change = "one number a run" if row.interval is None else "95 % of the change: {:+.1%} to {:+.1%}"
        faults.append(f"{row.metric}: {before:.1%} before, {after:.1%} now ({change.format(*row.interval or ())})")
    return Verdict(result, baseline, comparison, tuple(faults))
