"""What tokens cost, by the prices that the genai-prices package keeps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genai_prices.types import ModelPrice

Price = Callable[[int, int, int], float]
"""US dollars for prompt tokens (cached ones included), cached prompt tokens and output tokens."""
_MANY = 1_000_000


def price_of(model: str, base_url: str, *, batch: bool = False) -> Price | None:
    """The price of `model` at the provider whose API `base_url` is, at this moment; None where none is known.

    A model of the same name elsewhere has another price, or none: a name alone is not enough. With `batch`, the price
    by the Batch API.
    """
    prices = _prices(model, base_url, {})
    if not batch or prices is None:
        return _linear(prices) if prices else None
    cheaper = _prices(model, base_url, {"processing": "batch"})
    # What the package knows no price of batches for, it gives the ordinary price.
    return _linear(cheaper) if cheaper and cheaper != prices else None


def _prices(model: str, base_url: str, context: dict[str, str]) -> ModelPrice | None:
    from genai_prices import Usage, calc_price  # noqa: PLC0415 - costs half a second at start

    try:
        usage = Usage(input_tokens=1, output_tokens=1)
        found = calc_price(usage, model, provider_api_url=base_url, price_context=context)
    except (LookupError, ValueError):  # no such provider, no such model; or one without prices
        return None
    return found.model_price


def _linear(prices: ModelPrice) -> Price:
    """`prices` as a function that costs nothing to call: a request of the package's own takes half a millisecond.

    Between two thresholds of the prompt's length the price of a token is the same.
    """
    from genai_prices.types import TieredPrices  # noqa: PLC0415

    tiered = [price for price in vars(prices).values() if isinstance(price, TieredPrices)]
    thresholds = sorted({tier.start for price in tiered for tier in price.tiers})
    rates: dict[int, tuple[float, float, float]] = {}

    def price(prompt: int, cached: int, output: int) -> float:
        tier = bisect_left(thresholds, prompt)
        if tier not in rates:
            rates[tier] = _rates(prices, max(prompt, 1))
        fresh_rate, cached_rate, output_rate = rates[tier]
        return (prompt - cached) * fresh_rate + cached * cached_rate + output * output_rate

    return price


def _rates(prices: ModelPrice, prompt: int) -> tuple[float, float, float]:
    """Dollars a token, fresh, cached and of the output, with a prompt of this length."""
    from genai_prices import Usage  # noqa: PLC0415

    def dollars(cached: int, output: int) -> float:
        usage = Usage(input_tokens=prompt, cache_read_tokens=cached, output_tokens=output)
        return float(prices.calc_price(usage)["total_price"])

    fresh = dollars(0, 0)
    return fresh / prompt, dollars(prompt, 0) / prompt, (dollars(0, _MANY) - fresh) / _MANY
