"""A run on a cluster is the same run: same folder, same records, same report; and it tells nobody the key."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

import pytest

from summarizer.running.ledger import read_run
from tests.doubles import PLANTED_KEY
from tests.ray.conftest import CONCURRENCY, COUNT, Command, Nodes, check_whole, ended, until

pytestmark = pytest.mark.ray


def stripped(out: Path) -> list[dict[str, object]]:
    """Records without what differs between any two runs."""
    records = [json.loads(line) for line in (out / "records.jsonl").read_bytes().splitlines()]
    for record in records:
        record["provenance"] |= {"created": "", "seconds": 0}
    return records


def test_it_makes_what_a_local_run_makes(command: Command, nodes: Nodes, tmp_path: Path) -> None:
    process = command.start("--rpm", "100000", "--max-tokens", "100000000")
    until(lambda: command.records() > COUNT // 2, process)
    metrics = exported(nodes)
    code, said = ended(process)
    assert code == 0, said
    run = check_whole(command.out)
    assert command.server.answers() == dict.fromkeys(range(COUNT), 1)
    assert run.spent and (run.spent.requests, run.spent.tokens) == (COUNT, 4400 * COUNT)
    assert f"{COUNT} of {COUNT} articles" in said
    assert f"[{COUNT}/{COUNT}]" in said
    assert "summarizer_articles" in metrics

    local = Command(command.inputs, tmp_path / "local", command.server, ["--no-cache"])
    code, said = local.finish()
    assert code == 0, said
    assert stripped(local.out) == stripped(command.out)
    ours, theirs = ({path.name for path in (out / "records").iterdir()} for out in (local.out, command.out))
    assert ours == theirs
    assert read_run(local.out).counts == run.counts

    # Either engine finds done what the other has done.
    local.options, local.out = [], command.out
    code, said = local.finish("--no-cache")
    assert code == 0, said
    assert f"{COUNT} of {COUNT} records stood from before" in said
    assert sum(command.server.answers().values()) == 2 * COUNT

    searched = [path for path in (*tmp_path.rglob("*"), *session(nodes).rglob("*")) if path.is_file()]
    assert len(searched) > COUNT
    assert [path for path in searched if PLANTED_KEY.encode() in path.read_bytes()] == []


def session(nodes: Nodes) -> Path:
    """Where Ray keeps the logs of the cluster."""
    return Path(nodes.cluster.head_node.get_session_dir_path())


def exported(nodes: Nodes) -> str:
    """What Ray tells Prometheus of our counters, once it does."""
    ports = [node.metrics_export_port for node in nodes.nodes]

    def told() -> str:
        pages = [urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read().decode() for port in ports]
        lines = [line for page in pages for line in page.splitlines() if re.match(r"(ray_)?summarizer_", line)]
        return "\n".join(lines)

    return str(until(told))


def test_what_is_done_is_not_done_again_and_what_is_added_is(command: Command) -> None:
    whole = command.inputs.read_bytes().splitlines(keepends=True)
    command.inputs.write_bytes(b"".join(whole[: COUNT // 2]))
    assert command.finish()[0] == 0
    command.inputs.write_bytes(b"".join(whole))
    code, said = command.finish()
    assert code == 0, said
    check_whole(command.out)
    assert command.server.answers() == dict.fromkeys(range(COUNT), 1)
    assert f"{COUNT // 2} of {COUNT} records stood from before" in said


def test_the_budget_of_the_run_holds_over_all_workers(command: Command) -> None:
    bound = 4400 * COUNT // 2
    code, said = command.finish("--max-tokens", str(bound))
    assert code == 3, said
    assert "budget" in said
    run = read_run(command.out)
    assert run.state == "aborted"
    assert run.spent
    assert 0 < run.spent.tokens <= bound
    assert run.spent.tokens == 4400 * sum(command.server.answers().values())
    assert run.counts.records == sum(command.server.answers().values()) > 0
    code, said = command.finish("--max-tokens", str(4400 * COUNT * 10))
    assert code == 0, said
    run = check_whole(command.out)
    assert run.spent and run.spent.tokens == 4400 * COUNT
    assert CONCURRENCY * 3 < COUNT
