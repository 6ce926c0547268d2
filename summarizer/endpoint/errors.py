"""What can go wrong between us and the model, sorted by what has to be done about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from summarizer.endpoint.masking import MASK, masked
from summarizer.endpoint.retry_after import seconds_to_wait

if TYPE_CHECKING:
    import openai
    from openai.types import CompletionUsage

SHOWN = 300
"""Characters kept of what a server says about its error: it may be echoing the article."""
KEPT_ANSWER = 2000
"""Characters kept of an answer that could not be used."""


class EndpointError(Exception):
    """Base of all errors of this room. No message holds a key, nor more than `SHOWN` characters of a server's words."""

    def __init__(self, message: str, remedy: str, code: str, answer: str | None = None) -> None:
        # All of them go to `args`, so that the error survives pickling between processes.
        super().__init__(message, remedy, code, answer)
        self.message = message
        """What is wrong, with the place."""
        self.remedy = remedy
        """What to do about it."""
        self.code = code
        """Machine-readable kind of failure, stable across versions."""
        self.answer = answer
        """The start of the answer that could not be used, if there was one."""

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


class FatalForRun(EndpointError):  # noqa: N818 - says what to do, as its siblings do
    """No further request could succeed: stop, keep what is done."""


class ItemFailed(EndpointError):  # noqa: N818
    """This request failed for good; others may succeed."""


class ContextTooLong(ItemFailed):
    """The prompt does not fit the model's context: ask again with a smaller window."""


class Refused(ItemFailed):
    """The model refused, or a content filter stepped in."""


class Truncated(ItemFailed):
    """The answer reached its token limit before it was complete."""


class Nonsense(ItemFailed):
    """The answer is not what was asked for, and asking again did not help."""


class Malformed(Exception):  # noqa: N818 - an observation, not yet a verdict
    """A server said 200 and sent something else than it was asked for."""

    def __init__(self, server: str, words: str, usage: CompletionUsage | None = None) -> None:
        super().__init__(server, words, usage)
        self.server = server
        self.words = words
        self.usage = usage
        """What it counted all the same."""


@dataclass(frozen=True)
class Verdict:
    """What to do about a failed attempt."""

    kind: Literal["fatal", "wait", "item"]
    error: EndpointError
    """What to raise; for `wait`, once patience has run out."""
    after: float | None = None
    """Seconds the server asked us to wait."""
    patience: Literal["time", "start", "tries"] = "time"
    """How long to go on waiting: the full time limit; only while the server has answered before (`start`);
    or a few tries (`tries`)."""


_QUOTA = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "credit_balance_too_low"}
_TOO_LONG = re.compile(
    r"context[_ ](length|size|window)|maximum context|prompt is too long|too many tokens|available context",
    re.IGNORECASE,
)
_FILTER = re.compile(
    r"content[_ ](filter|policy)|content management policy|invalid_prompt|safety system|flagged|moderation",
    re.IGNORECASE,
)
_KEYLIKE = re.compile(r"\b(?:sk|pk|key|Bearer)[-_ ][\w.*-]{8,}")


_SAYABLE_OTHERWISE = {"max_tokens", "temperature"}
_RENAMED = re.compile(r"""\buse ['"`]?max_completion_tokens""", re.IGNORECASE)


def refused_parameter(exc: Exception) -> str | None:
    """The parameter that a server refuses and that can be said otherwise (`endpoint/dialect.py`), or None."""
    import openai  # noqa: PLC0415 - costs half a second at start

    if not isinstance(exc, openai.APIStatusError) or exc.status_code not in {400, 422}:
        return None
    if exc.param in _SAYABLE_OTHERWISE and exc.code in {"unsupported_parameter", "unsupported_value"}:
        return exc.param
    return "max_tokens" if _RENAMED.search(_text(exc)) else None


def congested(exc: Exception) -> bool:
    """Whether a failed attempt says that the server has too much to do, rather than that something is wrong."""
    import openai  # noqa: PLC0415

    if isinstance(exc, openai.APIStatusError):
        return exc.status_code in {429, 503, 504, 529} and not {str(exc.code), str(exc.type)} & _QUOTA
    return isinstance(exc, openai.APITimeoutError)


def never_sent(exc: BaseException) -> bool:
    """Whether an attempt failed before the request left this machine."""
    import httpx2  # noqa: PLC0415

    return isinstance(exc.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout)


def shown(url: object) -> str:
    """`url` as it may be displayed and logged: no user, no password, no query."""
    parts = urlsplit(str(url))
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}".removesuffix("/").removesuffix("/chat/completions")


