"""The commands on run folders."""

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from summarizer.errors import UsageError
from summarizer.evaluation.commands import eval_group
from summarizer.evaluation.results import read_result
from summarizer.reading import read
from summarizer.running import digesting
from summarizer.schema import Article, Event
from tests.evaluation.samples import a_claim, a_gold, a_record, an_event, write_run

TEXT = "Norland schickt Ostheim zwölf Boote. Ostheim sperrt den Hafen am Montag. Laut Berger fehlen Boote."
EVENTS = [
    an_event(TEXT, "Norland schickt Ostheim zwölf Boote."),
    an_event(TEXT, "Ostheim sperrt den Hafen am Montag.", id="e2"),
]
CLAIM = a_claim(TEXT, "fehlen Boote", speaker="Berger")
NAMES = "abcde"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for name in NAMES:
        labels = a_gold(TEXT, name=name, events=EVENTS, claims=[CLAIM])
        (folder / f"{name}.json").write_text(labels.model_dump_json(), encoding="utf-8")
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    return folder


def run(folder: Path, events: list[Event]) -> Path:
    return write_run(folder, [a_record(TEXT, name=name, events=events, claims=[CLAIM]) for name in NAMES])


def call(*args: object) -> Result:
    outcome = CliRunner().invoke(eval_group, [str(arg) for arg in args], catch_exceptions=False)
    assert "Traceback" not in outcome.output
    return outcome


def test_from_baseline_to_gate(tmp_path: Path, gold: Path) -> None:
    good, bad = run(tmp_path / "good", EVENTS), run(tmp_path / "bad", EVENTS[:1])
    baseline, page, junit, scores = (tmp_path / name for name in ("out/base.json", "a.html", "a.xml", "a.json"))
    assert "no baseline" in call(good, "--gold", gold).output
    assert call(bad, "--gold", gold, "--baseline", baseline, "--update-baseline").exit_code == 0
    better = call(good, "--gold", gold, "--baseline", baseline)
    assert better.exit_code == 0
    assert "newly found: a#e2" in better.output
    assert call(good, "--gold", gold, "--baseline", baseline, "--update-baseline").exit_code == 0
    stopped = call(bad, "--gold", gold, "--baseline", baseline, "--html", page, "--junit", junit, "--json", scores)
    assert stopped.exit_code == 1
    assert "stopped: events.soft: 100.0% before, 66.7% now" in stopped.output
    assert "newly missed: a#e2" in stopped.output
    assert read_result(scores).articles[0].missed.keys() == {"e2"}
    assert [prompt.name for prompt in read_result(baseline).prompts] == ["events"]
    assert "Stopped by the gate" in page.read_text()
    assert ET.parse(junit).getroot()[0].get("failures") == "2"  # noqa: S314  our own output


def test_the_digest_is_scored_where_something_is_labelled_across_articles(tmp_path: Path, gold: Path) -> None:
    folder, page, scores = run(tmp_path / "run", EVENTS), tmp_path / "a.html", tmp_path / "a.json"
    assert "digest." not in call(folder, "--gold", gold).output
    same = {"id": "s1", "label": "Boote", "members": [f"{name}#e1" for name in NAMES]}
    (gold / "run.json").write_text(json.dumps({"same_event": [same], "figures": []}), encoding="utf-8")
    assert "Digest: the run has no digest.json" in call(folder, "--gold", gold).output
    digesting.write(folder)
    output = call(folder, "--gold", gold, "--html", page, "--json", scores).output
    assert re.search(r"digest\.muc +50\.0 +100\.0 +66\.7 +4", output)
    assert re.search(r"digest\.figures +unscored", output)
    assert "joined: a#e2 | b#e2" in output
    assert "joined: a#e2 | b#e2" in page.read_text()
    found = read_result(scores).digest
    assert found
    assert found.counts["digest.muc"] == (4, 8, 4, 4)


def test_a_hard_fault_stops_and_writes_no_baseline(tmp_path: Path, gold: Path) -> None:
    folder = run(tmp_path / "run", EVENTS)
    (folder / "records" / "c.json").unlink()
    baseline = tmp_path / "base.json"
    outcome = call(folder, "--gold", gold, "--baseline", baseline, "--update-baseline")
    assert outcome.exit_code == 1
    assert "stopped: c: no record" in outcome.output
    assert not baseline.exists()


