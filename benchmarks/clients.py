"""What `throughput.py` measures, each client in a process of its own: this program, a bare loop, LangExtract.

    python benchmarks/clients.py CLIENT BASE_URL ARTICLES FOLDER

FOLDER holds `articles.jsonl` and `few.jsonl`. Each client first works through the few, so that imports and connections
are paid for, and is measured on the others. Printed is JSON: a list of passes, each with `cpu` (milliseconds an
article, all threads), `rate` (articles a second) and `peak` (MB so far).
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
IN_FLIGHT = 64
Passes = list[dict[str, float]]


@contextmanager
def measured(passes: Passes, count: int) -> Iterator[None]:
    """Measure what is enclosed, over `count` articles."""
    begun, cpu = time.perf_counter(), time.process_time()
    yield
    seconds, used = time.perf_counter() - begun, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    passes.append({"cpu": used / count * 1e3, "rate": count / seconds, "peak": peak})


async def ours(
    base_url: str, count: int, folder: Path, outs: tuple[str, ...] = ("new",), cache: bool = False
) -> Passes:
    """`summarizer run`, without its display: one pass for each of `outs`, the run folders."""
    from summarizer.reading import read  # noqa: PLC0415
    from summarizer.running.ledger import Ledger  # noqa: PLC0415
    from summarizer.running.pipeline import Summarizer  # noqa: PLC0415
    from summarizer.running.run import Runner  # noqa: PLC0415
    from summarizer.settings import Settings  # noqa: PLC0415

    given: dict[str, Any] = {"model": "loopback", "base_url": base_url, "api_key": "none", "concurrency": IN_FLIGHT}
    settings = Settings(**given, cache=cache, cache_dir=folder / "cache")
    passes: Passes = []
    async with Summarizer(settings) as summarizer:

        async def one(name: str, out: str) -> None:
            with Ledger(folder / out) as ledger:
                runner = Runner(ledger, summarizer.recipe, summarizer.asummarize, concurrency=IN_FLIGHT, waits=False)
                run = await runner.run(read([folder / name], known=runner.standing))
            expected = count if name == "articles.jsonl" else run.counts.articles
            if run.counts.records != expected or run.counts.rejected:
                raise RuntimeError(f"{run.counts}: every article should have its record, and nothing be refused")

        await one("few.jsonl", "warm")
        for out in outs:
            with measured(passes, count):
                await one("articles.jsonl", out)
    return passes


async def cached(base_url: str, count: int, folder: Path) -> Passes:
    """A pass that asks, and one into another folder that finds every answer."""
    return await ours(base_url, count, folder, ("asked", "cached"), cache=True)


async def done(base_url: str, count: int, folder: Path) -> Passes:
    """A pass that asks, and two over records that stand."""
    return await ours(base_url, count, folder, ("new", "new", "new"))


async def bare(base_url: str, count: int, folder: Path) -> Passes:
    """A loop over AsyncOpenAI that sends the bodies this program sends, and parses the answers as JSON."""
    import httpx2  # noqa: PLC0415
    import openai  # noqa: PLC0415

    bodies = await _bodies(folder / "articles.jsonl", count)
    passes: Passes = []
    limits = httpx2.Limits(max_connections=IN_FLIGHT, max_keepalive_connections=IN_FLIGHT)
    http = openai.DefaultAsyncHttpxClient(limits=limits)
    async with openai.AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0, http_client=http) as client:

        async def work(todo: Iterator[dict[str, Any]]) -> None:
            for body in todo:
                answer = await client.chat.completions.create(**body)
                json.loads(answer.choices[0].message.content or "")

        async def loop(todo: Iterator[dict[str, Any]]) -> None:
            await asyncio.gather(*(work(todo) for _ in range(IN_FLIGHT)))

        await loop(iter(bodies[:IN_FLIGHT]))
        with measured(passes, count):
            await loop(iter(bodies))
    return passes


async def _bodies(path: Path, count: int) -> list[dict[str, Any]]:
    """What this program asks about the articles, without asking."""
    import httpx2  # noqa: PLC0415

    from benchmarks.loopback import answer  # noqa: PLC0415
    from summarizer.reading import read  # noqa: PLC0415
    from summarizer.running.pipeline import Summarizer  # noqa: PLC0415

    bodies: list[dict[str, Any]] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        bodies.append(json.loads(request.content))
        return httpx2.Response(
            200, content=answer(b"/v1", request.content), headers={"content-type": "application/json"}
        )

    nowhere = {"model": "loopback", "base_url": "http://nowhere.test/v1", "api_key": "none", "cache": False}
    async with Summarizer(**nowhere, transport=httpx2.MockTransport(handle)) as summarizer:
        for article in read([path]):
            await summarizer.asummarize(article)  # type: ignore[arg-type]  # none of them is a failure
    if len(bodies) != count:
        raise RuntimeError(f"{len(bodies)} requests for {count} articles")
    return bodies


async def langextract(base_url: str, count: int, folder: Path) -> Passes:
    """LangExtract with its OpenAI provider and its own defaults, but for 64 workers and one chunk an article."""
    import langextract as lx  # noqa: PLC0415
    from langextract.providers.openai import OpenAILanguageModel  # noqa: PLC0415

    prompt = tomllib.loads((ROOT / "prompts" / "article.de.toml").read_text("utf-8"))["system"]
    words = "Norland schickt 300 Helfer nach Ostheim."
    attributes = {"title": "Norland schickt Helfer", "type": "AID", "status": "occurred"}
    shown = lx.data.Extraction(extraction_class="event", extraction_text=words, attributes=attributes)
    examples = [lx.data.ExampleData(text=words, extractions=[shown])]
    model = OpenAILanguageModel("gpt-4o-mini", api_key="none", base_url=base_url, max_workers=IN_FLIGHT)
    passes: Passes = []

    def extract(name: str) -> int:
        with (folder / name).open(encoding="utf-8") as lines:
            articles = [json.loads(line) for line in lines]
        documents = [lx.data.Document(text=each["text"], document_id=each["id"]) for each in articles]
        how = {"max_char_buffer": 4000, "batch_length": IN_FLIGHT, "max_workers": IN_FLIGHT, "show_progress": False}
        found = lx.extract(documents, prompt_description=prompt, examples=examples, model=model, **how)
        return sum(len(each.extractions) for each in found)

    extract("few.jsonl")
    with measured(passes, count):
        extractions = extract("articles.jsonl")
    if extractions != 6 * count:
        raise RuntimeError(f"{extractions} extractions of {count} articles")
    return passes


CLIENTS: dict[str, Callable[..., Any]] = {
    "ours": ours, "cached": cached, "done": done, "bare": bare, "langextract": langextract,
}  # fmt: skip

if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    name, url, articles, where = sys.argv[1:]
    run = asyncio.run
    if CLIENTS[name] in (ours, cached, done):
        from summarizer.running.loop import run  # what `summarizer run` does
    print(json.dumps(run(CLIENTS[name](url, int(articles), Path(where)))))
