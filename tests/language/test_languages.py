"""Every language fills every topic."""

from __future__ import annotations

import dataclasses

import pytest

from summarizer import language


@pytest.mark.parametrize("code", language.codes())
def test_language_is_found_by_its_code_and_complete(code: str) -> None:
    found = language.get(code)
    assert found.code == code
    assert all(getattr(found, topic.name) is not None for topic in dataclasses.fields(found))


def test_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(LookupError, match="'fr'; known are de, en"):
        language.get("fr")
