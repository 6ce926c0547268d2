"""The report of a run folder, by command and at the end of a run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summarizer.cli import main
from summarizer.errors import UsageError
from summarizer.report import html
from summarizer.running import command, digesting, reporting
from summarizer.running.command import OpenWhenNeeded
from summarizer.settings import Settings
from tests.running.samples import TEXT, Model, Summarizer


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a run over two articles and a file that holds none."""
    made = Summarizer(Model())
    monkeypatch.setattr(command, "open_when_needed", lambda *_: OpenWhenNeeded(made))
    (tmp_path / "in").mkdir()
    for name in ("one", "two"):
        (tmp_path / f"in/{name}.txt").write_text(f"{TEXT}\n\nMeldung {name} des Tages.\n", encoding="utf-8")
    (tmp_path / "in/void.txt").write_bytes(b"")
    run(tmp_path / "out")
    return tmp_path / "out"


def run(out: Path, *, quiet: bool = False) -> int:
    return command.run(Settings(), [str(out.parent / "in")], out, quiet=quiet)


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, arguments)], catch_exceptions=False)


def test_a_run_ends_with_its_report(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Was 2 Artikel zusammen sagen" in page
    assert "1 Artikel fehlt" in page
    capsys.readouterr()
    run(out)
    assert f"Report: {out / 'report.html'}" in capsys.readouterr().err
    run(out, quiet=True)
    assert "Report" not in capsys.readouterr().err


def test_the_command_writes_it_again(out: Path, tmp_path: Path) -> None:
    before = (out / "report.html").read_bytes()
    (out / "report.html").unlink()
    done = call(out)
    assert (done.exit_code, done.stdout) == (0, f"{out / 'report.html'}\n")
    assert (out / "report.html").read_bytes() == before
    elsewhere = tmp_path / "page.html"
    assert call(out, "--language", "en", "--out", elsewhere).exit_code == 0
    assert "What 2 articles say together" in elsewhere.read_text(encoding="utf-8")


def test_markdown_to_a_file_or_to_standard_output(out: Path) -> None:
    assert call(out, "--format", "markdown").stdout == f"{out / 'report.md'}\n"
    written = (out / "report.md").read_text(encoding="utf-8")
    assert written.startswith("# Was 2 Artikel zusammen sagen")
    assert call(out, "--format", "markdown", "--out", "-").stdout == written


@pytest.mark.parametrize("change", ["missing", "broken", "older"])
def test_the_digest_is_made_where_it_is_missing_or_stale(out: Path, change: str) -> None:
    path = out / digesting.DIGEST
    good = path.read_bytes()
    if change == "missing":
        path.unlink()
    else:
        path.write_bytes(b"{}" if change == "broken" else good.replace(b"Bonn schickt Helfer", b"Bonn wartet"))
        age = 0 if change == "older" else None
        if age is not None:
            os.utime(path, (age, age))
    reporting.write(out)
    assert path.read_bytes() == good


def test_a_digest_that_is_up_to_date_is_left_alone(out: Path) -> None:
    path = out / digesting.DIGEST
    path.write_bytes(path.read_bytes().replace(b'"program":"', b'"program":"other '))
    given = path.read_bytes()
    reporting.write(out)
    assert path.read_bytes() == given


def test_several_pages_and_none_left_of_a_longer_report(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = out / "report-5.html"
    foreign.write_text("<p>mine</p>", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(html, "LARGEST", 1_000)
        written = reporting.write(out)
    assert written == [out / "report.html", out / "report-2.html", out / "report-3.html"]
    assert all(path.is_file() for path in written)
    (out / "report-4.html").write_bytes((out / "report-3.html").read_bytes())
    assert reporting.write(out) == [out / "report.html"]
    assert sorted(path.name for path in out.glob("report*.html")) == ["report-5.html", "report.html"]


def test_a_report_that_fails_leaves_the_run_as_it_ended(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(folder: Path) -> list[Path]:
        raise ZeroDivisionError

    monkeypatch.setattr(reporting, "write", fails)
    assert run(out) == 3
    assert "No report: ZeroDivisionError" in capsys.readouterr().err


def test_no_report_of_a_run_too_large_to_be_digested_unasked(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (out / "report.html").unlink()
    monkeypatch.setattr(digesting, "MOST_EVENTS", 1)
    run(out)
    assert not (out / "report.html").exists()


def test_a_folder_without_a_run(tmp_path: Path) -> None:
    done = call(tmp_path)
    assert done.exit_code == 2
    assert "holds no run" in done.stderr


def test_a_run_without_a_record(out: Path) -> None:
    (out / "records.jsonl").write_bytes(b"")
    with pytest.raises(UsageError, match="holds no record"):
        reporting.write(out)


def test_names_that_cannot_be_written_to(out: Path) -> None:
    assert "Let it end in .html" in call(out, "--out", out / "report.txt").stderr
    assert "cannot be written" in call(out, "--out", out / "nowhere/report.html").stderr
    assert "Name a file with --out" in call(out, "--out", "-").stderr
