"""A run killed at any moment: nothing lost, nothing twice, no half file."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from summarizer.schema import Record, Run

ROOT = Path(__file__).parents[2]
COUNT = 120
SCRIPT = """
import asyncio, sys
from pathlib import Path
from summarizer.running.ledger import Ledger
from summarizer.running.run import Runner
from tests.running.samples import RECIPE, Model, articles

out, asked, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
model = Model(delay=float(sys.argv[4]))

async def summarize(article):
    record = await model.summarize(article)
    with asked.open("a") as file:
        file.write(article.id + "\\n")
    return record

with Ledger(out) as ledger:
    print("open", flush=True)
    asyncio.run(Runner(ledger, RECIPE, summarize, inputs=["x"], concurrency=4).run(articles(count)))
"""


def start(out: Path, asked: Path, delay: float = 0.01) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCRIPT, str(out), str(asked), str(COUNT), str(delay)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_killed_three_times_and_finished(tmp_path: Path) -> None:
    out, asked = tmp_path / "out", tmp_path / "asked"
    moments = random.Random(2)  # noqa: S311
    for _ in range(3):
        process = start(out, asked)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moments.uniform(0.0, 0.25))
        process.kill()
        process.communicate()
        for path in (out / "records").iterdir():
            if not path.name.startswith("."):
                Record.model_validate_json(path.read_bytes())
    process = start(out, asked)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    lines = (out / "records.jsonl").read_bytes().splitlines()
    assert [json.loads(line)["article"]["id"] for line in lines] == [f"a{number:05}" for number in range(COUNT)]
    assert sorted(path.name for path in (out / "records").iterdir()) == [
        f"a{number:05}.json" for number in range(COUNT)
    ]
    assert Run.model_validate_json((out / "run.json").read_bytes()).state == "done"
    # Asked again only for what was under way when the run was killed: four at most each time.
    again = len(asked.read_text().splitlines()) - COUNT
    assert 0 <= again <= 3 * 4


def test_the_lock_of_a_living_run_holds_and_that_of_a_dead_one_does_not(tmp_path: Path) -> None:
    first = start(tmp_path / "out", tmp_path / "asked", delay=60)
    assert first.stdout is not None
    first.stdout.readline()
    second = start(tmp_path / "out", tmp_path / "asked")
    _, errors = second.communicate(timeout=60)
    assert second.returncode != 0
    assert "Another run is writing to" in errors
    first.kill()
    first.communicate()
    third = start(tmp_path / "out", tmp_path / "asked")
    _, errors = third.communicate(timeout=60)
    assert third.returncode == 0, errors
