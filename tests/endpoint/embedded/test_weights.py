import multiprocessing
import os
import sys
from pathlib import Path

import pytest

from summarizer.endpoint.embedded import hashing, weights
from summarizer.endpoint.embedded.parts import Whole
from summarizer.endpoint.embedded.weights import EMBEDDED, models, pull
from summarizer.endpoint.errors import FatalForRun
from tests.endpoint.embedded.conftest import DATA, Installation, digest

ALL = b"".join(DATA)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "models"


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were read whole."""
    seen: list[Path] = []

    def watched(path: Path) -> str:
        seen.append(path)
        return hashing.sha256(path)

    monkeypatch.setattr(weights, "sha256", watched)
    return seen


def test_first_use_puts_the_file_together_and_later_ones_do_not_read_it(
    installation: Installation, folder: Path, hashed: list[Path]
) -> None:
    got = pull(EMBEDDED, folder=folder, whole=installation.whole, fetch=installation.fetch)
    assert got.path.read_bytes() == ALL
    assert got.sha256 == digest(ALL)
    for number in (1, 2, 3):
        installation.uninstall(number)
    installation.reachable = False
    for _ in range(2):
        assert pull(EMBEDDED, folder=folder, whole=installation.whole, fetch=installation.fetch) == got
    assert hashed == []


def test_a_changed_file_is_checked_named_and_mended(
    installation: Installation, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = pull(EMBEDDED, folder=folder, whole=installation.whole).path
    path.write_bytes(DATA[0] + b"!" * 100 + DATA[2])
    installation.uninstall(1)  # sound in the damaged file, and taken from there
    assert pull(EMBEDDED, folder=folder, whole=installation.whole, fetch=installation.fetch).path == path
    assert path.read_bytes() == ALL
    assert not installation.fetched
    assert f"{path} is damaged (part 2)" in caplog.text


def test_a_file_that_was_only_touched_is_kept(
    installation: Installation, folder: Path, hashed: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    path = pull(EMBEDDED, folder=folder, whole=installation.whole).path
    os.utime(path, (1, 1))
    for _ in range(2):
        pull(EMBEDDED, folder=folder, whole=installation.whole)
    assert hashed == [path]
    assert not caplog.text


def test_a_forged_or_broken_stamp_is_no_proof(installation: Installation, folder: Path) -> None:
    path = pull(EMBEDDED, folder=folder, whole=installation.whole).path
    stamp = path.with_name(path.name + ".stamp")
    for text in ("", "[]", "{}", '{"file": null, "sha256": "x"}', "\0"):
        stamp.write_text(text)
        path.write_bytes(ALL[:-1] + b"?")
        pull(EMBEDDED, folder=folder, whole=installation.whole)
        assert path.read_bytes() == ALL


def put_together(site: str, folder: Path, whole: Whole) -> None:
    sys.path.append(site)
    assert pull(EMBEDDED, folder=folder, whole=whole).path.read_bytes() == ALL


def test_two_processes_at_once(installation: Installation, folder: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    both = [
        spawn.Process(target=put_together, args=(str(installation.site), folder, installation.whole)) for _ in range(2)
    ]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]


def test_states(installation: Installation, folder: Path) -> None:
    def state() -> str:
        (model,) = models(folder, installation.whole)
        assert model.name == EMBEDDED
        assert model.memory_bytes > model.file_bytes == len(ALL)
        return model.state

    assert state() == "not fetched"
    path = pull(EMBEDDED, folder=folder, whole=installation.whole).path
    assert state() == "ready"
    path.write_bytes(ALL[:-1])
    assert state() == "damaged"


def test_a_folder_that_cannot_be_written(installation: Installation, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FatalForRun, match="cannot be made") as caught:
        pull(EMBEDDED, folder=tmp_path / "file" / "models", whole=installation.whole)
    assert "SUMMARIZER_CACHE_DIR" in caught.value.remedy


def test_a_file_of_the_user(tmp_path: Path, folder: Path, hashed: list[Path]) -> None:
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(ALL)
    for _ in range(2):
        assert pull(str(mine), folder=folder).sha256 == digest(ALL)
    assert hashed == [mine]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "mine.gguf"]
    mine.write_bytes(ALL + b"more")
    assert pull(str(mine), folder=folder).sha256 == digest(ALL + b"more")


@pytest.mark.parametrize(("name", "says"), [("no/such.gguf", "No such file"), ("text", "no GGUF")])
def test_a_file_that_is_no_model(tmp_path: Path, folder: Path, name: str, says: str) -> None:
    (tmp_path / "text").write_text("hello")
    with pytest.raises(FatalForRun, match=says) as caught:
        pull(str(tmp_path / name), folder=folder)
    assert str(tmp_path / name) in caught.value.message


class TestHub:
    """Files of the hub, which names large files by their SHA-256."""

    @pytest.fixture
    def blob(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        blob = tmp_path / "hub" / "blobs" / digest(ALL)
        blob.parent.mkdir(parents=True)
        blob.write_bytes(ALL)
        link = tmp_path / "hub" / "model.gguf"
        link.symlink_to(blob)

        def download(repo: str, file: str) -> str:
            assert (repo, file) == ("owner/repo", "deep/model.gguf")
            return str(link)

        monkeypatch.setattr("huggingface_hub.hf_hub_download", download)
        return blob

    def test_fetched_and_checked(self, blob: Path, folder: Path, hashed: list[Path]) -> None:
        for _ in range(2):
            got = pull("hf:owner/repo/deep/model.gguf", folder=folder)
            assert (got.path.read_bytes(), got.sha256) == (ALL, blob.name)
        assert hashed == [blob]

    def test_damaged(self, blob: Path, folder: Path) -> None:
        blob.write_bytes(b"GGUF?")
        with pytest.raises(FatalForRun, match="damaged"):
            pull("hf:owner/repo/deep/model.gguf", folder=folder)

    def test_not_to_be_had(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def offline(*_: object) -> str:
            raise OSError("offline")

        monkeypatch.setattr("huggingface_hub.hf_hub_download", offline)
        with pytest.raises(FatalForRun, match=r"owner/repo/m\.gguf cannot be fetched"):
            pull("hf:owner/repo/m.gguf", folder=folder)
