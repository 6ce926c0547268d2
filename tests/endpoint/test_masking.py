import json
import subprocess
import sys
from urllib.parse import quote, quote_plus

import pytest

from summarizer.endpoint import masking
from summarizer.endpoint.masking import MASK, keep_secret, keep_secrets_of, masked


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this module keeps secret is no secret elsewhere."""
    monkeypatch.setattr(masking, "_secrets", set())


def test_a_secret_is_struck_out_however_it_is_written() -> None:
    secret = 'p@ss "wörd"/1'
    keep_secret(secret)
    for written in (secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)):
        assert masked(f"before {written} after").replace('"', "") == f"before {MASK} after"


def test_of_two_secrets_the_longer_goes_first() -> None:
    keep_secret("password", "password-of-mine")
    assert masked("password-of-mine password") == f"{MASK} {MASK}"


def test_what_is_too_short_to_be_secret_stays() -> None:
    keep_secret("none", "", None)
    assert masked("none of it") == "none of it"


def test_credentials_of_an_address() -> None:
    keep_secrets_of("https://somebody:pa%20ss-word@host.test/v1?code=query-secret&api-version=2024-10-21")
    assert masked("somebody pa ss-word pa%20ss-word query-secret") == " ".join([MASK] * 4)
    assert masked("Basic c29tZWJvZHk6cGEgc3Mtd29yZA==") == f"Basic {MASK}"
    assert masked("2024-10-21T12:00:00") == "2024-10-21T12:00:00"


def test_tracebacks_are_printed_without() -> None:
    program = (
        "import sys\n"
        "from summarizer.endpoint import masking\n"
        "sys.excepthook = masking.show_masked\n"
        "masking.keep_secret(sys.argv[1])\n"
        "try:\n    raise ValueError(sys.argv[1])\n"
        "except ValueError as error:\n    raise RuntimeError(f'sent {sys.argv[1]}') from error\n"
    )
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program, "planted-secret"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "planted-secret" not in ended.stderr
    assert f"RuntimeError: sent {MASK}" in ended.stderr
