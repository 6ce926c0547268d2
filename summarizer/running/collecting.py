"""Spans of a command, collected as OpenTelemetry's own environment variables say.

An application that uses this package sets up its tracer provider itself; a command has nobody who would.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import entry_points
from importlib.util import find_spec

from summarizer.errors import UsageError

EXPORTER = "OTEL_TRACES_EXPORTER"
"""Names of exporters, separated by commas: `console`, `otlp`, ...; where it is not set, no span is collected."""


def collect_spans() -> None:
    """Set up the global tracer provider, where `OTEL_TRACES_EXPORTER` asks for one and there is none.

    Sampler, resource, limits and the address of the collector are read by the SDK from the variables of its
    specification. Spans under way are sent when the process ends.

    Raises:
        UsageError: OpenTelemetry or the exporter is not installed.
    """
    names = [name.strip() for name in os.environ.get(EXPORTER, "").split(",") if name.strip() not in {"", "none"}]
    if not names or _provided():
        return
    if not find_spec("opentelemetry"):
        raise _missing(names[0], "opentelemetry is not installed")
    try:
        from opentelemetry import trace  # noqa: PLC0415 - optional
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError:
        raise _missing(names[0], "its SDK is not installed") from None
    named = "OTEL_SERVICE_NAME" in os.environ or "service.name" in os.environ.get("OTEL_RESOURCE_ATTRIBUTES", "")
    provider = TracerProvider(resource=Resource.create({} if named else {"service.name": "summarizer"}))
    for name in names:
        found = tuple(entry_points(group="opentelemetry_traces_exporter", name=name))
        if not found:
            raise _missing(name, "no package installs an exporter of this name")
        provider.add_span_processor(BatchSpanProcessor(found[0].load()()))
    trace.set_tracer_provider(provider)


def _provided() -> bool:
    """Whether somebody else has seen to it: `opentelemetry-instrument`, for one."""
    trace = sys.modules.get("opentelemetry.trace")
    return trace is not None and not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider)


def _missing(name: str, why: str) -> UsageError:
    return UsageError(
        f"{EXPORTER} asks for spans to go to {name!r}: {why}.",
        f"Run `pip install 'summarizer[otel]'` (opentelemetry-exporter-otlp for a collector), or unset {EXPORTER}.",
    )
