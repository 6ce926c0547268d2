"""The public way in: an article becomes a record."""

from __future__ import annotations

import asyncio
import time
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Self

from summarizer import language as languages
from summarizer.drafting.drafter import NAMES, Drafter, Window, prompt
from summarizer.drafting.effort import effort
from summarizer.endpoint.errors import FatalForRun, shown
from summarizer.running.entry import Recipe
from summarizer.running.observing import article_observed
from summarizer.schema import Article, Provenance, Record, Tokens
from summarizer.settings import Settings
from summarizer.settings import load as load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

    from summarizer.endpoint.allowance import Allowance, Need
    from summarizer.endpoint.local_allowance import LocalAllowance
    from summarizer.endpoint.retry import Waiting
    from summarizer.endpoint.stack import Endpoint, EndpointOptions

PROGRAM = "summarizer"


class Summarizer:
    """Turns articles into records. Open it with `async with`, or use it as it is from code that is not asynchronous.

        with Summarizer() as summarizer:
            record = summarizer.summarize(article)

        async with Summarizer(model="gpt-5-mini", api_key=key) as summarizer:
            record = await summarizer.asummarize(article)

    Raises (on use):
        EndpointError: the model cannot be asked; `FatalForRun` if that holds for every article.
        UsageError: the settings do not fit together.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        notice: Callable[[str], None] | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        opener: Callable[..., AbstractAsyncContextManager[Endpoint]] | None = None,
        allowance: Allowance | None = None,
        **overrides: Any,
    ) -> None:
        """
        Args:
            settings: All of them; by default those of the environment and `summarizer.toml`.
            notice: Told in words what is being waited for.
            transport: Stands in for the network, in tests.
            opener: Opens the way to the model, instead of `open_endpoint` and called like it.
            allowance: Asked before every request, instead of the rates and the budget of the settings.
            overrides: Single settings, as on the command line.
        """
        self.settings = settings or load_settings(**overrides)
        self._notice = notice
        self._transport = transport
        self._opener = opener
        self._allowance = allowance
        self._opened = AsyncExitStack()
        self._drafter: Drafter | None = None
        self._endpoint: Endpoint | None = None
        self._runner: asyncio.Runner | None = None

    @property
    def window(self) -> Window:
        """How much text one request shows: a sentence to small models, the whole article to others."""
        if self.settings.window != "auto":
            return self.settings.window
        return "sentence" if self.settings.local else "article"

    @property
    def recipe(self) -> Recipe:
        """What records are made with."""
        prompts = [
            prompt(self.settings.prompts_dir, name, code).ref
            for name in NAMES[self.window]
            for code in languages.codes()
        ]
        endpoint = shown(self.settings.server) if self.settings.server else "embedded"
        return Recipe(_program(), self.settings.model, endpoint, tuple(prompts))

    @property
    def effort(self) -> Callable[[Article], float] | None:
        """Estimates what an article will cost; None where it matters little, as many are asked about at once."""
        return effort if self.settings.local and self.window == "sentence" else None

    async def __aenter__(self) -> Self:
        from summarizer.endpoint.stack import open_endpoint  # noqa: PLC0415 - loads the LLM libraries

        _check_price(self.settings)
        self._endpoint = await self._opened.enter_async_context(
            (self._opener or open_endpoint)(
                endpoint_options(self.settings, self._allowance or allowance(self.settings, notice=self._notice)),
                progress=self._loading if self._notice else None,
                on_wait=self._waiting if self._notice else None,
                transport=self._transport,
            )
        )
        self._drafter = Drafter(self._endpoint, self.settings.prompts_dir, self.window)
        return self

    async def __aexit__(self, *error: object) -> None:
        self._drafter = self._endpoint = None
        await self._opened.aclose()

    async def asummarize(self, article: Article) -> Record:
        """The record of `article`."""
        from summarizer.endpoint.metering import meter  # noqa: PLC0415

        if self._drafter is None or self._endpoint is None:
            raise RuntimeError("Open the Summarizer first: `async with Summarizer() as summarizer:`.")
        started = time.perf_counter()
        with article_observed(article) as set_attributes, meter() as used:
            found = await self._drafter.statements(article)
            set_attributes(
                {
                    "summarizer.article.events": len(found.events),
                    "summarizer.article.claims": len(found.claims),
                    "summarizer.article.rejected": len(found.rejected),
                }
            )
        return Record(
            article=article,
            summary=found.summary,
            events=found.events,
            claims=found.claims,
            rejected=found.rejected,
            provenance=Provenance(
                model=self._endpoint.model,
                endpoint=self._endpoint.base_url_shown,
                prompts=found.prompts,
                program=_program(),
                created=datetime.now(UTC),
                requests=used.answers + used.cache_hits,
                attempts=used.attempts,
                tokens=Tokens(input=used.input_tokens, cached=used.cached_tokens, output=used.output_tokens),
                cost=used.cost,
                seconds=round(time.perf_counter() - started, 3),
                cache_hit=used.cache_hits > 0 and used.attempts == 0,
            ),
        )

    def _loading(self, done: int, of: int) -> None:
        if self._notice:
            self._notice(f"weights: {done / 1e6:,.0f} of {of / 1e6:,.0f} MB" if done < of else "")

    def _waiting(self, waiting: Waiting) -> None:
        if self._notice:
            self._notice(f"{waiting.reason}; trying again in {waiting.seconds:.0f} s")

    def __enter__(self) -> Self:
        self._runner = asyncio.Runner()
        self._runner.run(self.__aenter__())
        return self

    def __exit__(self, *error: object) -> None:
        if self._runner:
            self._runner.run(self.__aexit__(*error))
            self._runner.close()
            self._runner = None

    def summarize(self, article: Article) -> Record:
        """The record of `article`, for code that is not asynchronous; opens and closes the model if need be."""
        if self._runner is None:
            with self:
                return self.summarize(article)
        return self._runner.run(self.asummarize(article))


def _check_price(settings: Settings) -> None:
    from summarizer.endpoint.prices import price_of  # noqa: PLC0415

    if settings.max_cost and settings.server and price_of(settings.model, settings.server) is None:
        raise FatalForRun(
            f"No price of {settings.model} at {shown(settings.server)} is known: --max-cost cannot be kept.",
            "Bound the tokens instead, with --max-tokens.",
            "no_price",
        )


def allowance(
    settings: Settings,
    *,
    spent: Need | None = None,
    on_change: Callable[[Need], None] | None = None,
    notice: Callable[[str], None] | None = None,
) -> LocalAllowance:
    """Rates and budget of these settings, for one process.

    Args:
        settings: With `rpm`, `tpm`, `max_cost` and `max_tokens`.
        spent: Before, by the same run.
        on_change: Told of everything that is spent from now on.
        notice: Told in words what is being waited for.
    """
    from summarizer.endpoint.budget import Budget  # noqa: PLC0415
    from summarizer.endpoint.local_allowance import LocalAllowance  # noqa: PLC0415
    from summarizer.endpoint.rates import Rates  # noqa: PLC0415

    budget = Budget(settings.max_cost, settings.max_tokens, spent=spent, on_change=on_change)

    def waiting(seconds: float) -> None:
        if notice:
            notice(f"The rate limit is used up; going on in {seconds:.0f} s")

    return LocalAllowance(Rates(settings.rpm, settings.tpm, on_wait=waiting), budget)


@cache
def _program() -> str:
    return f"{PROGRAM} {version(PROGRAM)}"


def endpoint_options(settings: Settings, allowance: Allowance) -> EndpointOptions:
    from summarizer.endpoint.stack import EndpointOptions  # noqa: PLC0415

    return EndpointOptions(
        model=settings.model,
        base_url=settings.server,
        api_key=settings.api_key.get_secret_value() if settings.api_key else None,
        concurrency=settings.concurrency,
        slots=settings.concurrency if settings.local else 2,
        timeout=settings.timeout_s,
        cache=settings.answers_dir if settings.cache else None,
        weights_dir=settings.weights_dir,
        allowance=allowance,
    )
