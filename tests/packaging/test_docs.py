"""What the documentation shows is what the program does."""

from __future__ import annotations

import functools
import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

import summarizer
from summarizer.schema import Record
from tests.doubles import PLANTED_KEY, FakeServer

ROOT = Path(__file__).parents[2]
SENTENCE = "Bonn schickt 200 Helfer ins Ahrtal, sagte die Leiterin Anna Berg."


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["README.md", "docs/export.md", "evals/README.md"])
def test_generated_blocks_are_up_to_date(page: str, generate: ModuleType) -> None:
    """Run `make docs` where this fails."""
    assert (ROOT / page).read_text(encoding="utf-8") == generate.filled(page)


def test_every_page_with_blocks_is_checked(generate: ModuleType) -> None:
    marked = {
        str(path.relative_to(ROOT))
        for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("evals/*.md")]
        if ":begin -->" in path.read_text(encoding="utf-8")
    }
    assert marked == set(generate.BLOCKS)


def test_the_example_shows_words_of_the_article(
    generate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.running.samples import article, record  # noqa: PLC0415

    (tmp_path / "a.json").write_text(record(article()).model_dump_json(), encoding="utf-8")
    monkeypatch.setattr(generate, "EXAMPLES", tmp_path)
    shown = generate.example()
    assert "1 of 1 events and 1 of 1 claims, each with its first quote; refused: 1." in shown
    assert "│ Bonn schickt 200 Helfer in das Ahrtal." in shown
    assert json.loads(shown.split("```json\n")[1].removesuffix("\n```"))["start"] == 0


def test_the_example_record_is_of_its_seed(generate: ModuleType) -> None:
    for path in generate.EXAMPLES.glob("*.json"):
        article = Record.model_validate_json(path.read_bytes()).article
        assert article.text == (ROOT / "seeds" / f"{article.id}.txt").read_bytes().decode("utf-8")


def test_a_page_without_its_block_is_named(
    generate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "README.md").write_text("nothing")
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    with pytest.raises(ValueError, match=r"README\.md has 0 blocks 'example'"):
        generate.filled("README.md")


def test_the_library_example_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/one.txt").write_text(f"{SENTENCE} Am Montag brachen sie auf.\n", encoding="utf-8")
    (tmp_path / "articles/two.txt").write_bytes(b"")
    quote = {"sentence": 1, "words": "Bonn schickt 200 Helfer ins Ahrtal"}
    claim = {
        "speaker": {"name": "Anna Berg", "mention": {"sentence": 1, "words": "die Leiterin Anna Berg"}, "role": None},
        "cue": "sagte",
        "content": "Bonn schickt 200 Helfer ins Ahrtal",
        "attribution": "indirect",
        "polarity": "positive",
        "certainty": "certain",
        "about": [],
        "quotes": [quote],
    }
    server = FakeServer({"events": [], "claims": [claim], "summary": []})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", PLANTED_KEY)
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(summarizer, "Summarizer", functools.partial(summarizer.Summarizer, transport=server.transport))
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own page
    printed = capsys.readouterr().out
    assert "Anna Berg: Bonn schickt 200 Helfer ins Ahrtal (0-34)" in printed
    assert "two.txt" in printed
    assert len(code.strip().splitlines()) <= 12
