"""What a worker logs stands in the driver's log as if the driver had told it."""

from __future__ import annotations

import json
import logging
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.endpoint import masking
from summarizer.endpoint.events import tell
from summarizer.running.json_log import ROOT, json_log
from summarizer.running.observing import article_under_way
from summarizer.running.ray_engine import relay
from summarizer.running.ray_engine.relay import Relay, Told, tell_again

log = logging.getLogger("summarizer.running.test")


@pytest.fixture
def worker() -> Iterator[Relay]:
    """A relay, as in a worker's process."""
    logger = logging.getLogger(ROOT)
    before = logger.level
    made = Relay(logging.INFO)
    yield made
    logger.removeHandler(made)
    logger.setLevel(before)


def travelled(worker: Relay) -> list[Told]:
    """What has been told, and nothing of it twice."""
    told: list[Told] = pickle.loads(pickle.dumps(worker.take()))  # noqa: S301 - our own
    assert worker.take() == []
    logging.getLogger(ROOT).removeHandler(worker)
    return told


def written(told: list[Told], path: Path) -> list[dict[str, Any]]:
    """The lines of the driver's log."""
    with json_log(str(path)):
        for each in told:
            tell_again(each, "node/7")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_events_keep_time_article_and_fields_and_say_where_they_were(worker: Relay, tmp_path: Path) -> None:
    token = article_under_way.set("a1")
    tell("request.sent", request=3)
    article_under_way.reset(token)
    told = travelled(worker)
    (line,) = written([Told(**{**_fields(told[0]), "created": 0.25})], tmp_path / "log")
    assert line == {
        "time": "1970-01-01T00:00:00.250+00:00",
        "level": "info",
        "event": "request.sent",
        "article": "a1",
        "request": 3,
        "worker": "node/7",
    }


def test_words_keep_their_logger_and_traceback(worker: Relay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "_secrets", {"planted-key-1c9e"})
    try:
        raise ValueError("at planted-key-1c9e")
    except ValueError:
        log.warning("100 %% of %s, %s", "it", "planted-key-1c9e", exc_info=True)
    told = travelled(worker)
    assert "planted-key" not in repr(told)
    (line,) = written(told, tmp_path / "log")
    assert (line["event"], line["level"], line["logger"]) == ("message", "warning", "summarizer.running.test")
    assert line["message"] == "100 % of it, ***"
    assert line["traceback"].endswith("ValueError: at ***")


def test_what_is_below_the_level_that_was_asked_for_does_not_travel(worker: Relay) -> None:
    tell("article.stands", logging.DEBUG)
    tell("article.done")
    assert [told.message for told in travelled(worker)] == ["article.done"]


def test_workers_are_asked_for_logs_only_where_somebody_listens(tmp_path: Path) -> None:
    before = relay.level()
    with json_log(str(tmp_path / "log"), "warning"):
        assert relay.level() == logging.WARNING
    assert relay.level() == before


def _fields(told: Told) -> dict[str, Any]:
    return {name: getattr(told, name) for name in Told.__slots__}
