"""OpenTelemetry spans, where an application collects them; nothing at all where none does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Literal

from summarizer.endpoint.errors import EndpointError

Value = str | int | float | bool | list[str]
SetAttributes = Callable[[Mapping[str, Value]], None]

_SCOPE = "summarizer"
_API = "opentelemetry.trace"


def collected() -> bool:
    """Whether the application may collect spans: it has imported what it needs for that."""
    return _API in sys.modules


@contextmanager
def span(
    name: str, attributes: Mapping[str, Value], kind: Literal["INTERNAL", "CLIENT"] = "INTERNAL"
) -> Iterator[SetAttributes]:
    """A span over the enclosed code, by the global tracer provider; yields what sets further attributes.

    An application that collects spans has imported OpenTelemetry itself: where it is not imported, nobody listens, and
    it stays so. Of an error the span notes its code or class (`error.type`), not its message, which may quote articles.
    """
    trace = sys.modules.get(_API)
    if trace is None:
        yield _nowhere
        return
    with trace.get_tracer(_SCOPE).start_as_current_span(
        name,
        kind=trace.SpanKind[kind],
        attributes=attributes,
        record_exception=False,
        set_status_on_exception=False,
    ) as current:
        try:
            yield current.set_attributes
        except BaseException as error:
            current.set_attribute("error.type", code_of(error))
            current.set_status(trace.StatusCode.ERROR)
            raise


def code_of(error: BaseException) -> str:
    """The code of one of our errors, the class of any other: what the client calls a code are words of the server."""
    return error.code if isinstance(error, EndpointError) else type(error).__name__


def _nowhere(attributes: Mapping[str, Value]) -> None:
    """Set nothing: nobody listens."""
