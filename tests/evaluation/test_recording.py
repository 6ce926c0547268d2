"""From a recording to a run, with a stand-in for the model that was recorded."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from summarizer import resources
from summarizer.cli import main
from summarizer.drafting import asking, sentence_draft
from summarizer.endpoint.errors import EndpointError
from summarizer.errors import UsageError
from summarizer.evaluation import recording
from summarizer.evaluation.recording import read_recording, record, replay
from summarizer.evaluation.runs import RunFolder, read_folder
from summarizer.settings import Settings
from tests.doubles import BASE_URL, PLANTED_KEY, FakeServer, fails

TEXT = (
    "Norland schickt Ostheim zwölf Boote\n\n"
    "Norland hat der Stadt Ostheim am Montag zwölf Boote geschickt. "
    "Ministerin Anna Berger sagte, die Boote blieben bis zum Herbst. "
    "„Wir danken für die Hilfe“, sagte Bürgermeister Karl Vogt. "
    "Am Dienstag trafen sich beide in Ostheim."
)


def first_choice(body: dict[str, Any]) -> dict[str, Any]:
    """The answer that always takes the first of the choices that the schema gives."""
    schema = body["response_format"]["json_schema"]["schema"]

    def choose(node: dict[str, Any]) -> Any:
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
        if "anyOf" in node:
            return choose(node["anyOf"][0])
        if "enum" in node:
            return node["enum"][0]
        return {name: choose(each) for name, each in node["properties"].items()} if "properties" in node else None

    return choose(schema)


@pytest.fixture(autouse=True)
def _several_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "TOGETHER", 1)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def made(article: Path, tmp_path: Path) -> Path:
    """A recording of the article."""
    return recorded(article, tmp_path / "recordings" / "fake.jsonl")


def recorded(article: Path, path: Path) -> Path:
    server = FakeServer().always(first_choice)
    settings = Settings(model="fake", base_url=BASE_URL, api_key=PLANTED_KEY, window="sentence")
    record(settings, [str(article)], path, transport=server.transport)
    assert len({json.dumps(body) for body in server.bodies}) == len(server.bodies) > 1
    return path


def replayed(made: Path, article: Path, out: Path) -> RunFolder:
    assert replay(read_recording(made), [str(article)], out) == 0
    return read_folder(out)


def prompts_with(folder: Path, change: Callable[[str, str], str]) -> str:
    """A copy of the templates, each changed by name and content."""
    folder.mkdir()
    for path in resources.folder("prompts").iterdir():
        (folder / path.name).write_text(change(path.name, path.read_text(encoding="utf-8")), encoding="utf-8")
    return str(folder)


def stale(made: Path, article: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What is said when the recording has no answer."""
    capsys.readouterr()
    assert replay(read_recording(made), [str(article)], out) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert f"stopped {made} is stale: " in said
    assert "Renew it: `make record`" in said
    assert not read_folder(out).records
    return said


def test_a_replay_has_what_the_model_said_and_says_where_from(made: Path, article: Path, tmp_path: Path) -> None:
    found = replayed(made, article, tmp_path / "out")
    saved = found.records["a"]
    assert saved.events[0].quotes[0].exact.startswith("Norland hat")
    assert {claim.speaker and claim.speaker.name for claim in saved.claims} >= {"Karl Vogt"}
    assert (saved.provenance.model, saved.provenance.endpoint) == ("fake", f"recording of {BASE_URL}")
    assert (found.run.model, found.run.endpoint) == ("fake", f"recording of {BASE_URL}")
    assert saved.provenance.cache_hit
    assert (saved.provenance.attempts, saved.provenance.tokens.input) == (0, 0)
    assert saved.provenance.requests == len(read_recording(made).answers)


def test_a_replay_is_the_same_each_time(made: Path, article: Path, tmp_path: Path) -> None:
    first, again = (replayed(made, article, tmp_path / out).records["a"] for out in ("one", "two"))
    clock = {"provenance": {"created", "seconds"}}
    assert first.model_dump_json(exclude=clock) == again.model_dump_json(exclude=clock)


