"""Which ids come in more than one shard, of any number of ids, in little memory: they are sorted into files."""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import ExitStack
from itertools import groupby
from types import TracebackType
from typing import Self

_BUCKETS = 64
_DIGEST = 8
_ENTRY = _DIGEST + 4


class Ids:
    """Collects ids with the number of their shard. Memory: a 64th of 12 bytes an id, when asked in the end."""

    def __init__(self) -> None:
        self.shard = 0
        """Number of the shard whose ids are being added."""
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        self._buckets = [self._opened.enter_context(tempfile.TemporaryFile()) for _ in range(_BUCKETS)]  # noqa: SIM115
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()

    @staticmethod
    def digest(name: str) -> bytes:
        """Eight bytes that stand for an id."""
        return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()

    def add(self, name: str) -> None:
        """Note an id of the present shard."""
        digest = self.digest(name)
        self._buckets[digest[0] % _BUCKETS].write(digest + self.shard.to_bytes(4))

    def twice(self) -> dict[int, set[bytes]]:
        """For each shard concerned, the digests of the ids that it has and another has too.

        Two ids may share a digest: whoever acts on the answer compares the ids.
        """
        found: dict[int, set[bytes]] = {}
        for bucket in self._buckets:
            bucket.seek(0)
            data = bucket.read()
            entries = sorted(data[at : at + _ENTRY] for at in range(0, len(data), _ENTRY))
            for digest, same in groupby(entries, key=lambda entry: entry[:_DIGEST]):
                shards = {int.from_bytes(entry[_DIGEST:]) for entry in same}
                if len(shards) > 1:
                    for shard in shards:
                        found.setdefault(shard, set()).add(digest)
        return found
