"""Names of states and territories, from the Unicode CLDR as Babel ships it."""

from __future__ import annotations

from functools import cache


@cache
def states(code: str) -> frozenset[str]:
    """Names of the world's states and territories in the language with ISO 639 code `code`, and their short forms."""
    from babel import Locale  # noqa: PLC0415 - loads a table of half a megabyte

    names = {name for key, name in Locale(code).territories.items() if len(key) == 2}
    names |= {short for name in names if " " in name and (short := _short(name))}
    return frozenset(names | {"USA", "EU", "NATO", "UN", "UNO", "UK", "DDR", "Korea"})


def _short(name: str) -> str | None:
    """ "Vereinigte Staaten" stays; "China (Festland)" and "Korea, Republik" lose what qualifies them."""
    head = name.split(" (", maxsplit=1)[0].split(",", maxsplit=1)[0]
    return head if head != name else None


def is_state(name: str, code: str) -> bool:
    """Whether `name` is a state's in the language `code`, in the nominative or with the -s of the genitive."""
    return name in states(code) or name.removesuffix("s") in states(code)
