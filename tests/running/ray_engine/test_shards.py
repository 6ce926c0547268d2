"""The cut of the inputs: the same every time, nothing twice, nothing left out, the same articles as in one piece."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer.reading import read
from summarizer.reading.reader import furniture
from summarizer.running.ray_engine.ids import Ids
from summarizer.running.ray_engine.manifest import Manifest, prepare, shard_size
from summarizer.running.ray_engine.shards import Altered, Shard, articles, as_line, cut, from_line, verify
from summarizer.schema import Article
from tests.running.samples import TEXT


def line(name: str | None, number: int) -> str:
    given = {"text": f"{TEXT} Das ist Meldung {number} des Tages."} | ({"id": name} if name else {})
    return f"{json.dumps(given, ensure_ascii=False)}\n"


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    """Files, lines, and things that are neither."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(10):
        (folder / f"t{number}.txt").write_text(f"{TEXT}\n\nMeldung {number} des Tages.\n", encoding="utf-8")
    (folder / "u.txt").write_bytes(b"\xff\xfe\x00")
    (folder / "lines.jsonl").write_text(
        "".join([line(f"j{n}", n) for n in range(7)] + ["\n", "{broken\n", line(None, 9)])
    )
    (folder / "empty.jsonl").write_text("")
    return [str(folder), str(tmp_path / "missing.txt")]


def prepared(tmp_path: Path, inputs: list[str], size: int = 3) -> Manifest:
    out = tmp_path / "out"
    out.mkdir(exist_ok=True)
    return prepare(out, inputs, size)


def told(found: object) -> object:
    return found.model_dump() if isinstance(found, Article) else (found.source, found.code)  # type: ignore[attr-defined]


def test_shards_together_are_the_inputs(tmp_path: Path, inputs: list[str]) -> None:
    manifest = prepared(tmp_path, inputs)
    recurring = furniture(list(inputs))
    shards = list(manifest.shards())
    sharded = [told(each) for shard in shards for each in articles(shard, recurring, shard.taken)]
    whole = [told(each) for each in read(inputs)]
    assert [each for each in sharded if isinstance(each, dict)] == [each for each in whole if isinstance(each, dict)]
    assert sorted(map(str, sharded)) == sorted(map(str, whole))
    assert sum(shard.articles for shard in shards) == manifest.head.articles == len(whole)
    assert len({shard.key for shard in shards}) == len(shards) == manifest.head.shards
    assert max(shard.articles for shard in shards) == 3


def test_the_manifest_holds_no_text_and_survives_writing(tmp_path: Path, inputs: list[str]) -> None:
    manifest = prepared(tmp_path, inputs)
    assert "Helfer" not in (manifest.folder / "manifest.jsonl").read_text()
    for shard in manifest.shards():
        assert from_line(as_line(shard)) == shard


def test_the_same_inputs_are_not_read_again_and_changed_ones_are(tmp_path: Path, inputs: list[str]) -> None:
    first = list(prepared(tmp_path, inputs).shards())
    assert list(prepared(tmp_path, inputs).shards()) == first
    (tmp_path / "in/t4.txt").write_text(f"{TEXT}\n\nJetzt anders.\n", encoding="utf-8")
    second = list(prepared(tmp_path, inputs).shards())
    changed = [(one.key, other.key) for one, other in zip(first, second, strict=True) if one.sha256 != other.sha256]
    assert len(changed) == 1
    assert changed[0][0] == changed[0][1]


def cut_files(folder: Path) -> list[Shard]:
    return list(cut([str(folder)], 16, lambda name: None))


def test_a_file_more_moves_few_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the cut goes by names: these are the same every time
    folder = Path("many")
    folder.mkdir()
    for number in range(400):
        (folder / f"f{number:04}.txt").write_text("x")
    before = {shard.sha256 for shard in cut_files(folder)}
    (folder / "f0100a.txt").write_text("x")
    after = {shard.sha256 for shard in cut_files(folder)}
    assert len(after - before) <= 4
    assert len(before) >= 25


def test_shards_are_as_many_as_workers_can_use_and_no_larger_than_is_safe() -> None:
    assert [shard_size(articles, 16) for articles in (1, 100, 2_000, 60_000, 10**8)] == [16, 16, 31, 500, 1000]
    assert shard_size(10**8, 2_000) == 2_000


def test_lines_added_leave_the_full_shards_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(line(f"a{n}", n) for n in range(10)))
    before = [shard.sha256 for shard in cut([str(path)], 4, lambda name: None)]
    with path.open("a") as file:
        file.write(line("a10", 10))
    after = [shard.sha256 for shard in cut([str(path)], 4, lambda name: None)]
    assert len(before) == len(after) == 3
    assert before[:2] == after[:2]
    assert before[2] != after[2]


def test_an_id_belongs_to_the_first_that_can_be_read_across_shards(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    (tmp_path / "a/x.txt").write_bytes(b"\xff\xfe\x00")
    for name in ("b", "c"):
        (tmp_path / name / "x.txt").write_text(f"{TEXT}\n\nAus {name}.\n", encoding="utf-8")
    inputs = [str(tmp_path / name) for name in ("a", "b", "c")]
    shards = list(prepared(tmp_path, inputs, 1).shards())
    assert len(shards) == 3
    found = [told(each) for shard in shards for each in articles(shard, frozenset(), shard.taken)]
    assert [each["source"] if isinstance(each, dict) else each[1] for each in found] == [  # type: ignore[index]
        "encoding",
        str(tmp_path / "b/x.txt"),
        "duplicate_id",
    ]
    assert [told(each) for each in read(inputs)] == found


def test_a_file_that_changes_after_the_cut_is_noticed(tmp_path: Path, inputs: list[str]) -> None:
    shard = next(each for each in prepared(tmp_path, inputs).shards() if each.slices and not each.slices[0].line)
    verify(shard)
    path = Path(shard.slices[0].path)
    data = path.read_bytes()
    path.write_bytes(data[:-2] + b"!\n")
    with pytest.raises(Altered, match="has changed"):
        verify(shard)
    path.write_bytes(data[:3])
    with pytest.raises(Altered, match="shorter"):
        verify(shard)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        verify(shard)


def test_ids_that_come_twice_in_one_shard_are_not_its_concern() -> None:
    with Ids() as ids:
        for shard, names in enumerate(("ab", "bcc", "d")):
            ids.shard = shard
            for name in names:
                ids.add(name)
        assert ids.twice() == {0: {Ids.digest("b")}, 1: {Ids.digest("b")}}