def test_a_missing_or_foreign_baseline_is_named(tmp_path: Path, gold: Path) -> None:
    folder, baseline = run(tmp_path / "run", EVENTS), tmp_path / "base.json"
    with pytest.raises(UsageError, match=r"base\.json cannot be read"):
        call(folder, "--gold", gold, "--baseline", baseline)
    baseline.write_text(json.dumps({"program": "x"}))
    with pytest.raises(UsageError, match=r"base\.json is not a baseline of this version: model"):
        call(folder, "--gold", gold, "--baseline", baseline)
    with pytest.raises(UsageError, match="--baseline"):
        call(folder, "--gold", gold, "--update-baseline")


def test_compare(tmp_path: Path, gold: Path) -> None:
    outcome = call("compare", run(tmp_path / "one", EVENTS), run(tmp_path / "two", EVENTS[:1]), "--gold", gold)
    assert outcome.exit_code == 0
    assert "newly missed: e#e2" in outcome.output


def test_quotations(tmp_path: Path) -> None:
    folder, corpus = run(tmp_path / "run", []), tmp_path / "corpus.jsonl"
    assert call("quotations", folder, "--corpus", corpus).output == (
        f"skipped: the quotation corpus is not at {corpus}\n"
    )
    start = TEXT.index("fehlen Boote")
    annotation = {"type": "Indirect", "nested": False, "quote": [[start, start + 12]], "speaker": []}
    line = {"id": "1", "title": "T", "text": TEXT, "tokens": [[start, start + 6], [start + 7, start + 12]]}
    other = {**line, "id": "2", "text": TEXT + " "}
    lines = [json.dumps({**each, "annotations": [annotation]}) for each in (line, other)]
    corpus.write_text("\n".join(lines), encoding="utf-8")
    outcome = call("quotations", folder, "--corpus", corpus)
    assert "1 articles have no record" in outcome.output
    assert "66.7" in outcome.output
    assert "simplified track, 1 articles" in call("quotations", folder, "--corpus", corpus, "--sample", 1).output


def test_quotation_articles_go_to_a_run_without_their_quotations(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus.jsonl", tmp_path / "out.jsonl"
    line = {"id": "1", "title": "Titel (2019-05-03)", "text": TEXT, "tokens": [], "annotations": []}
    assert "skipped" in call("quotations-input", corpus, out).output
    corpus.write_text(json.dumps(line), encoding="utf-8")
    call("quotations-input", corpus, out)
    (article,) = (found for found in read([out]) if isinstance(found, Article))
    assert (article.text, article.title, str(article.published)) == (TEXT, "Titel", "2019-05-03")
    assert article.extra == {}
    corpus.write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"corpus\.jsonl:1: not an article"):
        call("quotations-input", corpus, out)


def test_tables_as_markdown(tmp_path: Path, gold: Path) -> None:
    output = call(run(tmp_path / "run", EVENTS), "--gold", gold, "--markdown").output
    assert "| events.soft | 100.0 | 100.0 | 100.0 | 100.0 to 100.0 | 10 |" in output


def test_agreement(tmp_path: Path, gold: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    labels = a_gold(TEXT, events=[EVENTS[0].model_copy(update={"type": "AGREE"})])
    (other / "a.json").write_text(labels.model_dump_json(), encoding="utf-8")
    outcome = call("agreement", gold, other, "--texts", tmp_path, "--differences")
    assert "a events e1/e1 type\n  a: AID\n  b: AGREE" in outcome.output


def test_help_names_the_commands() -> None:
    output = call("--help").output
    assert all(name in output for name in ("gate", "compare", "quotations", "agreement"))


def test_the_commands_load_nothing_heavy() -> None:
    """The command line registers them at every start."""
    code = (
        "import sys, summarizer.evaluation.commands; "
        "print([name for name in ('numpy', 'scipy', 'jinja2', 'pydantic') if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert shown.stdout.strip() == "[]"