def classify(exc: openai.OpenAIError | Malformed) -> Verdict:
    """Sort a failed attempt into fatal for the run, worth waiting, or lost for this item.

    Follows the error codes of the OpenAI API reference, and what llama.cpp, vLLM, Azure and OpenRouter say instead.
    """
    import openai  # noqa: PLC0415 - costs half a second at start

    if isinstance(exc, Malformed):
        return Verdict(
            "wait",
            Nonsense(
                f"{exc.server} answered 200 with something else than it was asked for: {_words(exc.words)}",
                "Check that the base URL leads to an OpenAI-compatible API.",
                "malformed_answer",
            ),
            patience="tries",
        )
    if isinstance(exc, openai.APIStatusError):
        return _by_status(exc)
    if isinstance(exc, openai.APITimeoutError):
        return Verdict(
            "wait",
            ItemFailed(
                f"{shown(exc.request.url)} did not answer in time.",
                "Raise the timeout, lower the concurrency, or run again later.",
                "timeout",
            ),
        )
    if isinstance(exc, openai.APIConnectionError):
        return Verdict(
            "wait",
            FatalForRun(
                f"{shown(exc.request.url)} cannot be reached ({_cause(exc)}).",
                "Check the address, the network and that the server runs; then run the same command again.",
                "unreachable",
            ),
            patience="start",
        )
    return Verdict("item", ItemFailed(f"The client failed: {type(exc).__name__}.", "Report this.", "client_error"))


def _by_status(exc: openai.APIStatusError) -> Verdict:
    said = f"{shown(exc.request.url)} answered {exc.status_code}: {_words(_text(exc))}"
    if refused_parameter(exc):
        error = FatalForRun(said, "Use a model that takes the parameter, or another server.", "bad_parameter")
        return Verdict("wait", error, after=0.0, patience="tries")
    about_us = _this_item(exc, said) or _whole_run(exc, said) or _passing(exc, said)
    return about_us or Verdict("item", ItemFailed(said, "See what the server says about the request.", "bad_request"))


def _this_item(exc: openai.APIStatusError, said: str) -> Verdict | None:
    if exc.status_code not in {400, 403, 413, 422}:
        return None
    words = f"{exc.code} {exc.type} {_text(exc)}"
    if exc.status_code == 413 or _TOO_LONG.search(words):
        return Verdict("item", ContextTooLong(said, "Use smaller windows.", "context_too_long"))
    if _FILTER.search(words):
        return Verdict("item", Refused(said, "Try another model for this article.", "content_filter"))
    return None


def _whole_run(exc: openai.APIStatusError, said: str) -> Verdict | None:
    status, codes = exc.status_code, {str(exc.code), str(exc.type)}
    if codes & _QUOTA or status == 402:
        code, remedy = "insufficient_quota", "Add credit or raise the account's limit; then run the same command again."
    elif status == 401:
        code, remedy = "unauthorized", "Check the API key."
    elif status == 403:
        code, remedy = "forbidden", "Check that the key may use this model from here."
    elif status == 404 or "model_not_found" in codes:
        code, remedy = "not_found", "Check the model's name and the base URL."
    elif status in {400, 422} and exc.param and not exc.param.startswith("messages"):
        code, remedy = "bad_parameter", f"Every request has {exc.param!r}: use a server that accepts it as it is."
    else:
        return None
    return Verdict("fatal", FatalForRun(said, remedy, code))


def _passing(exc: openai.APIStatusError, said: str) -> Verdict | None:
    error: EndpointError
    if exc.status_code == 429:
        error = FatalForRun(said, "Lower the concurrency, or run the same command again later.", "rate_limited")
    elif exc.status_code in {408, 409, 425} or exc.status_code >= 500:
        error = ItemFailed(said, "Run the same command again later.", "server_error")
    else:
        return None
    return Verdict("wait", error, after=seconds_to_wait(exc.response.headers))


def _text(exc: openai.APIStatusError) -> str:
    body: Any = exc.body
    if isinstance(body, dict):
        body = body.get("message", body)
    return str(body if body is not None else exc.message)


def _words(text: str) -> str:
    """A server's own words, on one line, short, without our keys and without anything that looks like one."""
    line = " ".join(_KEYLIKE.sub(MASK, masked(text)).split())
    return line if len(line) <= SHOWN else line[:SHOWN] + " …"


def _cause(exc: openai.APIConnectionError) -> str:
    cause = exc.__cause__
    return _words(f"{type(cause).__name__}: {cause}" if cause else exc.message)
