"""The digest of a run folder, by command and at the end of a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from summarizer.cli import main
from summarizer.errors import UsageError
from summarizer.running import command, digesting
from summarizer.running.command import OpenWhenNeeded
from summarizer.schema.digest import Digest
from summarizer.settings import Settings
from tests.running.samples import TEXT, Model, Summarizer


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a run over two articles."""
    monkeypatch.setattr(command, "open_when_needed", lambda *_: OpenWhenNeeded(Summarizer(Model())))
    (tmp_path / "in").mkdir()
    for name in ("one", "two"):
        (tmp_path / f"in/{name}.txt").write_text(f"{TEXT}\n\nMeldung {name} des Tages.\n", encoding="utf-8")
    return tmp_path / "out"


def run(out: Path) -> int:
    return command.run(Settings(), [str(out.parent / "in")], out, quiet=True)


def read(out: Path) -> Digest:
    return Digest.model_validate_json((out / "digest.json").read_bytes())


def test_a_run_ends_with_its_digest(out: Path) -> None:
    assert run(out) == 0
    found = read(out)
    assert [article.id for article in found.articles] == ["one", "two"]
    assert [len(event.reports) for event in found.events] == [2]


def test_the_command_writes_it_again(out: Path) -> None:
    run(out)
    before = read(out)
    (out / "digest.json").unlink()
    done = CliRunner().invoke(main, ["digest", str(out)], catch_exceptions=False)
    assert done.exit_code == 0
    assert "1 events of 2 articles" in done.stdout
    assert read(out) == before


def test_a_large_run_is_digested_only_when_asked(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(digesting, "MOST_EVENTS", 1)
    assert run(out) == 0
    assert not (out / "digest.json").exists()
    assert f"`summarizer digest {out}` makes it" in capsys.readouterr().err
    digesting.write(out)
    assert len(read(out).articles) == 2


def test_a_digest_that_fails_leaves_the_run_as_it_ended(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(folder: Path) -> Digest:
        raise ZeroDivisionError

    monkeypatch.setattr(digesting, "write", fails)
    assert run(out) == 0
    assert "No digest: ZeroDivisionError" in capsys.readouterr().err


def test_a_run_cut_short_is_digested_from_its_record_files(out: Path) -> None:
    run(out)
    (out / "records.jsonl").unlink()
    assert len(digesting.write(out).articles) == 2


def test_a_broken_record_is_named(out: Path) -> None:
    run(out)
    (out / "records.jsonl").write_text('{"schema_version": "1"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"records.jsonl:1 holds no record"):
        digesting.write(out)


def test_a_folder_without_a_run(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["digest", str(tmp_path)])
    assert done.exit_code == 2
    assert "holds no run" in done.stderr
