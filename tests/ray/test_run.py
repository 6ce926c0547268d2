"""A run on a cluster is the same run: same folder, same records, same report; and it tells nobody the key."""

from __future__ import annotations

import asyncio
import json
import re
import urllib.request
from collections import Counter
from pathlib import Path

import pytest

from summarizer.running.ledger import read_run
from summarizer.running.pipeline import Summarizer
from summarizer.running.ray_engine.cluster import Cluster
from summarizer.running.ray_engine.news import Setup
from summarizer.schema import Run
from summarizer.settings import Settings
from tests.doubles import PLANTED_KEY
from tests.ray.conftest import (
    COUNT,
    TOKENS,
    WORKERS,
    Command,
    Nodes,
    check_account,
    check_whole,
    ended,
    until,
)

pytestmark = pytest.mark.ray


def stripped(out: Path) -> list[dict[str, object]]:
    """Records without what differs between any two runs."""
    records = [json.loads(line) for line in (out / "records.jsonl").read_bytes().splitlines()]
    for record in records:
        record["provenance"] |= {"created": "", "seconds": 0}
    return records


@pytest.mark.usefixtures("long_inputs")
def test_it_makes_what_a_local_run_makes(command: Command, nodes: Nodes, tmp_path: Path) -> None:
    log = ("--log-json", str(tmp_path / "log"))
    before = exported(nodes)
    process = command.start_and_hold("--rpm", "100000", "--max-tokens", "100000000", *log)
    made = command.records()
    until(lambda: (exported(nodes) - before)["articles made"] == made, process)
    check_metrics(exported(nodes) - before, made)
    command.server.go()
    code, said = ended(process)
    assert code == 0, said
    run = check_whole(command.out)
    assert command.server.asked() == dict.fromkeys(range(COUNT), 1)
    assert run.spent and (run.spent.requests, run.spent.tokens) == (COUNT, TOKENS * COUNT)
    assert f"{COUNT} of {COUNT} articles" in said
    assert f"[{COUNT}/{COUNT}]" in said
    check_log(tmp_path / "log", run)

    local = Command(command.inputs, tmp_path / "local", command.server, ["--no-cache"])
    code, said = local.finish()
    assert code == 0, said
    assert stripped(local.out) == stripped(command.out)
    ours, theirs = ({path.name for path in (out / "records").iterdir()} for out in (local.out, command.out))
    assert ours == theirs
    assert read_run(local.out).counts == run.counts

    # Either engine finds done what the other has done.
    local.out = command.out
    code, said = local.finish()
    assert code == 0, said
    assert f"{COUNT} of {COUNT} records stood from before" in said
    assert command.server.asked().total() == 2 * COUNT

    searched = [path for path in (*tmp_path.rglob("*"), *session(nodes).rglob("*")) if path.is_file()]
    assert len(searched) > COUNT
    assert [path for path in searched if PLANTED_KEY.encode() in path.read_bytes()] == []


def session(nodes: Nodes) -> Path:
    """Where Ray keeps the logs of the cluster."""
    return Path(nodes.cluster.head_node.get_session_dir_path())


def exported(nodes: Nodes) -> Counter[str]:
    """What Ray tells Prometheus of our counters: sums over all workers there have been, by name and label."""
    found = Counter[str]()
    for node in nodes.nodes:
        page = urllib.request.urlopen(f"http://127.0.0.1:{node.metrics_export_port}/metrics").read().decode()
        for line in page.splitlines():
            if told := re.match(r"(?:ray_)?summarizer_(\w+?)(?:_total)?\{(.*)\} (\S+)$", line):
                labels = dict(re.findall(r'(\w+)="([^"]*)"', told[2]))
                ours = [value for name, value in labels.items() if name in {"outcome", "what", "kind"}]
                assert not any(word in told[2] for word in ("Meldung", "a0000", "loopback", PLANTED_KEY)), line
                found[" ".join([told[1], *ours])] += int(float(told[3]))
    return found


def check_metrics(metrics: Counter[str], made: int) -> None:
    """They count, and name what they count."""
    assert metrics["articles made"] == metrics["attempts"] == made
    assert metrics["tokens input"] + metrics["tokens output"] == TOKENS * made
    outcomes = {f"articles {how}" for how in ("made", "before", "failed")}
    found = {f"found {what}" for what in ("events", "claims", "refused")}
    assert set(metrics) <= outcomes | found | {"attempts", "tokens input", "tokens output"}


def check_log(path: Path, run: Run) -> None:
    """One log for all workers: every article and every request once, and no word of them."""
    text = path.read_text(encoding="utf-8")
    assert PLANTED_KEY not in text
    assert "Hochwasser" not in text
    told = [json.loads(line) for line in text.splitlines()]
    events = Counter(line["event"] for line in told)
    assert (told[0]["event"], told[-1]["event"]) == ("run.started", "run.ended")
    assert (told[-1]["state"], told[-1]["records"], told[-1]["exit_code"]) == ("done", COUNT, 0)
    assert told[-1]["tokens"] == run.tokens.model_dump()
    assert events["worker.started"] == WORKERS
    workers = {line["worker"] for line in told if line["event"] == "worker.started"}
    assert len(workers) == WORKERS
    for event in ("article.started", "article.done", "request.sent", "request.answered"):
        lines = [line for line in told if line["event"] == event]
        assert sorted(line["article"] for line in lines) == [f"a{serial:06}" for serial in range(COUNT)], event
        assert {line["worker"] for line in lines} == workers


def test_a_worker_is_kept_from_a_node(nodes: Nodes, tmp_path: Path) -> None:
    settings = Settings(model="loopback", base_url="http://127.0.0.1:9/v1")
    recipe = Summarizer(settings).recipe
    setup = Setup(settings, own_prompts=False, recipe=recipe, folder=tmp_path, recurring=frozenset())
    with Cluster(nodes.cluster.address, 1) as cluster:
        first, second = cluster.nodes()
        for avoided, wanted in ((first, second), (second, first)):
            actor, place = asyncio.run(cluster.engage(setup, None, {avoided}))
            assert place.node == wanted
            assert place.recipe == recipe
            cluster.dismiss(actor)


def test_what_is_done_is_not_done_again_and_what_is_added_is(command: Command) -> None:
    whole = command.inputs.read_bytes().splitlines(keepends=True)
    command.inputs.write_bytes(b"".join(whole[: COUNT // 2]))
    code, said = command.finish()
    assert code == 0, said
    check_whole(command.out, COUNT // 2)
    command.inputs.write_bytes(b"".join(whole))
    code, said = command.finish()
    assert code == 0, said
    check_account(check_whole(command.out), command.server)
    assert command.server.asked() == dict.fromkeys(range(COUNT), 1)
    assert f"{COUNT // 2} of {COUNT} records stood from before" in said


def test_the_budget_of_the_run_holds_over_all_workers(command: Command) -> None:
    bound = TOKENS * COUNT // 2
    code, said = command.finish("--max-tokens", str(bound))
    assert code == 3, said
    assert "budget" in said
    run = read_run(command.out)
    assert run.state == "aborted"
    assert run.spent
    assert 0 < run.spent.tokens <= bound
    assert run.spent.unconfirmed == 0
    check_account(run, command.server)
    assert run.counts.records == command.server.answered().total()
    code, said = command.finish("--max-tokens", str(bound * 20))
    assert code == 0, said
    check_account(check_whole(command.out), command.server)
    assert command.asked_again() == 0
