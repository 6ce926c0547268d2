"""A labelled article and records that are perfect, empty, duplicated, shifted, merged, split; counts by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.evaluation.gold import Gold
from summarizer.evaluation.measures import value
from summarizer.evaluation.results import ArticleResult
from summarizer.evaluation.runs import read_folder
from summarizer.evaluation.scores import score_article, score_run
from summarizer.schema import Claim, Event, Quote, Record, SummarySentence
from tests.evaluation.samples import a_claim, a_gold, a_record, an_event, write_run

TEXT = (
    "Norland schickt Ostheim zwölf Boote. Ostheim sperrt den Hafen am Montag. "
    "Laut Berger fehlen Boote. Laut Maier kommen Helfer."
)
BOATS = an_event(TEXT, "Norland schickt Ostheim zwölf Boote.", actors=["Norland"])
HARBOUR = an_event(TEXT, "Ostheim sperrt den Hafen am Montag.", id="e2", type="COERCE")
LACK = a_claim(TEXT, "fehlen Boote", speaker="Berger")
HELP = a_claim(TEXT, "kommen Helfer", id="c2", speaker="Maier")
EVENTS, CLAIMS = [BOATS, HARBOUR], [LACK, HELP]
SUMMARY = [SummarySentence(text="Norland schickt Ostheim zwölf Boote.", cites=["e1"])]


def gold(**marks: dict[str, Any]) -> Gold:
    return a_gold(TEXT, events=EVENTS, claims=CLAIMS, **{"e1": {"key": True}, **marks})


def scored(events: list[Event], claims: list[Claim], labelled: Gold | None = None, **more: Any) -> ArticleResult:
    numbered: list[Any] = [
        [item.model_copy(update={"id": f"{letter}{n}"}) for n, item in enumerate(items, 1)]
        for letter, items in (("e", events), ("c", claims))
    ]
    record = a_record(TEXT, events=numbered[0], claims=numbered[1], **more)
    return score_article(labelled or gold(), record, (0.0, 0.0))


def test_perfect() -> None:
    result = scored(EVENTS, CLAIMS, summary=SUMMARY)
    found = {metric: value(counts) for metric, counts in result.metrics().items()}
    assert {metric for metric, score in found.items() if score is None} == {
        "grounding.verbatim",
        "refusals.right",
        *(f"events.{field}" for field in ("recipients", "location", "when", "quantities")),
        *(f"claims.{field}" for field in ("quantities", "cue", "about")),
    }
    assert {score for score in found.values() if score is not None} == {1}
    assert result.missed == {}
    assert result.false == []


def test_empty() -> None:
    result = scored([], [])
    assert result.counts["events.soft"] == result.counts["events.strict"] == (0, 0, 0, 2)
    assert result.counts["summary.key_events"] == (0, 1)
    assert list(result.missed) == ["e1", "e2", "c1", "c2"]
    assert value(result.counts["summary.supported"]) is None
    assert "events.type" not in result.metrics()


def test_shuffled() -> None:
    assert scored(EVENTS[::-1], CLAIMS[::-1]).metrics() == scored(EVENTS, CLAIMS).metrics()


def test_duplicated() -> None:
    result = scored(EVENTS * 2, CLAIMS)
    assert result.counts["events.soft"] == (2, 4, 2, 2)
    assert [item.title for item in result.false] == [BOATS.title, HARBOUR.title]


def test_shifted_by_one_character() -> None:
    quote = BOATS.quotes[0]
    shifted = BOATS.model_copy(update={"quotes": [Quote.of(TEXT, quote.start + 1, quote.end + 1)]})
    result = scored([shifted, HARBOUR], CLAIMS)
    assert result.counts["events.soft"] == (2, 2, 2, 2)
    assert result.counts["events.strict"] == (1, 2, 1, 2)
    assert result.found["e1"].strict is False


def test_swapped_speakers() -> None:
    swapped = [LACK.model_copy(update={"speaker": HELP.speaker}), HELP.model_copy(update={"speaker": LACK.speaker})]
    metrics = scored(EVENTS, swapped).metrics()
    assert metrics["claims.soft"] == (2, 2, 2, 2)
    assert metrics["claims.speaker"] == (0, 2, 0, 2)


def test_merged_and_split() -> None:
    both = an_event(TEXT, "Norland schickt Ostheim zwölf Boote. Ostheim sperrt den Hafen am Montag.")
    assert scored([both], CLAIMS).counts["events.soft"] == (1, 1, 1, 2)
    halves = [an_event(TEXT, words) for words in ("Norland schickt Ostheim", "zwölf Boote")]
    result = scored([*halves, HARBOUR], CLAIMS)
    assert result.counts["events.soft"] == (2, 3, 2, 2)
    assert result.counts["events.strict"] == (1, 3, 1, 2)


def test_optional_gold_neither_rewards_nor_punishes() -> None:
    labelled = gold(e2={"optional": True})
    found, left_out = (scored(events, CLAIMS, labelled) for events in (EVENTS, [BOATS]))
    assert found.counts["events.soft"] == left_out.counts["events.soft"] == (1, 1, 1, 1)
    assert found.metrics()["events.type"] == left_out.metrics()["events.type"] == (1, 1)
    assert left_out.missed == {}
    assert found.found["e2"].optional


def test_only_optional_gold_and_nothing_found_is_unscored() -> None:
    labelled = gold(e1={"optional": True}, e2={"optional": True})
    assert value(scored([], [], labelled).counts["events.soft"]) is None


def test_a_key_event_counts_when_the_summary_cites_it() -> None:
    assert scored(EVENTS, CLAIMS).counts["summary.key_events"] == (0, 1)
    other = [SummarySentence(text="Ostheim sperrt den Hafen am Montag.", cites=["e2"])]
    assert scored(EVENTS, CLAIMS, summary=other).counts["summary.key_events"] == (0, 1)
    assert scored(EVENTS, CLAIMS, summary=SUMMARY).counts["summary.key_events"] == (1, 1)


def perfect(name: str = "a") -> Record:
    return a_record(TEXT, name=name, events=EVENTS, claims=CLAIMS)


def test_a_run_of_good_records(tmp_path: Path) -> None:
    result = score_run(read_folder(write_run(tmp_path, [perfect(), perfect("unlabelled")])), {"a": gold()})
    assert result.broken == []
    assert [article.article_id for article in result.articles] == ["a"]
    assert result.articles[0].counts["grounding.verbatim"] == (6, 6)
    assert (result.usage.requests, result.usage.tokens.input, result.usage.cost) == (1, 10, None)


def test_missing_and_failed_articles_are_faults(tmp_path: Path) -> None:
    labelled = {name: a_gold(TEXT, name=name, events=EVENTS) for name in ("a", "b", "c")}
    folder = write_run(tmp_path, [perfect()], failed={"b": "Kein Server."})
    result = score_run(read_folder(folder), labelled)
    assert result.broken == [
        "b: no record: Kein Server. Nochmal.",
        "c: no record: the run has neither a record nor a failure for it",
    ]


def test_another_text_is_a_fault_and_not_scored(tmp_path: Path) -> None:
    result = score_run(read_folder(write_run(tmp_path, [a_record("Etwas anderes.")])), {"a": gold()})
    assert result.broken == ["a: the text is not the one that was labelled"]
    assert result.articles == []


def test_an_unsupported_summary_is_a_fault(tmp_path: Path) -> None:
    record = perfect().model_copy(update={"summary": [SummarySentence(text="Es sind 99 Boote.", cites=["e1"])]})
    (fault,) = score_run(read_folder(write_run(tmp_path, [record])), {"a": gold()}).broken
    assert fault.startswith("a: summary: 'Es sind 99 Boote.':")


@pytest.mark.parametrize(
    ("field", "changed", "complaint"),
    [
        ("start", 1, "the record is not valid"),
        ("exact", "Norland schickt Ostheim zwölf Bote.", "1 of 6 quotes do not stand in the text"),
    ],
)
def test_quotes_are_checked_without_trust_in_the_model(
    tmp_path: Path, field: str, changed: Any, complaint: str
) -> None:
    folder = write_run(tmp_path, [perfect()])
    path = folder / "records" / "a.json"
    data = json.loads(path.read_text())
    data["events"][0]["quotes"][0][field] = changed
    path.write_text(json.dumps(data))
    result = score_run(read_folder(folder), {"a": gold()})
    assert any(complaint in fault for fault in result.broken)
    assert result.articles == []


def test_a_file_that_is_no_json_is_a_fault(tmp_path: Path) -> None:
    folder = write_run(tmp_path, [perfect()])
    (folder / "records" / "a.json").write_text("{")
    (fault,) = score_run(read_folder(folder), {"a": gold()}).broken
    assert fault.startswith("a: the record is not valid: ")
