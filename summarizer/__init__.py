"""Structured news summaries whose every statement carries the exact words it rests on.

    from summarizer import Summarizer, read

    with Summarizer() as summarizer:
        for article in read(["article.txt"]):
            print(summarizer.summarize(article).events)

Everything below is loaded when it is first used, so that `import summarizer` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.errors import UsageError
    from summarizer.grounding.locate import locate
    from summarizer.reading import read
    from summarizer.running.pipeline import Summarizer
    from summarizer.schema import Article, Claim, Event, Failure, Quote, Record
    from summarizer.settings import Settings

    __version__: str

__all__ = [
    "Article",
    "Claim",
    "Event",
    "Failure",
    "Quote",
    "Record",
    "Settings",
    "Summarizer",
    "UsageError",
    "__version__",
    "locate",
    "read",
]

_HOME = {
    "Article": "summarizer.schema",
    "Claim": "summarizer.schema",
    "Event": "summarizer.schema",
    "Failure": "summarizer.schema",
    "Quote": "summarizer.schema",
    "Record": "summarizer.schema",
    "Settings": "summarizer.settings",
    "Summarizer": "summarizer.running.pipeline",
    "UsageError": "summarizer.errors",
    "locate": "summarizer.grounding.locate",
    "read": "summarizer.reading",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - slow to import

        value: Any = version("summarizer")
    elif name in _HOME:
        value = getattr(import_module(_HOME[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
