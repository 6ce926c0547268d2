import pytest

from summarizer.endpoint.ratelimit import Told, duration, told


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1s", 1),
        ("6m0s", 360),
        ("1h2m3.5s", 3723.5),
        ("20ms", 0.02),
        ("8.64s", 8.64),
        ("7.66", 7.66),
        ("0", 0),
        ("1d", 86400),
        ("", None),
        ("soon", None),
        ("-1", None),
        ("1795363200", None),  # a moment, not a length
        ("2026-11-22T14:00:00Z", None),
    ],
)
def test_durations(text: str, seconds: float | None) -> None:
    assert duration(text) == (pytest.approx(seconds) if seconds is not None else None)


def headers(what: str, *, limit: str | None, left: str, reset: str) -> dict[str, str]:
    said = {f"x-ratelimit-remaining-{what}": left, f"x-ratelimit-reset-{what}": reset}
    return said if limit is None else {**said, f"x-ratelimit-limit-{what}": limit}


def test_what_headers_tell() -> None:
    said = told(
        headers("requests", limit="60", left="59", reset="1s") | headers("tokens", limit=None, left="7", reset="2s"), 3
    )
    assert said == {"requests": Told(60, 59, 1, 3), "tokens": Told(None, 7, 2, 3)}


@pytest.mark.parametrize(
    "senseless",
    [
        {},
        {"x-ratelimit-limit-tokens": "60"},
        headers("tokens", limit="60", left="61", reset="1s"),
        headers("tokens", limit="60", left="-1", reset="1s"),
        headers("tokens", limit="60", left="many", reset="1s"),
        headers("tokens", limit="60", left="6", reset="tomorrow"),
    ],
)
def test_what_makes_no_sense_is_left_out(senseless: dict[str, str]) -> None:
    assert told(senseless, 0) == {}


def test_it_comes_back_evenly() -> None:
    half = Told(limit=100, left=50, reset=50, at=0)
    assert half.wait(50, now=0) == 0
    assert half.wait(60, now=0) == 10
    assert half.wait(60, now=10) == 0
    half.taken = 60
    assert half.wait(60, now=10) == pytest.approx(40)
    assert half.wait(60, now=50) == 0, "out of date"
    assert half.wait(1000, now=0) <= 50, "more than there can ever be is asked for"


def test_without_a_limit_all_comes_back_at_the_reset() -> None:
    assert Told(limit=None, left=5, reset=20, at=0).wait(6, now=4) == 16
