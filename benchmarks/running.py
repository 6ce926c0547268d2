"""What a run costs beside the model: `python benchmarks/running.py`.

Prints, for a model that answers at once: articles a second made, and done already, beside the bare cost of writing
and reading the same record files; peak memory at one and at ten times the articles; and what starting costs.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from summarizer.running import atomic
from summarizer.running.ledger import Ledger
from summarizer.running.run import Runner

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.running.samples import RECIPE, Model, article, articles, record  # noqa: E402

FEW, MANY = 2_000, 20_000
PEAK = """
import asyncio, resource, sys
from pathlib import Path
from summarizer.running import atomic
from summarizer.running.ledger import Ledger
from summarizer.running.run import Runner
from tests.running.samples import RECIPE, Model, articles
atomic.os.fsync = lambda _: None
with Ledger(Path(sys.argv[1])) as ledger:
    asyncio.run(Runner(ledger, RECIPE, Model().summarize, concurrency=16).run(articles(int(sys.argv[2]))))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def passes(out: Path, count: int) -> float:
    """Seconds of one pass over `count` articles."""
    begun = time.perf_counter()
    with Ledger(out) as ledger:
        asyncio.run(Runner(ledger, RECIPE, Model().summarize, concurrency=16).run(articles(count)))
    return time.perf_counter() - begun


def bare(out: Path, count: int) -> tuple[float, float]:
    """Seconds to write, and to read back, `count` record files with nothing around."""
    line = record(article()).model_dump_json().encode()
    out.mkdir()
    begun = time.perf_counter()
    for number in range(count):
        atomic.write(out / f"{number}.json", line)
    written = time.perf_counter()
    for number in range(count):
        (out / f"{number}.json").read_bytes()
    return written - begun, time.perf_counter() - written


def peak(out: Path, count: int) -> int:
    """Peak memory of a pass over `count` articles, in MB."""
    command = [sys.executable, "-c", PEAK, str(out), str(count)]
    return int(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def start(*arguments: str) -> float:
    """Milliseconds from calling Python with `arguments` to its end, the best of ten."""
    times = []
    for _ in range(10):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        times.append(time.perf_counter() - begun)
    return min(times) * 1000


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made, again = passes(folder / "run", FEW), passes(folder / "run", FEW)
        write, read = bare(folder / "bare", FEW)
        print(
            f"made          {FEW / made:8,.0f} articles/s   bare writing {FEW / write:8,.0f}/s   {made / write:.1f} x"
        )
        print(
            f"done already  {FEW / again:8,.0f} articles/s   bare reading {FEW / read:8,.0f}/s   {again / read:.1f} x"
        )
        few, many = peak(folder / "few", FEW), peak(folder / "many", MANY)
        print(f"peak memory   {few} MB at {FEW:,} articles, {many} MB at {MANY:,}")
    python = start("-c", "pass")
    print(f"import summarizer  {start('-c', 'import summarizer') - python:.0f} ms beside Python's own {python:.0f} ms")
    print(f"summarizer --help  {start('-m', 'summarizer.cli', '--help'):.0f} ms in all")


if __name__ == "__main__":
    main()
