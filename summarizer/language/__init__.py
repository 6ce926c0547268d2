"""All that is known about languages, and the only place where it is known."""

from __future__ import annotations

from summarizer.language.base import Language
from summarizer.language.de import GERMAN
from summarizer.language.en import ENGLISH

__all__ = ["Language", "codes", "get"]

_LANGUAGES = {language.code: language for language in (GERMAN, ENGLISH)}


def get(code: str) -> Language:
    """The language with ISO 639 code `code`.

    Raises:
        LookupError: The language is unknown; the message lists those that are known.
    """
    try:
        return _LANGUAGES[code]
    except KeyError:
        raise LookupError(f"no language {code!r}; known are {', '.join(codes())}") from None


def codes() -> tuple[str, ...]:
    """The ISO 639 codes of all known languages."""
    return tuple(_LANGUAGES)
