"""PLOVER codes, rule by rule of the manual."""

from __future__ import annotations

from typing import get_args

import pytest

from summarizer.export.plover import plover
from summarizer.schema import Event, EventType, Status
from tests.digest.samples import Story


def event(kind: str, status: str, recipients: str = "B") -> Event:
    return Story("a", "A hilft B.").event("A hilft B", kind, "A", recipients, status=status).events[0]


@pytest.mark.parametrize("kind", ["AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"])
def test_cooperation_to_come_is_agreement(kind: str) -> None:
    codes = plover(event(kind, "planned", ""))
    assert codes == ("AGREE", None, None, "verbal cooperation", False)


@pytest.mark.parametrize("kind", ["CONCEDE", "RETREAT"])
def test_a_promised_concession_is_a_concession(kind: str) -> None:
    assert plover(event(kind, "planned"))[:4] == ("CONCEDE", None, None, "verbal cooperation")


@pytest.mark.parametrize("kind", ["ASSAULT", "SANCTION", "PROTEST", "REQUEST"])
def test_conflict_to_come_keeps_its_category(kind: str) -> None:
    codes = plover(event(kind, "planned"))
    assert (codes.event, codes.context) == (kind, "future")


@pytest.mark.parametrize(("status", "context"), [("hypothetical", "hypothetical"), ("denied", "negation")])
def test_what_is_imagined_or_denied_says_so(status: str, context: str) -> None:
    assert plover(event("AID", status))[:4] == ("AID", None, context, "material cooperation")


def test_what_is_called_off() -> None:
    assert plover(event("CONSULT", "cancelled"))[:4] == ("REJECT", "meet", None, "verbal conflict")
    assert plover(event("AID", "cancelled"))[:4] == ("SANCTION", None, None, "material conflict")
    assert plover(event("ASSAULT", "cancelled")) == (None,) * 5


def test_a_required_recipient_that_nobody_names() -> None:
    assert plover(event("AID", "occurred", "")).lacks_recipient
    assert not plover(event("AID", "occurred")).lacks_recipient
    assert not plover(event("CONSULT", "occurred", "")).lacks_recipient


@pytest.mark.parametrize("status", get_args(Status))
def test_other_has_no_code_and_all_else_one_quad(status: str) -> None:
    assert plover(event("OTHER", status)) == (None,) * 5
    for kind in set(get_args(EventType)) - {"OTHER"}:
        codes = plover(event(kind, status))
        assert (codes.event is None) == (codes.quad is None)
        assert codes.event is not None or status == "cancelled"
