import os
import stat
from pathlib import Path

import pytest

from summarizer.endpoint.private import UntrustworthyError, make_private

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="no owners here")


def test_a_folder_is_made_and_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    make_private(folder, ["file"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    (folder / "file").touch()
    make_private(folder, ["file"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_belongs_to_others_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    (tmp_path / "folder").mkdir()
    monkeypatch.setattr(os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(UntrustworthyError, match="folder belongs to another user"):
        make_private(tmp_path / "folder")
    with pytest.raises(UntrustworthyError, match="link is a link that belongs to another user"):
        make_private(tmp_path / "link")


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_only_plain_files_are_opened(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "file"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(UntrustworthyError, match="file is not a plain file"):
        make_private(tmp_path, ["file"])
