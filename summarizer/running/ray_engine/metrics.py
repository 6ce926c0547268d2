"""What Ray's dashboard and its Prometheus endpoints show of a run: counts and sums, no words."""

from __future__ import annotations

from summarizer.running.ray_engine.news import News


class Metrics:
    """Counters of one worker; Ray adds node and process."""

    def __init__(self) -> None:
        from ray.util.metrics import Counter  # noqa: PLC0415

        self._articles = Counter(
            "summarizer_articles", "Articles that have ended, by how: made, before, failed.", tag_keys=("outcome",)
        )
        self._found = Counter(
            "summarizer_found", "What records made hold: events, claims, refused.", tag_keys=("what",)
        )
        self._attempts = Counter("summarizer_attempts", "Requests sent for records made, those sent again included.")
        self._tokens = Counter("summarizer_tokens", "Tokens of records made.", tag_keys=("kind",))

    def count(self, news: News) -> None:
        """Add what the news tell."""
        made = [entry for entry, before in news.entries if not before]
        _add(self._articles, len(made), outcome="made")
        _add(self._articles, len(news.entries) - len(made), outcome="before")
        _add(self._found, sum(entry.events for entry in made), what="events")
        _add(self._found, sum(entry.claims for entry in made), what="claims")
        _add(self._found, sum(entry.rejected for entry in made), what="refused")
        _add(self._attempts, sum(entry.attempts for entry in made))
        _add(self._tokens, sum(entry.tokens.input for entry in made), kind="input")
        _add(self._tokens, sum(entry.tokens.output for entry in made), kind="output")

    def count_failures(self, number: int) -> None:
        """Add articles that came to no record."""
        _add(self._articles, number, outcome="failed")


def _add(counter: object, number: int, **tags: str) -> None:
    if number:
        counter.inc(number, tags)  # type: ignore[attr-defined]
