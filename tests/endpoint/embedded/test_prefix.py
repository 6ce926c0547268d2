"""What the embedded server has read is kept, found again, and never in the way."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest

from summarizer.endpoint.embedded.prefix import KEPT, with_kept_prefix

SYSTEM = {"role": "system", "content": "Fülle aus."}


class Slots:
    """Stands in for llama.cpp: slots that can be saved to a folder and restored from it."""

    def __init__(self, folder: Path | None, *, build: str = "1", breaks: bool = False) -> None:
        self.done: list[str] = []
        self.sent: list[str] = []
        self.bodies: list[dict[str, Any]] = []
        self.breaks = breaks
        self.folder = folder
        self.server: Any = SimpleNamespace(
            kept=folder, slots=2, slot_tokens=100, build=build, api_key="k", address="http://slots.test"
        )

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        assert request.headers["authorization"] == "Bearer k"
        if self.breaks:
            raise httpx2.ConnectError("gone")
        body = json.loads(request.content)
        self.bodies.append(body)
        if not request.url.path.startswith("/slots"):
            self.done.append("read")
            return httpx2.Response(200, json={})
        action = request.url.params["action"]
        assert self.folder
        file = self.folder / body["filename"]
        if action == "save":
            file.write_text("what was read", "utf-8")
        elif not file.is_file() or file.read_text("utf-8") != "what was read":
            return httpx2.Response(400)
        self.done.append(f"{action} {request.url.path[-1]}")
        return httpx2.Response(200, json={})

    def ask(self, *questions: str, system: dict[str, str] = SYSTEM) -> None:
        async def create(**body: Any) -> Any:
            self.sent.append(body["messages"][-1]["content"])

        async def run() -> None:
            kept = with_kept_prefix(create, self.server, "w", httpx2.MockTransport(self.handle))
            for text in questions:
                await kept(model="m", messages=[system, {"role": "user", "content": text}])

        asyncio.run(run())


def test_beginning_is_read_once_and_found_again_by_the_next_run(tmp_path: Path) -> None:
    first = Slots(tmp_path)
    first.ask("Wer?", "Was?")
    assert first.done == ["read", "save 0"]
    second = Slots(tmp_path)
    second.ask("Wann?")
    assert second.done == ["restore 0", "restore 1"]
    assert (first.sent, second.sent) == (["Wer?", "Was?"], ["Wann?"])


def test_nothing_of_the_question_is_kept(tmp_path: Path) -> None:
    slots = Slots(tmp_path)
    slots.ask("Der Kanzler trat zurück.")
    assert "Kanzler" not in str(slots.bodies)


@pytest.mark.parametrize("change", [{"build": "2"}, {}])
def test_another_build_or_a_damaged_file_means_reading_anew(tmp_path: Path, change: dict[str, str]) -> None:
    Slots(tmp_path).ask("Wer?")
    if not change:
        next(tmp_path.iterdir()).write_text("half of", "utf-8")
    again = Slots(tmp_path, **change)  # type: ignore[arg-type]  # build is the only change
    again.ask("Wer?")
    assert again.done == ["read", "save 0"]


def test_two_prompts_in_turn_are_each_found_again(tmp_path: Path) -> None:
    slots = Slots(tmp_path)
    slots.ask("Wer?")
    slots.ask("Wer?", system={**SYSTEM, "content": "Berichtige."})
    slots.done.clear()
    slots.ask("Wer?")
    assert slots.done == ["restore 0", "restore 1"]


def test_server_that_would_not_is_asked_all_the_same(tmp_path: Path) -> None:
    slots = Slots(tmp_path, breaks=True)
    slots.ask("Wer?")
    assert (slots.done, slots.sent) == ([], ["Wer?"])


def test_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "prompts").write_text("a file", "utf-8")
    slots = Slots(tmp_path / "prompts")
    slots.ask("Wer?")
    assert (slots.done, slots.sent) == ([], ["Wer?"])


def test_server_without_a_folder_is_just_asked() -> None:
    slots = Slots(None)
    slots.ask("Wer?")
    assert (slots.done, slots.sent) == ([], ["Wer?"])


def test_files_of_old_prompts_are_removed_and_those_in_use_are_not(tmp_path: Path) -> None:
    Slots(tmp_path).ask("Wer?")
    (in_use,) = tmp_path.iterdir()
    for number in range(KEPT + 3):
        Slots(tmp_path).ask("Wer?", system={**SYSTEM, "content": f"Fassung {number}."})
        Slots(tmp_path).ask("Wer?")
    assert len(list(tmp_path.iterdir())) == KEPT
    assert in_use.exists()
