import pytest
from genai_prices import Usage, calc_price

from summarizer.endpoint.prices import price_of

OPENAI = "https://api.openai.com/v1"
GOOGLE = "https://generativelanguage.googleapis.com/v1beta/openai/"


@pytest.mark.parametrize(
    ("model", "base_url"),
    [
        ("gpt-5-mini", OPENAI),
        ("gpt-4o", OPENAI),
        ("gemini-2.5-pro", GOOGLE),
        ("deepseek-chat", "https://api.deepseek.com"),
    ],
)
def test_prices_are_those_of_the_package(model: str, base_url: str) -> None:
    price = price_of(model, base_url)
    assert price is not None
    for prompt in (0, 1, 1000, 199_999, 200_000, 200_001, 900_000, 1000):  # beyond thresholds, and back
        for cached in (0, prompt // 2, prompt):
            for output in (0, 7, 5000):
                usage = Usage(input_tokens=prompt, cache_read_tokens=cached, output_tokens=output)
                theirs = float(calc_price(usage, model, provider_api_url=base_url).total_price)
                assert price(prompt, cached, output) == pytest.approx(theirs, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("model", "base_url"),
    [("gpt-99", OPENAI), ("gpt-4o", "https://model.test/v1"), ("gpt-4o", "http://localhost:8000/v1"), ("", OPENAI)],
)
def test_where_no_price_is_known_there_is_none(model: str, base_url: str) -> None:
    assert price_of(model, base_url) is None


def test_batches_have_a_price_of_their_own_or_none() -> None:
    ordinary, batch = (price_of("gpt-5-mini", "https://api.openai.com/v1", batch=batch) for batch in (False, True))
    assert ordinary and batch
    assert batch(1_000_000, 0, 100_000) == pytest.approx(ordinary(1_000_000, 0, 100_000) / 2)
    url = "https://api.deepseek.com/v1"
    assert price_of("deepseek-chat", url)
    assert price_of("deepseek-chat", url, batch=True) is None
