"""What `import summarizer` and `summarizer --help` cost: nothing that a user would wait for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import summarizer

HEAVY = ("openai", "instructor", "trafilatura", "xllamacpp", "numpy")


@pytest.mark.parametrize(
    "statement",
    [
        "import summarizer",
        "import summarizer.cli",
        "from summarizer import Article, Record, locate",
        "from summarizer import Settings; import summarizer.running.run, summarizer.running.show",
    ],
)
def test_loads_no_heavy_library(statement: str) -> None:
    script = f"{statement}\nimport sys\nprint(*[name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.split() == []


@pytest.mark.parametrize("statement", ["import summarizer", "import summarizer.cli"])
def test_starting_loads_neither_pydantic_nor_rich(statement: str) -> None:
    script = f"{statement}\nimport sys\nprint('pydantic' in sys.modules or 'rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "False"


def test_every_public_name_is_there() -> None:
    for name in summarizer.__all__:
        assert getattr(summarizer, name) is not None
        assert name in dir(summarizer)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Summariser'"):
        summarizer.Summariser  # noqa: B018
