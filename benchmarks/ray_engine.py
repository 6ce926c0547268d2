"""What a cluster gains and costs: `python benchmarks/ray_engine.py [--write]`. Needs Ray (`make test-ray` installs it).
With `--quick` a tenth of everything, to see that it works.

First, articles a second against a loopback server that takes one second for an answer, sixteen requests under way in
each worker: one worker and four, on a Ray started for it. Articles have two sentences and one event, so that waiting is
what takes the time, and not the cores that all processes share. Articles a second are those of the middle eight tenths
of the records; what goes before, starting Ray and the workers, is told beside them. Then 100,000 articles whose records
stand, by two workers: memory of the driver while it cuts, hands out, follows and joins them, and CPU time of driver and
workers an article, beside that of the local engine over 20,000 such. `--write` puts the tables into
`benchmarks/README.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.loopback import flashes, short  # noqa: E402
from benchmarks.page import put  # noqa: E402
from summarizer.running.ledger import read_run  # noqa: E402
from summarizer.schema import text_digest  # noqa: E402

ONE, FOUR = 640, 2_560
SOME, MANY = 20_000, 100_000
PLACES = 16
_TICKS = os.sysconf("SC_CLK_TCK")


def write_articles(path: Path, invented: Iterable[dict[str, str]]) -> Path:
    """A JSONL file of them."""
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(f"{json.dumps(each, ensure_ascii=False)}\n" for each in invented)
    return path


def command(inputs: Path, out: Path, url: str, *options: str) -> list[str]:
    """The command line of a run."""
    run = [sys.executable, "-m", "summarizer.cli", "run", str(inputs), "--out", str(out), "--quiet"]
    return [*run, "--model", "loopback", "--base-url", url, "--concurrency", str(PLACES), *options]


def start(line: list[str]) -> subprocess.Popen[bytes]:
    """Give a command."""
    return subprocess.Popen(line, cwd=ROOT, env=os.environ | {"OPENAI_API_KEY": "none"})


@dataclass
class Throughput:
    """Of a run."""

    rate: float
    """Articles a second in the middle eight tenths."""
    start: float
    """Seconds from the command to the first record."""
    cpu: float
    """Milliseconds an article, of the workers from their start to their end."""

    def row(self, workers: int, times: float) -> str:
        """A line of the table; `times`: one worker."""
        ideal = self.rate / PLACES / workers
        return f"| {workers} | {self.rate:.1f} | {ideal:.0%} | {times:.2f} | {self.start:.0f} s | {self.cpu:.0f} ms |\n"


def throughput(folder: Path, workers: int, count: int) -> Throughput:
    """What so many workers make of so many articles."""
    server = subprocess.Popen(
        [sys.executable, str(ROOT / "benchmarks/loopback.py"), "1.0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert server.stdin and server.stdout
    url = f"http://127.0.0.1:{server.stdout.readline().decode().strip()}/v1"
    inputs, out = write_articles(folder / f"{workers}.jsonl", flashes(count)), folder / f"out{workers}"
    begun = datetime.now(UTC)
    watched = Watched(start(command(inputs, out, url, "--engine", "ray", "--workers", str(workers))))
    assert watched.watch() == 0
    server.stdin.close()
    server.wait()
    assert read_run(out).counts.records == count
    with (out / "records.jsonl").open("rb") as lines:
        made = sorted(datetime.fromisoformat(json.loads(line)["provenance"]["created"]) for line in lines)
    first, last = count // 10, count * 9 // 10
    rate = (last - first) / (made[last] - made[first]).total_seconds()
    cpu = sum(spent for process, spent in watched.cpu.items() if process != watched.process.pid)
    return Throughput(rate, (made[0] - begun).total_seconds(), cpu / count * 1000)


@dataclass
class Watched:
    """Memory and CPU time of a command and of the workers below it, looked at while it runs."""

    process: subprocess.Popen[bytes]
    peak: int = 0
    """MB of the command's own process."""
    samples: list[int] = field(default_factory=list)
    cpu: dict[int, float] = field(default_factory=dict)
    """Seconds by process."""

    def watch(self) -> int:
        """Wait for the command; returns its exit code."""
        thread = threading.Thread(target=self._look, daemon=True)
        thread.start()
        return self.process.wait()

    def _look(self) -> None:
        while self.process.poll() is None:
            for pid in {self.process.pid, *_workers(self.process.pid)}:
                try:
                    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                    self.cpu[pid] = (int(fields[11]) + int(fields[12])) / _TICKS
                except (OSError, IndexError):
                    continue
            try:
                status = Path(f"/proc/{self.process.pid}/status").read_text()
                self.samples.append(int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) // 1024)
                self.peak = max(self.peak, self.samples[-1])
            except (OSError, IndexError):
                continue
            time.sleep(0.2)


