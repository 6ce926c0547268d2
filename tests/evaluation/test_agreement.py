"""Coefficients by hand and from the literature; two small passes side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation.agreement import agreement, cohens_kappa, krippendorffs_alpha
from tests.evaluation.samples import a_claim, a_gold, an_event

PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=12)


def test_kappa_of_a_grant_panel() -> None:
    """50 proposals, two readers: both yes 20, both no 15, split 5 and 10. Observed .70, expected .50."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohens_kappa(pairs) == pytest.approx(0.4)


def test_alpha_of_krippendorffs_two_coders() -> None:
    """Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section A: alpha = 0.095."""
    ones = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    others = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorffs_alpha(list(zip(ones, others, strict=True))) == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_five_labels() -> None:
    """The same paper, section B: twelve items, nine agreements, alpha = 0.692."""
    ones, others = "aabbdcccedda", "babbbccceddd"
    assert krippendorffs_alpha(list(zip(ones, others, strict=True))) == pytest.approx(0.692, abs=0.0005)


def test_one_label_only_leaves_nothing_to_measure() -> None:
    assert cohens_kappa([("a", "a")] * 3) is None
    assert krippendorffs_alpha([("a", "a")] * 3) is None
    assert cohens_kappa([]) is None
    assert krippendorffs_alpha([]) is None


@given(PAIRS)
def test_perfect_agreement_is_one_and_nothing_is_more(pairs: list[tuple[str, str]]) -> None:
    same = [(a, a) for a, _ in pairs]
    for coefficient in (cohens_kappa, krippendorffs_alpha):
        assert coefficient(same) in (None, pytest.approx(1))
        found = coefficient(pairs)
        assert found is None or found <= 1 + 1e-9
        assert found == pytest.approx(coefficient([(b, a) for a, b in pairs]))


TEXT = "Norland schickt Boote. Ostheim sperrt den Hafen. Laut Berger fehlen Boote."


def test_two_passes() -> None:
    boats = an_event(TEXT, "Norland schickt Boote.", actors=["Norland"])
    harbour = an_event(TEXT, "Ostheim sperrt den Hafen.", id="e2")
    claim = a_claim(TEXT, "fehlen Boote", speaker="Berger")
    one = a_gold(TEXT, events=[boats, harbour], claims=[claim], e2={"optional": True})
    unnamed = a_claim(TEXT, "fehlen Boote")
    other = a_gold(TEXT, events=[boats.model_copy(update={"status": "planned", "actors": []})], claims=[unnamed])
    found = agreement({"a": one, "b": one}, {"a": other}, {"a": TEXT})
    assert found.articles == 1
    assert found.event_f1 == pytest.approx(2 / 3)
    assert found.event_f1_compulsory == 1
    assert found.claim_f1 == 1
    labels = {label.label: label for label in found.labels}
    assert (labels["events.status"].items, labels["events.status"].observed) == (1, 0)
    assert [(d.what, d.one, d.other) for d in found.differences] == [
        ("events e2/-", "Ostheim sperrt den Hafen.", ""),
        ("events e1/e1 status", "occurred", "planned"),
        ("events e1/e1 actors", "Norland", ""),
        ("claims c1/c1 speaker", "Berger", "None"),
    ]


def test_a_pass_agrees_with_itself() -> None:
    gold = a_gold(TEXT, events=[an_event(TEXT, "Norland schickt Boote.")], claims=[a_claim(TEXT, "fehlen Boote")])
    found = agreement({"a": gold}, {"a": gold}, {"a": TEXT})
    assert (found.event_f1, found.claim_f1, found.differences) == (1, 1, ())
