"""What a run would ask and cost, told before anything is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.errors import EndpointError
from summarizer.endpoint.metering import meter
from summarizer.errors import UsageError
from summarizer.reading import read
from summarizer.running.command import check_inputs
from summarizer.running.entry import Entry
from summarizer.running.ledger import RECORDS
from summarizer.running.pipeline import Summarizer
from summarizer.running.spending import dollars
from summarizer.schema import Article, Failure

if TYPE_CHECKING:
    from summarizer.endpoint.stack import Endpoint, EndpointOptions
    from summarizer.settings import Settings


@dataclass
class Estimate:
    """What a run would take, as far as its first questions tell: repairs and re-asks come on top."""

    articles: int = 0
    """That can be read."""
    done: int = 0
    """Those of them whose record stands."""
    unreadable: int = 0
    requests: int = 0
    """To be sent."""
    hits: int = 0
    """Requests that the cache has the answers to."""
    prompt_tokens: int = 0
    """Guessed from the characters."""
    answer_tokens: int = 0
    """At most: the limits of the answers."""
    least_cost: float | None = None
    """US dollars for the prompts alone; None where no price is known."""
    most_cost: float | None = None
    """With answers as long as they may become."""

    def lines(self) -> list[str]:
        """For people."""
        unreadable = f", {self.unreadable:,} that cannot be read" if self.unreadable else ""
        told = [
            f"articles  {self.articles:,}, {self.done:,} of them done already{unreadable}",
            f"requests  {self.requests:,} to be sent, {self.hits:,} answered by the cache",
            f"tokens    about {self.prompt_tokens:,} in, at most {self.answer_tokens:,} out",
        ]
        if self.least_cost is None or self.most_cost is None:
            told.append("cost      no price of the model is known")
        else:
            told.append(f"cost      between {dollars(self.least_cost)} and {dollars(self.most_cost)}")
        return [*told, "Nothing was sent. Repairs and re-asks come on top."]


def estimate(settings: Settings, inputs: Sequence[str], out: Path, *, fresh: bool = False) -> Estimate:
    """Read all inputs and build the first questions of every article as a run would, sending nothing.

    Neither is `out` written to; records that stand in it are counted as done.

    Raises:
        UsageError: An input does not exist or holds no article.
    """
    check_inputs(inputs, out)
    # Not sys.stdin: see `command.py`.
    stdin = open(0, "rb", closefd=False) if "-" in inputs else None  # noqa: SIM115
    made = asyncio.run(_estimate(settings, read(inputs, stdin=stdin), out, fresh=fresh))
    if not made.articles and not made.unreadable:
        raise UsageError(f"No article in {', '.join(inputs)}.", "Name files, folders or globs that hold some.")
    return made


async def _estimate(settings: Settings, articles: Iterable[Article | Failure], out: Path, *, fresh: bool) -> Estimate:
    made = Estimate()
    summarizer = Summarizer(settings.model_copy(update={"max_cost": None}), opener=_counting(made))
    recipe = summarizer.recipe
    async with summarizer:
        for article in articles:
            if isinstance(article, Failure):
                made.unreadable += 1
                continue
            made.articles += 1
            entry = None if fresh else Entry.read(out / RECORDS / f"{article.id}.json")
            if entry and entry.stands(article, recipe):
                made.done += 1
                continue
            with meter() as used, suppress(EndpointError):
                await summarizer.asummarize(article)
            made.hits += used.cache_hits
    return made


def _counting(made: Estimate) -> Callable[..., AbstractAsyncContextManager[Endpoint]]:
    """Opens an endpoint that adds what it is asked to `made`."""
    from summarizer.endpoint.estimates import Learning  # noqa: PLC0415
    from summarizer.endpoint.prices import price_of  # noqa: PLC0415
    from summarizer.endpoint.stack import open_endpoint  # noqa: PLC0415 - loads the LLM libraries

    asked: set[str] = set()

    def opener(options: EndpointOptions, **more: Any) -> AbstractAsyncContextManager[Endpoint]:
        price = price_of(options.model, options.base_url) if options.base_url else None
        if price or options.base_url is None:
            made.least_cost = made.most_cost = 0.0
        estimates = Learning(price)

        def count(key: str, body: dict[str, Any]) -> None:
            if options.cache and key in asked:  # sent once
                made.hits += 1
                return
            asked.add(key)
            prompt, answer = estimates.split(body)
            made.requests += 1
            made.prompt_tokens += prompt
            made.answer_tokens += answer
            if price and made.least_cost is not None and made.most_cost is not None:
                made.least_cost += price(prompt, 0, 0)
                made.most_cost += price(prompt, 0, answer)

        return open_endpoint(replace(options, capture=count), **more)

    return opener
