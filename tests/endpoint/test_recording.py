import asyncio
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, Field

from summarizer.endpoint import stack
from summarizer.endpoint.answers import Answers
from summarizer.endpoint.errors import FatalForRun, Truncated
from summarizer.endpoint.metering import meter
from summarizer.endpoint.recording import NOT_RECORDED, Recorder
from summarizer.endpoint.stack import EndpointOptions, open_endpoint, open_recording
from tests.doubles import BASE_URL, PLANTED_KEY, FakeServer, says


class Word(BaseModel):
    word: str = Field(max_length=20)


def question(text: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}], "response_model": Word, "max_tokens": 9}


def recorded(server: FakeServer, *questions: str, **given: Any) -> Recorder:
    """What is recorded of asking `server`; truncated answers are passed over."""
    recorder = Recorder()
    options = EndpointOptions(**{"model": "fake", "base_url": BASE_URL, "api_key": PLANTED_KEY, **given})

    async def run() -> None:
        async with open_endpoint(options, transport=server.transport, recorder=recorder) as endpoint:
            for text in questions:
                try:
                    await endpoint.ask(**question(text))
                except Truncated:
                    continue

    asyncio.run(run())
    return recorder


def replayed(recorder: Recorder, text: str) -> Word:
    async def run() -> Word:
        assert recorder.origin
        async with open_recording(recorder.origin, recorder.answers) as endpoint:
            assert (endpoint.model, endpoint.base_url_shown) == ("fake", f"recording of {recorder.origin.endpoint}")
            return await endpoint.ask(**question(text))

    return asyncio.run(run())


def test_the_same_question_gets_the_same_answer(tmp_path: Path) -> None:
    recorder = recorded(FakeServer(says({"word": "ja"}), says({"word": "nein"})), "one", "two", "one", cache=tmp_path)
    with meter() as used:
        assert replayed(recorder, "one") == Word(word="ja")
        assert replayed(recorder, "two") == Word(word="nein")
    assert (used.attempts, used.cache_hits, used.input_tokens) == (0, 2, 0)


def test_the_keys_are_those_of_the_cache(tmp_path: Path) -> None:
    recorder = recorded(FakeServer(says({"word": "ja"})), "one", cache=tmp_path)
    with closing(Answers(tmp_path)) as cached:
        assert [cached.get(key) is not None for key in recorder.answers] == [True]


def test_a_model_inside_the_process_is_recorded_and_needed_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its questions keep the lengths of the schema, so their keys differ from those to a server."""

    async def embedded(*_: Any) -> stack._Server:
        return stack._Server(BASE_URL, None, "embedded", "embedded:digest", 2, 4096)

    with monkeypatch.context() as replaced:
        replaced.setattr(stack, "_embedded", embedded)
        recorder = recorded(FakeServer(says({"word": "ja"})), "one", base_url=None)
    assert recorder.origin
    assert (recorder.origin.endpoint, recorder.origin.local) == ("embedded", True)
    assert replayed(recorder, "one") == Word(word="ja")


def test_a_mended_answer_is_mended_again() -> None:
    recorder = recorded(FakeServer(says({"wort": "ja"}), says({"word": "ja"})), "one")
    assert len(recorder.answers) == 2
    assert replayed(recorder, "one") == Word(word="ja")


def test_an_answer_that_no_cache_would_keep_is_recorded(tmp_path: Path) -> None:
    recorder = recorded(FakeServer(says('{"word": "j', finish_reason="length")), "one", cache=tmp_path)
    with pytest.raises(Truncated):
        replayed(recorder, "one")


def test_a_question_never_asked_has_no_answer() -> None:
    with pytest.raises(FatalForRun, match=r"no answer to “two x+ …”") as failed:
        replayed(recorded(FakeServer(says({"word": "ja"})), "one"), "two\n" + "x" * 200)
    assert failed.value.code == NOT_RECORDED


def test_what_is_kept_holds_no_key_and_nothing_that_differs_each_time() -> None:
    recorder = recorded(FakeServer(says({"word": "ja"})), "one")
    assert recorder.origin
    (answer,) = recorder.answers.values()
    assert PLANTED_KEY not in recorder.origin.model_dump_json() + answer.model_dump_json()
    message = {"role": "assistant", "content": '{"word": "ja"}', "refusal": None}
    assert answer.choices == [{"index": 0, "finish_reason": "stop", "message": message}]
