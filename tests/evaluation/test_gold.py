"""Loading labels, and every way in which they can fail to hold."""

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import UsageError
from summarizer.evaluation.gold import (
    Gold,
    GoldRun,
    load_gold,
    load_gold_run,
    problems,
    read_text,
    run_problems,
    uncovered,
)
from summarizer.schema import Quantity, When, text_digest
from tests.evaluation.samples import a_claim, a_gold, an_event

TEXT = "Norland schickt Ostheim 300 Helfer. Laut Berger fehlen Boote. Das wirft Fragen auf."


def gold(**changes: Any) -> Gold:
    event = an_event(TEXT, "Norland schickt Ostheim 300 Helfer.", **changes)
    claim = a_claim(TEXT, "fehlen Boote", speaker="Berger", about=["e1"])
    return a_gold(TEXT, events=[event], claims=[claim])


def test_all_is_well() -> None:
    assert problems(gold(actors=["Norland"], location="Ostheim", asserted_by=["article", "c1"]), TEXT) == []


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"asserted_by": ["c2"]}, "e1: asserted_by c2"),
        ({"id": "e2"}, "ids are not e1, e2, …: ['e2']"),
        ({"actors": ["Nordland"]}, "e1: 'Nordland' stands nowhere in the article"),
        ({"when": When(text="gestern")}, "e1: 'gestern' stands in none of its quotes"),
        ({"quantities": [Quantity(value=5, bound="exact", text="5")]}, "e1: '5' stands in none of its quotes"),
    ],
)
def test_what_does_not_hold_is_named(changes: dict[str, Any], complaint: str) -> None:
    assert f"a {complaint}" in problems(gold(**changes), TEXT)


def test_another_text_says_so_and_no_more() -> None:
    assert problems(gold(), TEXT + " ") == ["a: labelled in another text (SHA-256 differs)"]


def test_a_quote_that_is_not_there() -> None:
    shifted = gold().model_dump()
    shifted["events"][0]["quotes"][0] |= {"start": 1, "end": 36}
    (complaint,) = problems(Gold.model_validate(shifted), TEXT)
    assert complaint == "a e1: the article does not read 'Norland schickt Ostheim 300 Helfer.' at 1-36"


def test_key_events_are_compulsory() -> None:
    labelled = gold().model_dump()
    labelled["events"][0] |= {"key": True, "optional": True}
    assert problems(Gold.model_validate(labelled), TEXT) == ["a e1: both key and optional"]


def test_left_sentences_are_checked_and_cover() -> None:
    sentences = [(0, 35), (36, 61), (62, 83)]
    assert uncovered(gold(), sentences) == [(62, 83)]
    labelled = gold().model_dump() | {"left": [{"start": 62, "end": 83, "exact": TEXT[62:83], "why": "comment"}]}
    covered = Gold.model_validate(labelled)
    assert uncovered(covered, sentences) == []
    assert problems(covered, TEXT) == []
    labelled["left"][0]["exact"] = "Das wirft Fragen auf!"
    assert "left 62-83" in problems(Gold.model_validate(labelled), TEXT)[0]


def test_loading_names_file_and_field(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no labelled article"):
        load_gold(tmp_path)
    labelled = gold().model_dump(mode="json")
    labelled["events"][0]["optinal"] = True
    (tmp_path / "a.json").write_text(json.dumps(labelled))
    with pytest.raises(UsageError, match=r"a\.json is not in order: events\.0\.optinal: Extra inputs"):
        load_gold(tmp_path)


def test_the_file_is_named_after_its_article(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(gold().model_dump_json())
    with pytest.raises(UsageError, match=r"b\.json labels the article 'a'"):
        load_gold(tmp_path)
    (tmp_path / "b.json").rename(tmp_path / "a.json")
    (tmp_path / "run.json").write_text("{}")
    assert load_gold(tmp_path) == {"a": gold()}


def test_the_text_behind_a_label(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_text(gold(), tmp_path)
    path = tmp_path / gold().source
    path.write_bytes(b"x")
    with pytest.raises(UsageError, match="is not the text"):
        read_text(gold(), tmp_path)
    path.write_bytes(TEXT.encode())
    assert text_digest(read_text(gold(), tmp_path)) == gold().text_sha256


def a_run(refs: list[str], reading: dict[str, str]) -> GoldRun:
    return GoldRun.model_validate(
        {
            "same_event": [{"id": "h1", "label": "Helfer", "members": refs}],
            "figures": [{"id": "f1", "label": "Helfer", "unit": "Helfer", "readings": [reading], "verdict": "same"}],
        }
    )


def test_a_run_points_at_labelled_items() -> None:
    assert run_problems(a_run(["a#e1"], {"ref": "a#e1", "text": "300", "status": "is"}), {"a": gold()}) == []
    broken = a_run(["a#c1", "a#e9"], {"ref": "a#e1", "text": "400", "status": "planned"})
    assert run_problems(broken, {"a": gold()}) == [
        "same_event h1: a#c1 is no labelled event",
        "same_event h1: a#e9 is no labelled event",
        "figure f1: '400' stands in no quote of a#e1",
    ]
    twice = a_run(["a#e1", "a#e1"], {"ref": "b#e1", "text": "300", "status": "is"})
    assert run_problems(twice, {"a": gold()}) == [
        "figure f1: b#e1 is not labelled",
        "same_event: a#e1 is in two groups",
    ]


def test_a_missing_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"run\.json cannot be read"):
        load_gold_run(tmp_path)


def test_the_digest_follows_labels_and_not_notes() -> None:
    labelled = gold().model_dump()
    labelled["events"][0]["notes"] = "schwierig"
    assert Gold.model_validate(labelled).digest() == gold().digest()
    labelled["events"][0]["optional"] = True
    assert Gold.model_validate(labelled).digest() != gold().digest()
