"""`--engine ray` without a cluster: what is refused, and what is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from summarizer.cli import main
from summarizer.running.ray_engine import cluster
from tests.running.samples import TEXT

ROOT = Path(__file__).parents[3]


@pytest.fixture
def inputs(tmp_path: Path) -> str:
    path = tmp_path / "a.txt"
    path.write_text(f"{TEXT}\n", encoding="utf-8")
    return str(path)


def give(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["run", *arguments, "--engine", "ray"])
    return result.exit_code, result.output


def test_without_ray_it_says_how_to_install_it(inputs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    code, said = give(inputs, "--out", str(tmp_path / "out"))
    assert code == 2
    assert "--engine ray needs Ray, which is not installed. Install it with: pip install 'summarizer[ray]'." in said
    assert not (tmp_path / "out").exists()


def test_standard_input_cannot_travel(tmp_path: Path) -> None:
    code, said = give("-", "--out", str(tmp_path / "out"))
    assert code == 2
    assert "reads files, not standard input" in said


def test_the_address_of_a_client_is_refused(inputs: str, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    code, said = give(inputs, "--out", str(tmp_path / "out"), "--address", "ray://head:10001")
    assert code == 2
    assert "--address auto" in said


def test_nothing_imports_ray_before_it_is_asked_for() -> None:
    script = (
        "import importlib, pkgutil, sys, summarizer\n"
        "for each in pkgutil.walk_packages(summarizer.__path__, 'summarizer.'): importlib.import_module(each.name)\n"
        "assert 'summarizer.running.ray_engine.worker' in sys.modules\n"
        "assert 'ray' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)  # noqa: S603
