"""One settings object, four sources."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from summarizer.errors import UsageError
from summarizer.settings import OPENAI, Settings, folders, load

KEY = "sk-planted-7f3a"


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty working directory and no variables of ours."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("SUMMARIZER_", "OPENAI_"))]:
        monkeypatch.delenv(name)


def toml(text: str) -> None:
    Path("summarizer.toml").write_text(text, encoding="utf-8")


def test_without_anything_the_model_is_the_embedded_one() -> None:
    settings = load()
    assert (settings.model, settings.local, settings.server, settings.concurrency) == ("embedded", True, None, 1)
    assert settings.prompts_dir.name == "prompts"
    assert settings.cache_dir.name == "summarizer"


def test_command_line_before_environment_before_file(monkeypatch: pytest.MonkeyPatch) -> None:
    toml("concurrency = 3\ntimeout_s = 3\nwindow = 'article'")
    monkeypatch.setenv("SUMMARIZER_CONCURRENCY", "4")
    monkeypatch.setenv("SUMMARIZER_TIMEOUT_S", "4")
    settings = load(concurrency=5, window=None)
    assert (settings.concurrency, settings.timeout_s, settings.window) == (5, 4, "article")


@pytest.mark.parametrize("source", ["variable", "own variable", "file"])
def test_the_base_url_of_the_command_line_comes_first(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if source == "file":
        toml("base_url = 'http://there'")
    else:
        monkeypatch.setenv("OPENAI_BASE_URL" if source == "variable" else "SUMMARIZER_BASE_URL", "http://there")
    assert load(model="m").server == "http://there"
    assert load(model="m", base_url="http://here").server == "http://here"


def test_our_own_variable_comes_before_that_of_openai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://there")
    monkeypatch.setenv("SUMMARIZER_BASE_URL", "http://here")
    assert load(model="m").server == "http://here"


def test_a_key_alone_means_the_server_of_openai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    settings = load(model="m")
    assert (settings.server, settings.concurrency) == (OPENAI, 16)
    assert settings.api_key is not None
    assert settings.api_key.get_secret_value() == KEY


@pytest.mark.parametrize("model", ["embedded", "hf:owner/repo/file.gguf", "weights/model.gguf"])
def test_a_local_model_asks_no_server_whatever_is_set(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://there")
    assert load(model=model).server is None


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "OPENAI_BASE_URL"])
def test_a_server_without_a_model_asks_for_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "http://there")
    with pytest.raises(UsageError, match="name one with --model, or use --model embedded"):
        load()


def test_a_model_without_a_server_asks_for_one() -> None:
    with pytest.raises(UsageError, match="'m' is a model of a server: set OPENAI_API_KEY or --base-url"):
        load(model="m")


def test_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    settings = load(model="m")
    assert KEY not in f"{settings} {settings!r} {settings.model_dump()} {settings.model_dump_json()}"
    with pytest.raises(UsageError) as error:
        load(model="m", concurrency=0)
    assert KEY not in str(error.value)
    with pytest.raises(ValueError, match="concurrency") as raw:
        Settings(model="m", concurrency=0)
    assert KEY not in str(raw.value)


def test_an_unknown_key_of_the_file_is_named() -> None:
    toml("modle = 'm'")
    with pytest.raises(UsageError, match=r"summarizer\.toml: unknown key 'modle'\. Known keys: address, api_key"):
        load()


def test_a_broken_file_is_named_with_the_place() -> None:
    toml("model = \n")
    with pytest.raises(UsageError, match=r"summarizer\.toml is not valid TOML: .*line 1"):
        load()


def test_a_bad_value_is_named_with_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    toml("concurrency = 0")
    with pytest.raises(UsageError, match=r"^summarizer\.toml: concurrency: "):
        load()
    monkeypatch.setenv("SUMMARIZER_CONCURRENCY", "many")
    with pytest.raises(UsageError, match=r"^SUMMARIZER_CONCURRENCY: "):
        load()
    with pytest.raises(UsageError, match=r"^--concurrency: "):
        load(concurrency=-1)


def test_a_bad_value_of_a_variable_of_openai_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    toml("model = 'm'\napi_key = 3")
    with pytest.raises(UsageError, match=r"^summarizer\.toml: api_key: "):
        load()


def test_empty_variables_count_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.setenv("SUMMARIZER_MODEL", "")
    assert load().model == "embedded"


def test_a_cache_folder_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", "elsewhere")
    assert load().cache_dir == Path("elsewhere")


def test_one_folder_holds_answers_and_weights() -> None:
    toml("cache_dir = 'elsewhere'")
    for given in (load(), folders()):
        assert (given.answers_dir, given.weights_dir) == (Path("elsewhere/answers"), Path("elsewhere/models"))
    assert folders(Path("given")).weights_dir == Path("given/models")


def test_folders_are_known_where_no_model_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "key")
    with pytest.raises(UsageError, match="no model"):
        load()
    assert folders().cache_dir.name == "summarizer"
