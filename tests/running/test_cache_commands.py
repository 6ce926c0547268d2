"""`summarizer cache`, as it is typed: what is shown, deleted, taken out and taken in."""

from __future__ import annotations

import gzip
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from summarizer.cli import main
from summarizer.endpoint.answers import Answers
from summarizer.endpoint.cache import as_kept
from summarizer.endpoint.completion import parsed
from tests.doubles import says

ENDPOINT = "https://model.test/v1"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of the settings, not made yet; a key in the environment must not matter."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", "key")
    monkeypatch.delenv("SUMMARIZER_CACHE_DIR", raising=False)
    Path("summarizer.toml").write_text("cache_dir = 'kept'")
    return tmp_path / "kept"


def call(*arguments: str, **more: Any) -> Result:
    return CliRunner().invoke(main, ("cache", *arguments), catch_exceptions=False, **more)


def key(number: int) -> str:
    return f"{number:064x}"


def answer(word: str) -> bytes:
    return as_kept(parsed(says({"word": word}).content))


def fill(folder: Path, *words: str) -> None:
    store = Answers(folder / "answers")
    with store.together():
        for number, word in enumerate(words):
            store.put(key(number), answer(word), ENDPOINT)
    store.close()


def kept(folder: Path) -> dict[str, bytes]:
    store = Answers(folder / "answers")
    found = {row.key: row.value for row in store.rows()}
    store.close()
    return found


def tamper(folder: Path, sql: str, number: int) -> None:
    with sqlite3.connect(folder / "answers/cache.db") as connection:
        assert connection.execute(f"{sql} WHERE key = ?", (key(number),)).rowcount == 1


def test_info_makes_nothing(cache: Path) -> None:
    shown = call("info")
    assert shown.exit_code == 0
    assert "kept/answers" in shown.stdout
    assert "Answers:  0" in shown.stdout
    assert not cache.exists()


def test_info_of_a_cache(cache: Path) -> None:
    fill(cache, "a", "b")
    shown = call("info")
    assert "Answers:  2" in shown.stdout
    assert f"fake at {ENDPOINT}: 2" in shown.stdout
    told = json.loads(call("info", "--json").stdout)
    assert (told["answers"], told["others"]) == (2, 0)
    assert told["models"] == [{"endpoint": ENDPOINT, "model": "fake", "answers": 2}]
    assert told["oldest"] <= told["newest"]
    assert call("info", "--cache-dir", "other").stdout.startswith("Folder:   other/answers")


def test_a_model_cannot_steer_the_terminal(cache: Path) -> None:
    store = Answers(cache / "answers")
    store.put(key(0), b'{"model": "\\u001b[31mred"}')
    store.close()
    assert "\x1b" not in call("info").stdout


def test_clear_asks_first(cache: Path) -> None:
    fill(cache, "a", "b")
    assert call("clear", input="n\n").exit_code == 1
    assert len(kept(cache)) == 2
    assert "2 deleted; 0 answers" in call("clear", input="y\n").stdout
    assert kept(cache) == {}


def test_clear_what_is_old(cache: Path) -> None:
    fill(cache, "a", "b")
    tamper(cache, "UPDATE Cache SET store_time = 1000.0", 0)
    assert "1 deleted; 1 answers" in call("clear", "--yes", "--older-than", "30d").stdout
    assert list(kept(cache)) == [key(1)]
    wrong = call("clear", "--yes", "--older-than", "a month")
    assert wrong.exit_code == 2
    assert "30d" in wrong.stderr
    assert "No answers in elsewhere/answers" in call("clear", "--yes", "--cache-dir", "elsewhere").stdout
    assert not Path("elsewhere").exists()


@pytest.mark.parametrize("name", ["answers.jsonl", "answers.jsonl.gz"])
def test_answers_go_from_one_cache_to_another(cache: Path, name: str) -> None:
    fill(cache, "Käse", "b")
    assert call("export", name).stdout == f"{name}: 2 answers.\n"
    done = call("import", name, "--cache-dir", "other")
    assert "2 answers added to other/answers; 0 were there already" in done.stdout
    assert kept(Path("other")) == kept(cache)
    assert call("info", "--json", "--cache-dir", "other").stdout.count(ENDPOINT) == 1
    again = call("import", name, "--cache-dir", "other")
    assert "0 answers added to other/answers; 2 were there already" in again.stdout
    assert call("export", "again.jsonl", "--cache-dir", "other").exit_code == 0
    assert call("export", "first.jsonl").exit_code == 0
    assert Path("again.jsonl").read_bytes() == Path("first.jsonl").read_bytes()


def test_the_same_answers_make_the_same_file(cache: Path) -> None:
    fill(cache, "a", "b")
    call("export", "one.jsonl.gz")
    call("export", "two.jsonl.gz")
    assert Path("one.jsonl.gz").read_bytes() == Path("two.jsonl.gz").read_bytes()


def test_other_answers_are_reported_and_not_taken(cache: Path) -> None:
    fill(cache, "a", "b")
    call("export", "answers.jsonl")
    fill(Path("other"), "a", "something else")
    done = call("import", "answers.jsonl", "--cache-dir", "other")
    assert done.exit_code == 0
    assert "0 answers added to other/answers; 1 were there already" in done.stdout
    assert f"line 2: {key(1)}" in done.stderr
    assert kept(Path("other"))[key(1)] == answer("something else")


