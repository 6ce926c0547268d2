"""One settings object: command line, then environment, then `summarizer.toml`, then default."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, Literal, Self

import platformdirs
from pydantic import AliasChoices, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from summarizer import resources
from summarizer.endpoint.masking import keep_secret, keep_secrets_of
from summarizer.errors import UsageError

FILE = "summarizer.toml"
"""Read from the working directory."""
EMBEDDED = "embedded"
OPENAI = "https://api.openai.com/v1"

_ENV = "SUMMARIZER_"


def is_local(model: str) -> bool:
    """Whether `model` is an embedded one: `embedded`, or a GGUF file."""
    return model == EMBEDDED or model.startswith("hf:") or model.endswith(".gguf")


class Settings(BaseSettings):
    """What can be set. Every field is also a key of `summarizer.toml` and a variable `SUMMARIZER_<FIELD>`."""

    model_config = SettingsConfigDict(
        env_prefix=_ENV,
        toml_file=FILE,
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        env_ignore_empty=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )

    model: str = EMBEDDED
    """`embedded`, a GGUF file (`path.gguf` or `hf:owner/repo/file`), or a model of the server at `base_url`."""
    base_url: str | None = Field(
        None, validation_alias=AliasChoices("SUMMARIZER_BASE_URL", "OPENAI_BASE_URL"), repr=False
    )
    """An OpenAI-compatible API, usually ending in `/v1`; that of OpenAI when only a key is given."""
    api_key: SecretStr | None = Field(None, validation_alias=AliasChoices("SUMMARIZER_API_KEY", "OPENAI_API_KEY"))
    """Its key. Never shown, logged or written."""
    concurrency: int = Field(default_factory=lambda given: 1 if is_local(given["model"]) else 16, ge=1, le=1024)
    """Articles, and requests to a server, under way at once: 16, or 1 for an embedded model."""
    rpm: int | None = Field(None, ge=1)
    """Most requests to a server in a minute; what the server tells of its own limits is kept to as well."""
    tpm: int | None = Field(None, ge=1)
    """Most tokens in a minute, of prompts and answers together."""
    max_cost: float | None = Field(None, gt=0)
    """US dollars that a run may cost, over all its starts. A run that would cost more stops, and goes on where it
    stopped once this is raised."""
    max_tokens: int | None = Field(None, ge=1)
    """Tokens that a run may take, over all its starts."""
    engine: Literal["local", "ray"] = "local"
    """What runs: this process, or workers on a Ray cluster (extra `ray`)."""
    address: str | None = None
    """Of the Ray cluster: `host:port`, or `auto`; without one Ray is started on this machine, for this run."""
    workers: int | None = Field(None, ge=1)
    """Processes on the cluster, each with `concurrency` articles under way: one a core, or one a node where the model
    runs inside them."""
    timeout_s: float = Field(300.0, gt=0)
    """Seconds after which one attempt at a request is given up."""
    window: Literal["auto", "article", "sentence"] = "auto"
    """How much text one request shows: the whole article, a sentence, or what suits the model."""
    cache: bool = True
    """Whether answers are kept and used again."""
    cache_dir: Path = Field(default_factory=lambda: platformdirs.user_cache_path("summarizer"))
    """Where answers and weights are kept, in folders of their own."""
    prompts_dir: Path = Field(default_factory=lambda: resources.folder("prompts"))
    """Prompt templates; those of the package unless set."""

    @property
    def answers_dir(self) -> Path:
        """Where answers are kept."""
        return self.cache_dir / "answers"

    @property
    def weights_dir(self) -> Path:
        """Where the weights of embedded models are kept."""
        return self.cache_dir / "models"

    @property
    def local(self) -> bool:
        """Whether the model is an embedded one."""
        return is_local(self.model)

    @property
    def server(self) -> str | None:
        """Base URL of the server to ask; None for an embedded model."""
        return None if self.local else self.base_url or OPENAI

    @model_validator(mode="after")
    def _model_and_server_fit(self) -> Self:
        server_given = self.base_url or self.api_key
        if server_given and "model" not in self.model_fields_set:
            given = "a base URL" if self.base_url else "an API key"
            raise ValueError(f"{given} is set, but no model: name one with --model, or use --model {EMBEDDED}")
        if not self.local and not server_given:
            raise ValueError(
                f"{self.model!r} is a model of a server: set OPENAI_API_KEY or --base-url, or use --model {EMBEDDED}"
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line, environment, file, in this order."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load(**given: Any) -> Settings:
    """The settings, those in `given` (the command line) before all others; a value of None counts as not given.

    Raises:
        UsageError: A value cannot be used, or `summarizer.toml` cannot be read or holds an unknown key.
    """
    given = {name: value for name, value in given.items() if value is not None}
    try:
        settings = Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        if not first["loc"]:
            raise UsageError(f"{first['ctx']['error']}.", "See `summarizer run --help`.") from None
        raise _at_fault(str(first["loc"][0]), first["type"], first["msg"], given) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{FILE} is not valid TOML: {error}.", "Correct the file.") from None
    _keep_secrets_of(settings)
    return settings


def _keep_secrets_of(settings: Settings) -> None:
    if settings.api_key:
        keep_secret(settings.api_key.get_secret_value())
    if settings.base_url:
        keep_secrets_of(settings.base_url)


def folders(cache_dir: Path | None = None) -> Settings:
    """The settings for what asks no model: whether one could be asked does not matter.

    Raises:
        UsageError: As `load`.
    """
    return load(model=EMBEDDED, cache_dir=cache_dir)


def _at_fault(name: str, kind: str, message: str, given: dict[str, Any]) -> UsageError:
    field = name.lower().removeprefix(_ENV.lower()).removeprefix("openai_")
    if kind == "extra_forbidden":
        known = ", ".join(sorted(Settings.model_fields))
        return UsageError(f"{FILE}: unknown key {name!r}.", f"Known keys: {known}.")
    if field in given:
        place = f"--{field.replace('_', '-')}"
    else:
        variables = (f"{_ENV}{field.upper()}", f"OPENAI_{field.upper()}")
        place = next((each for each in variables if os.environ.get(each)), f"{FILE}: {field}")
    return UsageError(f"{place}: {message}.", "Correct the value.")
