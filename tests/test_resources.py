"""Shipped files are found in a checkout and in an installed package."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer import resources


def test_in_a_checkout_they_lie_at_the_top() -> None:
    assert (resources.folder("schemas") / "record.json").is_file()


def test_in_an_installed_package_they_lie_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "summarizer/_shipped/prompts").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "summarizer")
    assert resources.folder("prompts") == tmp_path / "summarizer/_shipped/prompts"
    with pytest.raises(FileNotFoundError, match="schemas/ is missing from this installation"):
        resources.folder("schemas")
