"""Answers of a shard: there as soon as they are had, whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from summarizer.endpoint.errors import FatalForRun
from summarizer.running.ray_engine.segment import Segment


def test_what_was_put_is_there_for_the_next_process(tmp_path: Path) -> None:
    path = tmp_path / "answers"
    first = Segment(path)
    first.put("k1", '{"a": "ä"}'.encode())
    first.put("k2", b'{"b": 2}')
    # Not closed: the process was killed.
    second = Segment(path)
    assert (second.get("k1"), second.get("k2"), second.get("k3")) == ('{"a": "ä"}'.encode(), b'{"b": 2}', None)
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("torn", [b'k2 {"b": ', b"k2", b'k2 {"b": \n'])
def test_what_was_half_written_is_passed_over(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "answers"
    segment = Segment(path)
    segment.put("k1", b"{}")
    segment.close()
    with path.open("ab") as file:
        file.write(torn)
    again = Segment(path)
    assert (again.get("k1"), again.get("k2")) == (b"{}", None)
    again.put("k2", b"[2]")
    again.close()
    assert Segment(path).get("k2") == b"[2]"


def test_a_full_disk_stops_the_run_and_leaves_no_half_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "answers"
    segment = Segment(path)
    segment.put("k1", b"{}")
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:3]))
    with pytest.raises(FatalForRun, match=os.strerror(errno.ENOSPC)) as error:
        segment.put("k2", b"{}")
    assert error.value.code == "unwritable"
    monkeypatch.undo()
    segment.put("k3", b"[3]")
    again = Segment(path)
    assert (again.get("k1"), again.get("k2"), again.get("k3")) == (b"{}", None, b"[3]")


def test_a_folder_that_is_gone_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(FatalForRun, match="No such file"):
        Segment(tmp_path / "gone" / "answers")