def _workers(command: int) -> list[int]:
    """Processes that do shards for a command: children of a raylet that it has started."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and (entry / "cmdline").read_bytes().startswith((b"ray::Worker", b"ray::IDLE")):
                raylet = _parent(entry)
                if _parent(Path(f"/proc/{raylet}")) == command:
                    found.append(int(entry.name))
        except (OSError, IndexError):
            continue
    return found


def _parent(process: Path) -> int:
    return int((process / "stat").read_text().rpartition(")")[2].split()[1])


def stand(inputs: Path, out: Path, url: str, count: int) -> None:
    """Write articles, and give each a record that stands: that of the first, under its own id and digest."""
    first = write_articles(inputs.with_name("first.jsonl"), short(1))
    assert start(command(first, out, url)).wait() == 0
    template = json.loads((out / "records/a000000.json").read_bytes())
    template["article"] |= {"id": "@id@", "text_sha256": "@sha256@"}
    line = json.dumps(template, ensure_ascii=False)
    with inputs.open("w", encoding="utf-8") as lines:
        for each in short(count):
            lines.write(f"{json.dumps(each, ensure_ascii=False)}\n")
            record = line.replace("@id@", each["id"]).replace("@sha256@", text_digest(each["text"]))
            (out / "records" / f"{each['id']}.json").write_text(f"{record}\n", "utf-8")
    run = json.loads((out / "run.json").read_text())
    (out / "run.json").write_text(json.dumps(run | {"inputs": [str(inputs)]}))


def standing(folder: Path, count: int, *options: str) -> Watched:
    """A run over articles whose records stand."""
    server = subprocess.Popen(
        [sys.executable, str(ROOT / "benchmarks/loopback.py"), "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert server.stdin and server.stdout
    url = f"http://127.0.0.1:{server.stdout.readline().decode().strip()}/v1"
    inputs, out = folder / f"{count}.jsonl", folder / f"standing{count}"
    stand(inputs, out, url, count)
    server.stdin.close()
    watched = Watched(start(command(inputs, out, url, *options)))
    assert watched.watch() == 0
    assert read_run(out).counts.records == count
    shutil.rmtree(out)
    return watched


def tables(part: int = 1) -> str:
    """Measure, and say it in Markdown; `part`: by what to divide the numbers of articles."""
    some, many = SOME // part, MANY // part
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        local = standing(folder, some)
        ray = standing(folder, many, "--engine", "ray", "--workers", "2")
        one, four = throughput(folder, 1, ONE // part), throughput(folder, 4, FOUR // part)
    each, alone = (sum(ray.cpu.values()) / many * 1000, sum(local.cpu.values()) / some * 1000)
    driver = ray.cpu[ray.process.pid] / many * 1000
    half = ray.samples[len(ray.samples) // 2]
    return (
        f"Articles of two sentences with one event, answers after 1 s, {PLACES} requests under way in each worker, "
        f"{os.cpu_count()} cores for workers, driver, Ray and server together. Articles a second: the middle eight "
        "tenths of the records. Until the first record Ray and the workers start, which the rate leaves out:\n\n"
        "| workers | articles/s | of the ideal | times one | until the first record | workers' CPU an article |\n"
        "|---|---|---|---|---|---|\n"
        f"{one.row(1, 1.0)}{four.row(4, four.rate / one.rate)}\n"
        "Articles whose records stand, CPU time of the command and its workers, start and end included:\n\n"
        "| engine | articles | memory of the driver, half-way | at its peak | CPU time an article |\n"
        "|---|---|---|---|---|\n"
        f"| local | {some:,} | | {local.peak} MB | {alone:.2f} ms |\n"
        f"| Ray, two workers | {many:,} | {half} MB | {ray.peak} MB | {each:.2f} ms |\n\n"
        f"That is {each - alone:.2f} ms more than the local engine takes; the driver has {driver:.2f} ms.\n"
    )


def main() -> None:
    """Print the tables, or write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the tables into benchmarks/README.md")
    parser.add_argument("--quick", action="store_true", help="with a tenth of the articles, to see that it works")
    options = parser.parse_args()
    section = f"## Ray\n\n`python benchmarks/ray_engine.py --write`:\n\n{tables(10 if options.quick else 1)}"
    print(section)
    if options.write:
        put(ROOT / "benchmarks" / "README.md", "ray", section.rstrip())


if __name__ == "__main__":
    main()
