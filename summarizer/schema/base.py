"""What every published model shares."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1"

EventId = Annotated[str, Field(pattern=r"^e[1-9][0-9]*$", description="Event id, unique in its record: e1, e2, …")]
ClaimId = Annotated[str, Field(pattern=r"^c[1-9][0-9]*$", description="Claim id, unique in its record: c1, c2, …")]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]


class Contract(BaseModel):
    """Base of all published models: immutable, and tolerant of fields that a newer version has added."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)
