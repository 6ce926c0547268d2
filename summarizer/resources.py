"""Where the files live that are shipped beside the code."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `prompts` or `schemas`: inside the installed package, or at the top of a checkout.

    Raises:
        FileNotFoundError: There is no such folder, so the installation is incomplete.
    """
    for place in (_PACKAGE / "_shipped" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"{name}/ is missing from this installation ({_PACKAGE}): install the package again")
