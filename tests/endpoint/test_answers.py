import errno
import multiprocessing
import pickle
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from summarizer.endpoint.answers import UNUSABLE, Answers, Holdings, Row, open_answers
from summarizer.endpoint.errors import FatalForRun
from summarizer.endpoint.private import UntrustworthyError


class Bomb:
    """Leaves a file behind when unpickled."""

    def __init__(self, crater: Path) -> None:
        self.crater = crater

    def __reduce__(self) -> Any:
        return (Path.touch, (self.crater,))


def tamper(folder: Path, sql: str, *values: object) -> None:
    with sqlite3.connect(folder / "cache.db") as connection:
        assert connection.execute(sql, values).rowcount == 1


@pytest.fixture
def answers(tmp_path: Path) -> Any:
    store = Answers(tmp_path / "answers")
    yield store
    store.close()


def test_bytes_go_in_and_come_out_also_after_reopening(answers: Answers) -> None:
    large = bytes(range(256)) * 4096
    answers.put("k", large)
    answers.close()
    again = Answers(answers.folder)
    assert again.get("k") == large
    assert again.get("other") is None
    assert len(again) == 1
    again.close()


def test_nothing_is_evicted(answers: Answers) -> None:
    for n in range(300):
        answers.put(str(n), b"x" * 1000)
    assert len(answers) == 300
    assert answers.get("0") == b"x" * 1000


def test_the_folder_is_ours_alone(answers: Answers) -> None:
    assert stat.S_IMODE(answers.folder.stat().st_mode) == 0o700
    answers.close()
    answers.folder.chmod(0o777)
    Answers(answers.folder).close()
    assert stat.S_IMODE(answers.folder.stat().st_mode) == 0o700


def test_only_bytes_are_taken(answers: Answers) -> None:
    for value in ("text", 1, {"a": 1}, bytearray(b"x"), None):
        with pytest.raises(TypeError, match="bytes"):
            answers.put("k", value)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="text"):
        answers.put(("k",), b"x")  # type: ignore[arg-type]


@pytest.mark.parametrize("place", ["row", "file"])
def test_a_planted_pickle_is_not_run(answers: Answers, tmp_path: Path, place: str) -> None:
    crater = tmp_path / "crater"
    bomb = pickle.dumps(Bomb(crater))
    answers.put("k", b"fine")
    if place == "row":
        tamper(answers.folder, "UPDATE Cache SET mode = 4, value = ?", bomb)
    else:
        (answers.folder / "bomb.val").write_bytes(bomb)
        tamper(answers.folder, "UPDATE Cache SET mode = 4, value = NULL, filename = 'bomb.val'")
    with pytest.raises(UntrustworthyError):
        answers.get("k")
    answers.put("k", b"mended")
    assert answers.get("k") == b"mended"
    assert not crater.exists()


def test_a_row_can_neither_read_nor_delete_other_files(answers: Answers, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("mine")
    answers.put("k", b"fine")
    tamper(answers.folder, "UPDATE Cache SET mode = 2, value = NULL, filename = '../other.txt'")
    with pytest.raises(UntrustworthyError):
        answers.get("k")
    answers.put("k", b"mended")
    assert other.read_text() == "mine"


def test_a_damaged_database_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_bytes(b"this is no database" * 1000)
    with pytest.raises(FatalForRun, match="cannot be opened") as caught:
        Answers(tmp_path)
    assert str(tmp_path) in caught.value.message
    assert "Move the folder away" in caught.value.remedy


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO Settings VALUES ('disk_weird', 1)",
        "INSERT INTO Settings VALUES ('sqlite_temp_store_directory', '/')",
        "UPDATE Settings SET value = 'off' WHERE key = 'sqlite_journal_mode'",
    ],
)
def test_planted_settings_are_not_taken(answers: Answers, sql: str) -> None:
    answers.close()
    tamper(answers.folder, sql)
    with pytest.raises(FatalForRun, match="cannot be opened: it holds a setting of somebody else's"):
        Answers(answers.folder)


