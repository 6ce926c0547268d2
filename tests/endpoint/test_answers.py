import multiprocessing
import pickle
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from summarizer.endpoint.answers import Answers, UntrustworthyRowError
from summarizer.endpoint.errors import FatalForRun


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
    with pytest.raises(UntrustworthyRowError):
        answers.get("k")
    answers.put("k", b"mended")
    assert answers.get("k") == b"mended"
    assert not crater.exists()


def test_a_row_can_neither_read_nor_delete_other_files(answers: Answers, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("mine")
    answers.put("k", b"fine")
    tamper(answers.folder, "UPDATE Cache SET mode = 2, value = NULL, filename = '../other.txt'")
    with pytest.raises(UntrustworthyRowError):
        answers.get("k")
    answers.put("k", b"mended")
    assert other.read_text() == "mine"


def test_a_damaged_database_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_bytes(b"this is no database" * 1000)
    with pytest.raises(FatalForRun, match="cannot be opened") as caught:
        Answers(tmp_path)
    assert str(tmp_path) in caught.value.message
    assert "Move the folder away" in caught.value.remedy


def test_planted_settings_do_not_break_out(answers: Answers) -> None:
    answers.close()
    tamper(answers.folder, "INSERT INTO Settings VALUES ('disk_weird', 1)")
    with pytest.raises(FatalForRun, match="cannot be opened"):
        Answers(answers.folder)


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
