from datetime import UTC, datetime

import pytest

from summarizer.endpoint.retry_after import seconds_to_wait


def at_noon() -> datetime:
    return datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "86400"}, 86400),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9),
        ({"retry-after": "Sun, 01 Mar 2026 12:10:00 GMT"}, 600),
        ({"retry-after": "Sun, 01 Mar 2026 12:10:00 -0000"}, 600),
        ({"retry-after": "Sun, 01 Mar 2026 11:00:00 GMT"}, 0),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "later"}, None),
        ({}, None),
    ],
)
def test_every_form_of_the_headers(headers: dict[str, str], seconds: float | None) -> None:
    assert seconds_to_wait(headers, at_noon) == seconds
