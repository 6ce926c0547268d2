"""The embedded model's speed on the five seeds: LangExtract on the same server, and what each means to speed gives.

    python benchmarks/embedded.py            # prints the tables
    python benchmarks/embedded.py --write    # also writes them into benchmarks/README.md
    python benchmarks/embedded.py --quick    # ours and LangExtract only

Every way of asking gets a process and an embedded server of its own, with the weights on disk and no cached answers.
LangExtract gets a virtual environment, made with pip (`--langextract PYTHON` uses one that is there). Wants a machine
that does nothing else: llama.cpp's threads wait for each other.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.page import put  # noqa: E402
from benchmarks.throughput import LANGEXTRACT, met, table, with_langextract  # noqa: E402

SLOTS = 2
"""Of the server that LangExtract asks, and the requests it sends at once: with one, it is slower."""

VARIANTS = {
    "as it is": {},
    "no prompt kept from an earlier run": {"forget": True},
    "one sentence a request": {"together": 1},
    "four sentences a request": {"together": 4},
    "two slots": {"slots": 2},
    "one thread": {"threads": 1},
    "prompt read anew for each request": {"cache_prompt": False, "forget": True},
    "JSON as the model sets it out": {"loose": True},
    "every sentence asked about": {"screen": False},
    "n-gram speculation": {"speculate": True},
}
"""Each takes one means away from, or adds one to, the way it is."""


async def ours(variant: dict[str, Any]) -> dict[str, Any]:
    """`summarizer run` on the seeds, without its display, in this process; times in seconds from its beginning."""
    import resource  # noqa: PLC0415 - not on Windows

    from summarizer.drafting import asking, question  # noqa: PLC0415
    from summarizer.endpoint.embedded import compact, server  # noqa: PLC0415
    from summarizer.reading import read  # noqa: PLC0415
    from summarizer.running.command import OpenWhenNeeded  # noqa: PLC0415
    from summarizer.running.entry import Entry  # noqa: PLC0415
    from summarizer.running.ledger import Ledger  # noqa: PLC0415
    from summarizer.running.pipeline import Summarizer  # noqa: PLC0415
    from summarizer.running.run import Runner  # noqa: PLC0415
    from summarizer.running.watching import Unwatched  # noqa: PLC0415

    class Clock(Unwatched):
        """When the server was ready, and when each record stood."""

        def __init__(self) -> None:
            self.ready = 0.0
            self.records: list[float] = []

        def done(self, entry: Entry, *, before: bool) -> None:
            self.records.append(time.perf_counter())

        async def prepare(self) -> None:
            await opened.open()
            self.ready = time.perf_counter()

    asking.TOGETHER = variant.get("together", asking.TOGETHER)
    _apply(variant, question, compact, server)
    slots, clock, began = variant.get("slots", 1), Clock(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "run") as ledger:
        async with OpenWhenNeeded(Summarizer(model="embedded", cache=False, concurrency=slots)) as opened:
            how = {"prepare": clock.prepare, "effort": opened.effort, "concurrency": slots, "watcher": clock}
            runner = Runner(ledger, opened.recipe, opened.summarize, **how)
            run = await runner.run(islice(read([ROOT / "seeds"]), variant.get("seeds")))
    if run.counts.failures or not clock.records:
        raise RuntimeError(f"{run.counts}: every article should have its record")
    counted, tokens = run.counts, run.tokens
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "started": clock.ready - began, "first": clock.records[0] - began, "seconds": clock.records[-1] - clock.ready,
        "found": counted.events + counted.claims, "requests": counted.attempts,
        "input": tokens.input, "cached": tokens.cached, "output": tokens.output, "megabytes": peak / 1024,
    }  # fmt: skip


def _apply(variant: dict[str, Any], question: Any, compact: Any, server: Any) -> None:
    parameters = server.EmbeddedServer._parameters

    def changed(self: Any) -> dict[str, Any]:
        if variant.get("forget"):
            self.kept = Path(tempfile.mkdtemp())
        given = parameters(self)
        if threads := variant.get("threads"):
            given |= {"cpuparams.n_threads": threads, "cpuparams_batch.n_threads": threads}
        if variant.get("speculate"):
            from xllamacpp import common_speculative_type as kinds  # noqa: PLC0415

            given["speculative.types"] = [int(kinds.COMMON_SPECULATIVE_TYPE_NGRAM_SIMPLE)]
        return given | {"cache_prompt": variant.get("cache_prompt", True)}

    server.EmbeddedServer._parameters = changed
    if variant.get("loose"):
        plain = compact.grammar
        compact.grammar = lambda schema: plain(schema).replace(
            '"whitespace_flexible":false', '"whitespace_flexible":true'
        )
    if not variant.get("screen", True):
        asked = question.Question.answer_model
        question.Question.worth_asking = property(lambda self: not self.opens_list)

        def whatever(self: Any, number: int) -> Any:
            made = asked(self, number)
            nobody = (question._one_of([question.NOBODY]), question.Field())
            return made if made.model_fields else question.create_model(f"Answer{number}", __base__=made, says=nobody)

        question.Question.answer_model = whatever


@contextmanager
def serving() -> Iterator[tuple[str, str]]:
    """An embedded server; gives address and key."""
    from summarizer.endpoint.embedded.server import EmbeddedServer  # noqa: PLC0415
    from summarizer.endpoint.embedded.weights import weights  # noqa: PLC0415
    from summarizer.settings import load  # noqa: PLC0415

    runner = asyncio.Runner()
    found = runner.run(weights("embedded", folder=load().weights_dir))
    server = EmbeddedServer(found.path, slots=SLOTS, slot_tokens=4096)
    runner.run(server.__aenter__())
    try:
        yield server.base_url, server.api_key
    finally:
        runner.run(server.__aexit__(None, None, None))
        runner.close()


def langextract(python: str) -> dict[str, Any]:
    """LangExtract on the same seeds' bodies, a chunk of 1,000 characters at a time."""
    from summarizer.reading import read  # noqa: PLC0415
    from summarizer.schema import Article  # noqa: PLC0415

    bodies = [
        "\n".join(a.text[s.start : s.end] for s in a.content) for a in read([ROOT / "seeds"]) if isinstance(a, Article)
    ]
    with tempfile.TemporaryDirectory() as folder, serving() as (url, key):
        articles = Path(folder) / "articles.json"
        articles.write_text(json.dumps(bodies), "utf-8")
        command = [python, str(ROOT / "benchmarks" / "langextract_client.py"), url, key, str(SLOTS), str(articles)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"LangExtract: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def variant(name: str, **more: Any) -> dict[str, Any]:
    command = [sys.executable, __file__, "--child", json.dumps({**VARIANTS[name], **more})]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "failed"}
    return json.loads(done.stdout.splitlines()[-1])


