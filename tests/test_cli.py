"""The commands as they are typed."""

from __future__ import annotations

import importlib.util
import json
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summarizer.cli import main
from summarizer.endpoint.errors import FatalForRun
from summarizer.running import command, local_models
from summarizer.running.command import OpenWhenNeeded
from summarizer.schema import Record
from tests.running.samples import TEXT, Model, Summarizer

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with two articles, and no model but a stand-in."""
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARIZER_MODEL"):
        monkeypatch.delenv(name, raising=False)
    made = Summarizer(Model())
    monkeypatch.setattr(command, "open_when_needed", lambda *_: OpenWhenNeeded(made))
    Path("in").mkdir()
    for name in ("one", "two"):
        Path(f"in/{name}.txt").write_text(f"{TEXT}\n\nMeldung {name} des Tages.\n", encoding="utf-8")
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_run_then_show() -> None:
    done = call("run", "in", "--out", "out")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "2 of 2 articles" in done.stderr
    listed = call("show", "out")
    assert listed.exit_code == 0
    assert "one" in listed.stdout
    assert "done: 2 of 2 articles" in listed.stdout
    shown = call("show", "out", "tw")
    assert "│ „Wir bleiben bis zum Herbst“" in shown.stdout
    raw = call("show", "out", "two", "--json")
    assert Record.model_validate_json(raw.stdout).article.id == "two"


def test_exit_code_3_when_some_articles_failed() -> None:
    Path("in/bad.txt").write_bytes(b"")
    done = call("run", "in", "--out", "out", "-q")
    assert done.exit_code == 3
    assert done.stderr.startswith("failed  in/bad.txt")


def test_exit_code_1_when_nothing_could_be_done() -> None:
    for path in Path("in").iterdir():
        path.write_bytes(b"")
    assert call("run", "in", "--out", "out", "-q").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "--out", "out"], "Missing argument 'INPUT...'"),
        (["run", "in"], "Missing option '--out'"),
        (["run", "nowhere", "--out", "out"], "nowhere does not exist. Check the path"),
        (["run", "in", "--out", "in/out"], "lies in the input folder in"),
        (["run", "in", "--out", "full/notes.md"], "full/notes.md is a file, not a folder."),
        (["run", "in", "--out", "full"], "full holds something else than a run (notes.md)."),
        (["run", "in", "--out", "out", "--model", "gpt"], "set OPENAI_API_KEY or --base-url"),
        (["run", "in", "--out", "out", "--base-url", "http://x"], "name one with --model"),
        (["run", "in", "--out", "out", "--concurrency", "0"], "--concurrency: Input should be greater"),
        (["run", "in", "--out", "out", "--window", "page"], "'page' is not one of"),
        (["show", "nowhere"], "nowhere does not exist."),
        (["show", "full"], "full holds no run"),
        (["show", "full", "x"], "full holds no run"),
        (["schema", "--out", "in/one.txt"], "in/one.txt cannot be written to"),
        (["fly"], "No such command 'fly'"),
    ],
)
def test_wrong_use_is_named_with_exit_code_2(arguments: list[str], message: str) -> None:
    Path("full").mkdir()
    Path("full/notes.md").write_text("mine")
    done = call(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert not Path("out").exists()


def test_the_folder_of_another_run_is_refused() -> None:
    call("run", "in/one.txt", "--out", "out", "-q")
    done = call("run", "in/two.txt", "--out", "out", "-q")
    assert done.exit_code == 2
    assert "out holds the run of other inputs (in/one.txt, …)" in done.stderr


def test_an_unknown_id_is_refused() -> None:
    call("run", "in", "--out", "out", "-q")
    done = call("show", "out", "three")
    assert done.exit_code == 2
    assert "out has no record 'three'" in done.stderr


def test_a_damaged_summarizer_toml_is_named() -> None:
    Path("summarizer.toml").write_text("speed = 11\n")
    done = call("run", "in", "--out", "out")
    assert done.exit_code == 2
    assert "summarizer.toml: unknown key 'speed'" in done.stderr


def test_schema_writes_the_schemas() -> None:
    done = call("schema", "--out", "schemas")
    assert done.stdout.split() == [f"schemas/{name}.json" for name in ("record", "article", "failure", "run", "digest")]
    assert json.loads(Path("schemas/record.json").read_text())["$id"] == "urn:summarizer:schema:record:1"


def test_models_are_listed_with_their_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path / "cache"))
    done = call("models")
    assert done.exit_code == 0
    assert "embedded  not fetched  1.1 GB" in done.stdout


def test_pull_says_where_the_weights_are_or_why_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    weights = tmp_path / "own.gguf"
    weights.write_bytes(b"GGUF and more")
    assert call("models", "pull", str(weights)).stdout.strip() == str(weights)

    def fail(*_: object) -> None:
        raise FatalForRun("They are gone.", "Find them.", "weights_missing")

    monkeypatch.setattr(local_models.weights, "pull", fail)
    done = call("models", "pull", "embedded")
    assert done.exit_code == 1
    assert "They are gone. Find them." in done.stderr


def test_version() -> None:
    assert call("--version").stdout == f"summarizer, version {version('summarizer')}\n"


def test_the_page_of_commands_is_up_to_date() -> None:
    """Run `make docs` where this fails."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs/cli.md").read_text(encoding="utf-8") == module.page()
