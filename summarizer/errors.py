"""The one error that means: this cannot be carried out as it was asked for."""

from __future__ import annotations


class UsageError(Exception):
    """Wrong use, found before anything was done: a missing path, an unknown setting, a folder that is not ours.

    The message names the place; the remedy says what to do.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        """What is wrong, and where."""
        self.remedy = remedy
        """What to do about it."""

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"