def test_rows_of_others_are_neither_exported_nor_in_the_way(cache: Path) -> None:
    fill(cache, "a", "b")
    call("export", "answers.jsonl")
    tamper(cache, "UPDATE Cache SET mode = 4", 0)
    tamper(cache, "UPDATE Cache SET value = x'7b'", 1)
    told = call("export", "fewer.jsonl")
    assert told.stdout == "fewer.jsonl: 0 answers.\n"
    assert "2 rows left out" in told.stderr
    assert "2 answers added" in call("import", "answers.jsonl").stdout
    assert kept(cache) == {key(0): answer("a"), key(1): answer("b")}


def changed(**fields: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda line: {**line, **fields}


def choice(**fields: Any) -> Callable[[dict[str, Any]], Any]:
    def change(line: dict[str, Any]) -> Any:
        first = line["answer"]["choices"][0]
        message = first["message"] | fields.pop("message", {})
        return {**line, "answer": {**line["answer"], "choices": [{**first, **fields, "message": message}]}}

    return change


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (changed(key="A" * 64), "key"),
        (changed(key="a" * 63), "key"),
        (changed(key=7), "key"),
        (changed(answer="text"), "answer"),
        (changed(answer={}), "no complete"),
        (changed(answer={"choices": [{"finish_reason": "stop"}]}), "no complete"),
        (changed(other=1), "other"),
        (choice(finish_reason="length"), "no complete"),
        (choice(message={"refusal": "no"}), "no complete"),
        (choice(message={"content": "no json"}), "no complete"),
        (choice(message={"content": "[" * 100_000}), "no complete"),
        (lambda line: [line], "line"),
        (lambda line: "[" * 100_000, "no JSON"),
        (lambda line: "x" * (17 * 2**20), "longer than"),
        (lambda line: "", "no JSON"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_imported(cache: Path, change: Callable[..., Any], why: str) -> None:
    fill(cache, "a", "b", "c")
    call("export", "answers.jsonl")
    lines = Path("answers.jsonl").read_text().splitlines()
    said = change(json.loads(lines[1]))
    lines[1] = said if isinstance(said, str) else json.dumps(said)
    Path("answers.jsonl").write_text("\n".join(lines) + "\n")
    done = call("import", "answers.jsonl", "--cache-dir", "other")
    assert done.exit_code == 2
    assert "answers.jsonl, line 2: " in done.stderr
    assert why in done.stderr
    assert len(done.stderr) < 1000
    assert kept(Path("other")) == {}


def test_a_file_that_broke_off_is_refused(cache: Path) -> None:
    fill(cache, "a", "b")
    call("export", "answers.jsonl.gz")
    whole = Path("answers.jsonl.gz").read_bytes()
    for damaged in (whole[:-9], b"no gzip", whole[:20] + bytes(20) + whole[40:]):
        Path("answers.jsonl.gz").write_bytes(damaged)
        done = call("import", "answers.jsonl.gz", "--cache-dir", "other")
        assert done.exit_code == 2
        assert "answers.jsonl.gz is damaged" in done.stderr
        assert kept(Path("other")) == {}


def test_places_that_cannot_be_read_or_written_are_named(cache: Path) -> None:
    assert "missing.jsonl cannot be read" in call("import", "missing.jsonl").stderr
    assert "There are no answers in other/answers" in call("export", "x.jsonl", "--cache-dir", "other").stderr
    fill(cache, "a")
    assert "no/x.jsonl cannot be written" in call("export", "no/x.jsonl").stderr
    (cache / "answers/cache.db").write_bytes(b"no database" * 1000)
    for command in (["info"], ["clear", "--yes"], ["export", "x.jsonl"]):
        done = call(*command)
        assert done.exit_code == 1
        assert "kept/answers cannot be opened" in done.stderr
        assert "Move the folder away" in done.stderr


def test_an_import_that_was_killed_is_repeated(cache: Path, tmp_path: Path) -> None:
    fill(cache, *map(str, range(600)))
    call("export", "answers.jsonl.gz")
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from summarizer.endpoint.answers import Answers\n"
        "from summarizer.running import cache_exchange\n"
        "store, put, count = Answers(Path('other/answers')), Answers.put, [0]\n"
        "def until(self, *row):\n"
        "    count[0] += 1\n"
        "    if count[0] > 550: os._exit(9)\n"
        "    put(self, *row)\n"
        "Answers.put = until\n"
        "cache_exchange.read(store, Path('answers.jsonl.gz'))\n"
    )
    killed = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False)  # noqa: S603
    assert killed.returncode == 9
    assert len(kept(Path("other"))) == 500
    assert (
        "100 answers added to other/answers; 500 were"
        in call("import", "answers.jsonl.gz", "--cache-dir", "other").stdout
    )
    assert kept(Path("other")) == kept(cache)


def test_a_compressed_file_is_one_any_tool_can_read(cache: Path) -> None:
    fill(cache, "a")
    call("export", "answers.jsonl.gz")
    line = json.loads(gzip.decompress(Path("answers.jsonl.gz").read_bytes()))
    assert line == {"key": key(0), "endpoint": ENDPOINT, "answer": json.loads(answer("a"))}
