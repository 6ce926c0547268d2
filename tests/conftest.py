"""Property tests look somewhere new each time on a desk, and at the same cases each time in CI."""

import os
import signal
import sys

import pytest
from hypothesis import settings

settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

# Whoever starts the tests in the background has Ctrl-C ignored, and so would the commands that are stopped by it here.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _sockets_that_can_be_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """uvloop makes its sockets itself, out of sight of whatever forbids tests the network; asyncio does not.

    Commands that are started as processes have it all the same.
    """
    monkeypatch.setitem(sys.modules, "uvloop", None)
