"""Refusals traced to the gold by the words they point at."""

from typing import Any, Literal

import pytest

from summarizer.evaluation.matching import match_events
from summarizer.evaluation.refusals import counts, judge
from summarizer.schema import Event, Reason, Rejected
from tests.evaluation.samples import a_gold, an_event

TEXT = "Norland schickt Ostheim zwölf Boote. Das wirft Fragen auf. Ostheim sperrt den Hafen am Montag."
BOATS, HARBOUR = (
    an_event(TEXT, "Norland schickt Ostheim zwölf Boote."),
    an_event(TEXT, "Ostheim sperrt den Hafen am Montag.", id="e2"),
)


def verdict(
    draft: dict[str, Any], *, found: list[Event], optional: bool = False, kind: Literal["event", "summary"] = "event"
) -> str:
    gold = a_gold(TEXT, events=[BOATS, HARBOUR], e1={"optional": optional})
    refused = Rejected(kind=kind, draft=draft, reason=Reason(code="number_not_in_quote", sentence="nein"))
    return judge(TEXT, refused, gold.events, match_events(TEXT, gold.events, found)).verdict


def pointing(words: str) -> dict[str, Any]:
    return {"title": "Etwas ganz anderes geschieht", "type": "AID", "quotes": [{"sentence": 1, "words": words}]}


@pytest.mark.parametrize("words", ["Norland schickt Ostheim zwölf Boote.", "Norland schickt Ostheim"])
def test_what_the_record_lacks_should_not_have_been_refused(words: str) -> None:
    assert verdict(pointing(words), found=[]) == "wrong"


def test_what_was_found_all_the_same_is_no_loss() -> None:
    assert verdict(pointing("Norland schickt Ostheim zwölf Boote."), found=[BOATS]) == "right"


def test_what_is_not_in_the_gold_was_rightly_refused() -> None:
    assert verdict(pointing("Das wirft Fragen auf."), found=[]) == "right"


def test_optional_gold_judges_nobody() -> None:
    assert verdict(pointing("Norland schickt Ostheim zwölf Boote."), found=[], optional=True) == "unscored"


@pytest.mark.parametrize("words", ["Nordland schickte Boote hin", "Boote", ""])
def test_what_points_nowhere_cannot_be_judged(words: str) -> None:
    assert verdict(pointing(words), found=[]) == "unscored"


def test_summary_sentences_have_no_gold() -> None:
    draft = {"text": "Norland schickt Ostheim zwölf Boote.", "cites": ["e1"]}
    assert verdict(draft, found=[], kind="summary") == "unscored"


def test_unscored_refusals_are_not_counted() -> None:
    gold = a_gold(TEXT, events=[BOATS, HARBOUR])
    matching = match_events(TEXT, gold.events, [])
    reason = Reason(code="invalid", sentence="nein")
    judged = [
        judge(TEXT, Rejected(kind="event", draft=pointing(words), reason=reason), gold.events, matching)
        for words in ("Das wirft Fragen auf.", "Ostheim sperrt den Hafen am Montag.", "unauffindbar")
    ]
    assert [each.verdict for each in judged] == ["right", "wrong", "unscored"]
    assert counts(judged) == (1, 2)
    assert judged[1].wording == "Ostheim sperrt den Hafen am Montag."
