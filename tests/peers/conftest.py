"""Servers that nobody of this project wrote, started on free ports of the loopback interface (`make test-peers`)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from llmock.testing import LLMockServer

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


@pytest.fixture(scope="session")
def llmock_server() -> Iterator[LLMockServer]:
    """llmock, whose thread must be gone at the end: one that still holds an answer back aborts Python as it exits."""
    with LLMockServer() as server:
        name = f"llmock-server-{server.port}"
        yield server
    left = [thread for thread in threading.enumerate() if thread.name == name]
    for thread in left:
        thread.join(60)
    assert not any(thread.is_alive() for thread in left), "llmock still holds an answer back"
