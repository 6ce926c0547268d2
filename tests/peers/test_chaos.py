"""The fault campaign, small: one kill, a hundred articles (`make chaos` has the whole)."""

from __future__ import annotations

from pathlib import Path

from tests.chaos.campaign import KEY, Campaign


def test_killed_and_resumed_against_a_server_with_a_bad_day(tmp_path: Path) -> None:
    books = Campaign(tmp_path, articles=100, kills=1, seed=7).run()
    wrong = [*books.wrong(), *books.leaks(tmp_path, KEY)]
    assert wrong == [], "\n".join([*books.told(), *wrong])
