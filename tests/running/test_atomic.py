"""Files are whole or not there."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest

from summarizer.running import atomic


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    atomic.write(path, b"one")
    atomic.write(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


def test_a_failure_midway_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    atomic.write(path, b"old")
    with pytest.raises(RuntimeError), atomic.writing(path) as file:
        file.write(b"half of the n")
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


def test_the_file_is_synced_before_it_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda fd: (steps.append("fsync"), fsync(fd)))
    monkeypatch.setattr(os, "replace", lambda old, new: (steps.append("replace"), replace(old, new)))
    atomic.write(tmp_path / "a.json", b"x")
    assert steps == ["fsync", "replace", "fsync"]


def test_a_system_that_takes_a_part_at_a_time_gets_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Sparing(io.FileIO):
        def write(self, data: Any) -> int:
            return super().write(bytes(data)[:3])

    monkeypatch.setattr(atomic, "open", lambda name, mode, buffering: Sparing(name, mode), raising=False)
    atomic.write(tmp_path / "a.json", b"one two three")
    assert (tmp_path / "a.json").read_bytes() == b"one two three"


def test_a_file_that_cannot_be_opened_leaves_nothing_and_says_why(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        atomic.write(tmp_path / "missing" / "a.json", b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_name_without_a_folder_is_in_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    atomic.write("a.json", b"x")
    assert (tmp_path / "a.json").read_bytes() == b"x"
