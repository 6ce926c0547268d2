"""How much a run costs beside the model, side by side with a bare client and with LangExtract.

    python benchmarks/throughput.py            # prints the tables
    python benchmarks/throughput.py --write    # also writes them into benchmarks/README.md
    python benchmarks/throughput.py --quick    # fewer articles, for a first look

A server of our own on the loopback interface answers after a fixed time with three events and three claims for each of
the invented articles, of about 2,000 characters. LangExtract gets a virtual environment of its own, made with pip
(`--langextract PYTHON` uses one that is there; without a package index its rows are left out).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.loopback import articles, short  # noqa: E402
from benchmarks.page import put  # noqa: E402

LANGEXTRACT = "langextract[openai]==1.7.1"
IN_FLIGHT = 64


@dataclass(frozen=True)
class Size:
    """Articles for each part."""

    latency: int
    cpu: int
    done: int
    memory: tuple[int, ...]
    rounds: int
    """Times that clients are measured in turn; the best of each counts, so that other work on the machine does not."""


FULL = Size(latency=3840, cpu=1_500, done=3_000, memory=(1_000, 100_000), rounds=3)
QUICK = Size(latency=192, cpu=100, done=500, memory=(300, 1_500), rounds=1)

Row = list[str]


@contextmanager
def server(seconds: float) -> Iterator[str]:
    """A model server that answers after `seconds`; gives its address."""
    command = [sys.executable, str(ROOT / "benchmarks" / "loopback.py"), str(seconds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdin
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.stdin.close()


def client(
    name: str, base: str, count: int, *, python: str = sys.executable, brief: bool = False
) -> list[dict[str, float]]:
    """The passes of one client over `count` articles; `brief` ones have a few words only."""
    folder = tempfile.mkdtemp()
    make = short if brief else articles
    for file, number, first in (("articles.jsonl", count, 0), ("few.jsonl", IN_FLIGHT, 10**6)):
        with (Path(folder) / file).open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in make(number, first))
    path = "/langextract/v1" if name == "langextract" else "/v1"
    command = [python, str(ROOT / "benchmarks" / "clients.py"), name, base + path, str(count), folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr[-3000:]}")
    passes: list[dict[str, float]] = json.loads(done.stdout.splitlines()[-1])
    return passes


def latency(size: Size) -> list[Row]:
    with server(1.0) as base:
        rate = max(client("ours", base, size.latency)[0]["rate"] for _ in range(size.rounds))
    share = rate / IN_FLIGHT
    row = ["1 s latency, 64 in flight", f"{rate:.1f} articles/s, {share:.0%} of the ideal 64", "at least 95 %"]
    return [[*row, met(share >= 0.95)]]


def cpu(size: Size, langextract: str | None) -> list[Row]:
    names = ["ours", "bare", *(["langextract"] if langextract else [])]
    best: dict[str, float] = {}
    with server(0.0) as base:
        for _ in range(size.rounds):
            for name in names:
                python = langextract if name == "langextract" and langextract else sys.executable
                spent = client(name, base, size.cpu, python=python)[0]["cpu"]
                best[name] = min(best.get(name, spent), spent)
    mine, alone = best["ours"], best["bare"]
    said = f"{mine:.1f} ms; bare AsyncOpenAI loop {alone:.1f} ms: {mine / alone:.1f} times"
    rows = [["client CPU an article, no latency", said, "at most 2 times", met(mine <= 2 * alone)]]
    if langextract:
        other = best["langextract"]
        said = f"{mine:.1f} ms; LangExtract {other:.1f} ms: {mine / other:.2f} of it"
        rows.append(["the same", said, "at most 0.33", met(mine <= other / 3)])
    return rows


def again(size: Size) -> list[Row]:
    with server(0.0) as base:
        cached = max(client("cached", base, size.cpu)[1]["rate"] for _ in range(size.rounds))
        done = max(each["rate"] for each in client("done", base, size.done)[1:])
    return [
        ["every answer cached", f"{cached:,.0f} articles/s", "at least 300", met(cached >= 300)],
        ["everything done already", f"{done:,.0f} articles/s", "at least 5,000", met(done >= 5000)],
    ]


def memory(size: Size) -> list[Row]:
    with server(0.0) as base:
        peaks = {count: client("ours", base, count, brief=True)[0]["peak"] for count in size.memory}
    said = ", ".join(f"{peak:.0f} MB at {count:,}" for count, peak in peaks.items())
    return [["peak memory, short articles", said, "under 300 MB", met(max(peaks.values()) < 300)]]


def starting() -> list[Row]:
    python = start("-c", "pass")
    imported = start("-c", "import summarizer") - python
    helped = start("-m", "summarizer.cli", "--help")
    return [
        ["`import summarizer`, beside Python itself", f"{imported:.0f} ms", "under 150 ms", met(imported < 150)],
        ["`summarizer --help`, all in all", f"{helped:.0f} ms", "under 300 ms", met(helped < 300)],
    ]


def start(*arguments: str) -> float:
    """Milliseconds from calling Python with `arguments` to its end, the best of ten."""
    times = []
    for _ in range(10):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=True)
        times.append(time.perf_counter() - begun)
    return min(times) * 1000


def met(target: bool) -> str:
    return "yes" if target else "no"


def with_langextract(folder: Path) -> str | None:
    """The Python of a new virtual environment with LangExtract; None where it cannot be installed."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip = subprocess.run(
        [python, "-m", "pip", "install", "-q", LANGEXTRACT], capture_output=True, text=True, check=False
    )
    if pip.returncode:
        print(f"{LANGEXTRACT} cannot be installed, its rows are left out: {pip.stderr[-300:]}", file=sys.stderr)
        return None
    return str(python)


def table(rows: list[Row]) -> str:
    head, *body = (f"| {' | '.join(row)} |" for row in [["what", "measured", "target", "met"], *rows])
    return "\n".join([head, "|---" * 4 + "|", *body])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the table into benchmarks/README.md")
    parser.add_argument("--quick", action="store_true", help="fewer articles")
    parser.add_argument("--langextract", metavar="PYTHON", help="a Python that has LangExtract, instead of a new one")
    options = parser.parse_args()
    size = QUICK if options.quick else FULL
    (ROOT / "out").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "out") as folder:
        # One folder for all, deleted at the end: ext4 passes over what was deleted within five minutes, file by file,
        # each time it makes a new one, and what one client left would be counted against the next.
        tempfile.tempdir = folder
        langextract = options.langextract or with_langextract(Path(folder) / "venv")
        rows = [*latency(size), *cpu(size, langextract), *again(size), *memory(size), *starting()]
    section = "\n\n".join(
        [
            "## Throughput",
            f"`python benchmarks/throughput.py{' --quick' if options.quick else ''} --write`: the whole way of an "
            "article (reading, prompt, request, validation, grounding, record on disk with fsync) against a server "
            "on the loopback interface, in a process of its own, that answers with three events, three claims and a "
            "summary of two sentences. Articles are invented, German, about 2,000 characters long and read from JSONL. "
            "CPU is that of the client's process, all threads, after a first pass over other articles; clients take "
            f"turns and the best of {size.rounds} counts. The bare loop sends the very same bodies and parses answers "
            "as JSON, nothing more. LangExtract gets the same instructions, fewer examples and no schema, verbatim "
            "extractions and one chunk an article; it writes no file.",
            table(rows),
        ]
    )
    print(section)
    if options.write:
        put(ROOT / "benchmarks" / "README.md", "throughput", section)


if __name__ == "__main__":
    main()
