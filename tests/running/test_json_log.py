"""The structured log of a run, read as another program would read it."""

from __future__ import annotations

import json
import logging
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from summarizer.endpoint import masking
from summarizer.endpoint.errors import FatalForRun, Refused
from summarizer.endpoint.events import tell
from summarizer.errors import UsageError
from summarizer.running import command, observing
from summarizer.running.json_log import json_log
from summarizer.settings import Settings
from tests.running.samples import TEXT, Model, Summarizer

log = logging.getLogger("summarizer.running.test")
SECRET = "planted-key-1c9e"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"{TEXT}\n\nMeldung {name} des Tages.\n", encoding="utf-8")
    return folder


def run(inputs: Path, out: Path, **errors: Exception) -> int:
    stand_in: Any = Summarizer(Model(errors=errors))
    return command.run(Settings(concurrency=1), [str(inputs)], out, quiet=True, summarizer=stand_in)


def test_a_run_is_told_from_beginning_to_end(inputs: Path, tmp_path: Path) -> None:
    with json_log(str(tmp_path / "log")):
        assert run(inputs, tmp_path / "out") == 0
    told = lines(tmp_path / "log")
    assert [(line["event"], line.get("article")) for line in told] == [
        ("run.started", None),
        ("article.started", "a"),
        ("article.done", "a"),
        ("article.started", "b"),
        ("article.done", "b"),
        ("run.ended", None),
    ]
    for line in told:
        assert datetime.fromisoformat(line["time"]).tzinfo is not None
        assert line["level"] == "info"
    assert (told[0]["model"], told[0]["inputs"]) == ("fake", [str(inputs)])
    assert (told[2]["events"], told[2]["tokens"]) == (1, {"input": 100, "cached": 10, "output": 20})
    assert (told[-1]["state"], told[-1]["exit_code"], told[-1]["records"]) == ("done", 0, 2)


def test_it_goes_on_where_it_ended_and_what_stands_is_for_debuggers(inputs: Path, tmp_path: Path) -> None:
    run(inputs, tmp_path / "out")
    for level in ("info", "debug"):
        with json_log(str(tmp_path / "log"), level):  # type: ignore[arg-type]
            run(inputs, tmp_path / "out")
    names = [line["event"] for line in lines(tmp_path / "log")]
    assert names == ["run.started", "run.ended", "run.started", "article.stands", "article.stands", "run.ended"]


def test_a_failure_is_a_code_and_no_words(inputs: Path, tmp_path: Path) -> None:
    errors = {"a": Refused(f"It said: {TEXT}", "Ask another.", "refused", TEXT), "b": RuntimeError(TEXT)}
    with json_log(str(tmp_path / "log")):
        assert run(inputs, tmp_path / "out", **errors) == 1
    failed = [line for line in lines(tmp_path / "log") if line["event"] == "article.failed"]
    assert [(line["article"], line["stage"], line["code"], line["level"]) for line in failed] == [
        ("a", "drafting", "refused", "warning"),
        ("b", "drafting", "unexpected", "warning"),
    ]
    assert "Ahrtal" not in (tmp_path / "log").read_text()


def test_a_run_that_is_given_up_says_why(inputs: Path, tmp_path: Path) -> None:
    with json_log(str(tmp_path / "log")):
        run(inputs, tmp_path / "out", a=FatalForRun("Wrong key.", "Check it.", "unauthorized"))
    end = lines(tmp_path / "log")[-1]
    assert (end["event"], end["level"], end["state"], end["stopped_by"]) == (
        "run.ended",
        "warning",
        "aborted",
        "unauthorized",
    )


def test_other_messages_of_ours_are_lines_too_and_those_of_libraries_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masking, "_secrets", set())
    masking.keep_secret(SECRET)
    with json_log(str(tmp_path / "log")):
        log.warning("cannot %s", SECRET)
        logging.getLogger("openai").warning(TEXT)
        log.debug("not at this level")
    with json_log(str(tmp_path / "log"), "debug"):
        try:
            raise RuntimeError(SECRET)
        except RuntimeError:
            log.debug("failed", exc_info=True)
    first, second = lines(tmp_path / "log")
    assert (first["event"], first["logger"], first["message"]) == ("message", "summarizer.running.test", "cannot ***")
    assert second["traceback"].endswith("RuntimeError: ***")


def test_what_is_told_belongs_to_the_article_under_way(tmp_path: Path) -> None:
    token = observing.article_under_way.set("a")
    with json_log(str(tmp_path / "log")):
        tell("request.sent", request=1)
        observing.article_under_way.reset(token)
        tell("request.sent", request=2)
    assert [line.get("article") for line in lines(tmp_path / "log")] == ["a", None]


def test_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    with json_log("-"):
        tell("run.started", folder="Straße")
    shown = capsys.readouterr()
    assert json.loads(shown.out)["folder"] == "Straße"
    assert shown.err == ""


def test_people_are_shown_warnings_and_no_events(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nobody has set up logging, as in a command."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    with json_log(str(tmp_path / "log")):
        log.warning("the cache cannot be read")
        tell("article.failed", logging.WARNING)
    tell("article.failed", logging.WARNING)
    assert capsys.readouterr().err == "the cache cannot be read\n"
    assert len(lines(tmp_path / "log")) == 2


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no/log cannot be written.*--log-json"), json_log(str(tmp_path / "no/log")):
        pass


def test_a_full_disk_is_said_once_and_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    with json_log("/dev/full"):
        for _ in range(3):
            tell("run.started")
    sys.stdout.flush()
    assert capsys.readouterr().err.count("not complete") == 1


def test_without_a_target_nobody_listens(capsys: pytest.CaptureFixture[str]) -> None:
    with json_log(None):
        assert not logging.getLogger("summarizer").handlers
