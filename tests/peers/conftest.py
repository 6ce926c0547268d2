"""Servers that nobody of this project wrote, started on free ports of the loopback interface (`make test-peers`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers.aimock import Aimock, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies here is a test with a peer, and may talk to the loopback interface only."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.peer)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost"]))


@pytest.fixture(scope="session")
def _aimock_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aimock]:
    with running(tmp_path_factory.mktemp("aimock")) as server:
        yield server


@pytest.fixture
def aimock(_aimock_server: Aimock) -> Aimock:
    """aimock with nothing to say yet and nothing seen."""
    _aimock_server.reset()
    return _aimock_server


@pytest.fixture
def locked_aimock(tmp_path: Path) -> Iterator[Aimock]:
    """aimock that accepts one key only: `tests.peers.aimock.KEY`."""
    folder = tmp_path / "locked"
    folder.mkdir()
    with running(folder, locked=True) as server:
        yield server