def test_a_replay_uses_no_record_of_an_earlier_one(
    made: Path, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert replayed(made, article, tmp_path / "out").records["a"].events
    monkeypatch.setattr(sentence_draft._Builder, "_event", lambda *_: None)
    assert not replayed(made, article, tmp_path / "out").records["a"].events


def test_the_file_is_the_same_but_for_its_date(made: Path, article: Path, tmp_path: Path) -> None:
    header, *answers = made.read_bytes().splitlines()
    again = recorded(article, tmp_path / "again.jsonl")
    assert again.read_bytes().splitlines()[1:] == answers
    asked = [json.loads(line)["asked"] for line in answers]
    assert asked == sorted(asked)
    assert [*json.loads(header)["articles"]] == ["a"]
    assert PLANTED_KEY not in made.read_text(encoding="utf-8")
    assert len(answers) == len(read_recording(made).answers)


def test_a_changed_prompt_is_named(
    made: Path, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def changed(name: str, text: str) -> str:
        return text.replace("{{sentences}}", "! {{sentences}}") if name.startswith("sentence.") else text

    monkeypatch.setenv("SUMMARIZER_PROMPTS_DIR", prompts_with(tmp_path / "p", changed))
    said = stale(made, article, tmp_path / "out", capsys)
    assert "the prompt sentence.de has changed since it was recorded" in said
    assert "sentence.en" not in said


def test_a_changed_comment_in_a_prompt_changes_no_question(
    made: Path, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_PROMPTS_DIR", prompts_with(tmp_path / "p", lambda _, text: f"# New.\n{text}"))
    now = replayed(made, article, tmp_path / "out").records["a"].provenance.prompts
    assert not set(now) & set(read_recording(made).header.prompts)


def test_questions_that_the_code_changed(
    made: Path, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(asking, "_ANSWER_TOKENS", 161)
    assert "the prompts have not changed since 20" in stale(made, article, tmp_path / "out", capsys)


def test_a_library_that_words_questions_is_named(
    made: Path, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    was = recording._libraries()["pydantic"]
    monkeypatch.setattr(recording, "_libraries", lambda: {"instructor": "0", "pydantic": was})
    monkeypatch.setattr(asking, "_ANSWER_TOKENS", 161)
    said = stale(made, article, tmp_path / "out", capsys)
    assert "instructor is 0, was 1" in said
    assert "pydantic" not in said


def test_an_article_that_was_not_recorded(
    made: Path, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = article.with_name("b.txt")
    other.write_text(TEXT.replace("Montag", "Freitag"), encoding="utf-8")
    assert "the article b was not recorded" in stale(made, other, tmp_path / "one", capsys)
    article.write_text(TEXT.replace("Montag", "Freitag"), encoding="utf-8")
    assert "the text of a has changed" in stale(made, article, tmp_path / "two", capsys)


def test_a_recording_that_cannot_be_read(tmp_path: Path, made: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.jsonl cannot be read: .* Record it: `make record`"):
        read_recording(tmp_path / "none.jsonl")
    for content, place in ((b"", ":1:"), (b"{}\n", ":1:"), (made.read_bytes() + b"{}\n", r":\d\d?:")):
        made.write_bytes(content)
        with pytest.raises(UsageError, match=rf"fake\.jsonl{place} not a line of a recording"):
            read_recording(made)


def test_nothing_is_written_where_the_model_fails(article: Path, tmp_path: Path) -> None:
    server = FakeServer().always(lambda _: fails(401, "no"))
    settings = Settings(model="fake", base_url=BASE_URL, api_key=PLANTED_KEY, window="sentence")
    with pytest.raises(EndpointError, match="401"):
        record(settings, [str(article)], tmp_path / "out.jsonl", transport=server.transport)
    assert not (tmp_path / "out.jsonl").exists()


def test_only_articles_are_recorded(tmp_path: Path) -> None:
    settings = Settings(model="fake", base_url=BASE_URL, api_key=PLANTED_KEY)
    empty, blank = tmp_path / "empty.txt", tmp_path / "blank.jsonl"
    empty.write_bytes(b"")
    blank.write_text("\n")
    for path, wrong in ((empty, r"empty\.txt"), (blank, "No article in")):
        with pytest.raises(UsageError, match=wrong):
            record(settings, [str(path)], tmp_path / "out.jsonl", transport=FakeServer().transport)


def test_the_commands(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server, path, out = FakeServer().always(first_choice), tmp_path / "fake.jsonl", tmp_path / "out"
    monkeypatch.setenv("OPENAI_API_KEY", PLANTED_KEY)
    monkeypatch.setenv("SUMMARIZER_WINDOW", "sentence")
    monkeypatch.setattr(recording, "record", partial(record, transport=server.transport))

    def call(*args: object) -> str:
        outcome = CliRunner().invoke(main, ["eval", *map(str, args)], catch_exceptions=False)
        assert outcome.exit_code == 0, outcome.output
        return outcome.output

    said = call("record", article, "--out", path, "--model", "fake", "--base-url", BASE_URL)
    assert "a: " in said
    assert f"{path}: 1 articles by fake" in said
    asked = len(server.bodies)
    monkeypatch.delenv("OPENAI_API_KEY")
    call("replay", path, article, "--out", out)
    assert len(server.bodies) == asked
    assert read_folder(out).records.keys() == {"a"}