def compared(mine: dict[str, Any], later: dict[str, Any], theirs: dict[str, Any] | None) -> list[list[str]]:
    """Rows of the first table: a first run with nothing kept of an earlier one, a later run, and LangExtract."""
    rows = [] if theirs is None else against(mine, theirs)
    return [
        *rows,
        ["peak memory", f"{mine['megabytes']:,.0f} MB", "3,000 MB", met(mine["megabytes"] < 3000)],
        ["start, weights on disk", f"{mine['started']:.1f} s", "5 s", met(mine["started"] < 5)],
        ["first record of a first run, start included", f"{mine['first']:.1f} s", "30 s", met(mine["first"] < 30)],
        ["first record of a later run", f"{later['first']:.1f} s", "30 s", met(later["first"] < 30)],
    ]


def against(mine: dict[str, Any], theirs: dict[str, Any]) -> list[list[str]]:
    faster = theirs["seconds"] / mine["seconds"]
    tokens, others = (each["input"] + each["output"] for each in (mine, theirs))
    lost = f"; it gave up on {len(theirs['failed'])} articles" if theirs["failed"] else ""
    seconds = f"{mine['seconds']:.0f} s against {theirs['seconds']:.0f} s{lost}"
    counted = f"{tokens:,} against {others:,}"
    work, their_work = tokens - mine["cached"], others - theirs["cached"]
    worked = f"{work:,} against {their_work:,}"
    return [
        ["articles a minute, times LangExtract's", f"{faster:.1f} ({seconds})", "2.5", met(faster >= 2.5)],
        ["tokens, share of LangExtract's", f"{tokens / others:.2f} ({counted})", "0.5", met(tokens <= others / 2)],
        [
            "the same without what the server still knew",
            f"{work / their_work:.2f} ({worked})",
            "0.5",
            met(work <= their_work / 2),
        ],
    ]


def means(results: dict[str, dict[str, Any]]) -> str:
    base = results["as it is"]["seconds"]
    head = ["way", "seconds", "times as it is", "requests", "tokens in", "from the prompt cache", "out", "found"]
    rows = []
    for name, one in results.items():
        if "failed" in one:
            rows.append([name, f"does not work here: {one['failed']}", *[""] * 6])
            continue
        times = [f"{one['seconds']:.0f}", f"{one['seconds'] / base:.2f}"]
        rows.append([name, *times, *(f"{one[key]:,}" for key in ("requests", "input", "cached", "output", "found"))])
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the tables into benchmarks/README.md")
    parser.add_argument("--quick", action="store_true", help="no variants")
    parser.add_argument("--langextract", metavar="PYTHON", help="a Python that has LangExtract, instead of a new one")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(asyncio.run(ours(json.loads(options.child)))))
        return
    with tempfile.TemporaryDirectory() as folder:
        python = options.langextract or with_langextract(Path(folder) / "venv")
        first, later = variant("no prompt kept from an earlier run"), variant("as it is")
        theirs = langextract(python) if python else None
        results = {} if options.quick else {name: variant(name, seeds=1) for name in VARIANTS}
    about = (
        f"`python benchmarks/embedded.py --write`: the five seeds, no cached answers, {os.cpu_count()} cores, side by "
        f"side in one run. LangExtract ({LANGEXTRACT}) asks an embedded server of the same build and weights with "
        f"{SLOTS} slots, in chunks of 1,000 characters, with one German example. Seconds leave out the server's start, "
        "but for the first record, which is that of the article that asks least."
    )
    parts = ["## Embedded model", about, table(compared(first, later, theirs))]
    if results:
        parts += [
            "Each means alone, taken away from (or added to) the way it is, on the first seed only:",
            means(results),
        ]
    section = "\n\n".join(parts)
    print(section)
    if options.write:
        put(ROOT / "benchmarks" / "README.md", "embedded", section)


if __name__ == "__main__":
    main()