@pytest.mark.parametrize("name", ["cache.db", "cache.db-wal"])
@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_a_planted_link_does_not_lead_to_other_files(tmp_path: Path, name: str, link: Any) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(b"")
    (tmp_path / "answers").mkdir()
    link(tmp_path / "answers" / name, other)
    with pytest.raises(FatalForRun, match=name) as caught:
        Answers(tmp_path / "answers")
    assert caught.value.code == UNUSABLE
    assert other.read_bytes() == b""


def test_a_folder_may_be_a_link_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "large disk").mkdir()
    (tmp_path / "answers").symlink_to(tmp_path / "large disk")
    store = Answers(tmp_path / "answers")
    store.put("k", b"x")
    store.close()
    assert (tmp_path / "large disk" / "cache.db").is_file()


def test_a_folder_named_like_a_variable_is_not_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELSEWHERE", str(tmp_path / "elsewhere"))
    with pytest.raises(FatalForRun, match="variable"):
        Answers(tmp_path / "$ELSEWHERE")
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "answers").write_text("mine")
    for folder in (tmp_path / "answers", tmp_path / "answers" / "deeper"):
        with pytest.raises(FatalForRun, match=str(folder)) as caught:
            open_answers(folder)
        assert "--no-cache" in caught.value.remedy
    assert (tmp_path / "answers").read_text() == "mine"


def test_where_no_cache_can_be_made_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def read_only(self: Path, *_: Any, **__: Any) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(self))

    folder = tmp_path / "answers"
    monkeypatch.setattr(Path, "mkdir", read_only)
    assert open_answers(folder) is None
    assert f"{folder} cannot be opened" in caplog.text
    assert "Going on without" in caplog.text
    folder_with_answers = tmp_path
    (tmp_path / "cache.db").touch()
    with pytest.raises(FatalForRun, match="cannot be opened"):
        open_answers(folder_with_answers)


def test_what_a_store_holds(answers: Answers) -> None:
    assert answers.holdings() == Holdings(0, 0, answers.holdings().bytes, None, None, {})
    answers.put("a", b'{"model": "m"}', "https://a/v1")
    answers.put("b", b'{"model": "m"}', "https://a/v1")
    answers.put("c", b"no json")
    answers.put("d", b"{}")
    tamper(answers.folder, "UPDATE Cache SET mode = 4 WHERE key = 'd'")
    held = answers.holdings()
    assert (held.answers, held.others) == (3, 1)
    assert held.by_model == {("https://a/v1", "m"): 2, ("", ""): 1}
    assert held.oldest is not None
    assert held.newest is not None
    assert held.oldest <= held.newest
    assert held.bytes >= (answers.folder / "cache.db").stat().st_size > 0


def test_rows_of_others_are_not_read(answers: Answers) -> None:
    answers.put("b", b"2", "https://a/v1")
    answers.put("a", b"1")
    answers.put("c", b"3")
    tamper(answers.folder, "UPDATE Cache SET mode = 4 WHERE key = 'c'")
    assert list(answers.rows()) == [Row("a", b"1"), Row("b", b"2", "https://a/v1")]


def test_removing_all_or_what_is_old(answers: Answers) -> None:
    for name in "abc":
        answers.put(name, b"x")
    tamper(answers.folder, "UPDATE Cache SET store_time = 1000.0 WHERE key = 'a'")
    tamper(answers.folder, "UPDATE Cache SET mode = 4 WHERE key = 'b'")
    assert answers.remove(before=2000.0) == 1
    assert answers.get("a") is None
    assert answers.get("c") == b"x"
    assert answers.remove() == 2
    assert len(answers) == 0
    assert answers.remove() == 0


def test_a_step_that_fails_writes_nothing(answers: Answers) -> None:
    def write() -> None:
        with answers.together():
            answers.put("a", b"x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write()
    assert answers.get("a") is None


def fill(folder: Path, worker: int) -> None:
    store = Answers(folder)
    for n in range(100):
        store.put(f"{n}", f"{n} by {worker}".encode())
        store.put(f"{worker}-{n}", b"own")
    store.close()


def test_several_processes_write_one_cache(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=fill, args=(tmp_path, worker)) for worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    store = Answers(tmp_path)
    assert len(store) == 300
    assert store.get("99") in {b"99 by 0", b"99 by 1"}
    store.close()
