"""Spans of a command, set up by the variables of OpenTelemetry; each case in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from opentelemetry import trace

from summarizer.errors import UsageError
from summarizer.running.collecting import EXPORTER, collect_spans
from tests.running.samples import TEXT

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from summarizer.running import command
from summarizer.running.collecting import collect_spans
from summarizer.settings import Settings
from tests.running.samples import Model, Summarizer

collect_spans()
command.run(Settings(), [sys.argv[1]], Path(sys.argv[2]), quiet=True, summarizer=Summarizer(Model()))
print("imported" if "opentelemetry" in sys.modules else "untouched", file=sys.stderr)
"""


def run(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    environment = {name: text for name, text in os.environ.items() if not name.startswith("OTEL_")} | variables
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", PROGRAM, str(tmp_path / "a.txt"), str(tmp_path / "out")],
        env=environment | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )


def test_spans_of_a_run_go_where_the_environment_says(tmp_path: Path) -> None:
    ended = run(tmp_path, OTEL_TRACES_EXPORTER="console", OTEL_RESOURCE_ATTRIBUTES="deployment.environment.name=ci")
    span = json.loads(ended.stdout)
    assert span["name"] == "run"
    assert span["attributes"]["summarizer.run.state"] == "done"
    assert span["resource"]["attributes"]["service.name"] == "summarizer"
    assert span["resource"]["attributes"]["deployment.environment.name"] == "ci"


def test_unasked_nothing_is_imported(tmp_path: Path) -> None:
    ended = run(tmp_path)
    assert ended.stdout == ""
    assert ended.stderr.strip() == "untouched"


@pytest.mark.parametrize("names", ["", "none", " , none"])
def test_no_exporter_is_no_provider(monkeypatch: pytest.MonkeyPatch, names: str) -> None:
    monkeypatch.setenv(EXPORTER, names)
    monkeypatch.setattr(trace, "set_tracer_provider", lambda _: pytest.fail("nobody asked for one"))
    collect_spans()


def test_an_exporter_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EXPORTER, "nowhere")
    with pytest.raises(UsageError, match=r"'nowhere'.*unset OTEL_TRACES_EXPORTER"):
        collect_spans()
