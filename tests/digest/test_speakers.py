"""Who says what, across articles."""

from __future__ import annotations

from summarizer.digest.build import digest
from summarizer.schema.digest import Digest
from tests.digest.samples import Story


def said(name: str, speaker: str | None, words: str = "der Damm halte", **fields: str) -> Story:
    text = f"{speaker or 'Es hieß'}: {words}."
    return Story(name, text).event(text, "OTHER").claim(words, speaker, about="e1", **fields)


def made(*stories: Story) -> Digest:
    return digest([story.record() for story in stories], "summarizer 0")


def names(found: Digest) -> list[tuple[str | None, list[str], int]]:
    return [(each.name, sorted(each.names), len(each.claims)) for each in found.speakers]


def test_forms_of_one_name_are_one_speaker() -> None:
    found = made(said("a", "Sergej Lapin"), said("b", "Sergei Lapin"), said("c", "Lapin"), said("d", "Anna Berger"))
    assert names(found) == [
        ("Sergej Lapin", ["Lapin", "Sergei Lapin", "Sergej Lapin"], 3),
        ("Anna Berger", ["Anna Berger"], 1),
    ]


def test_a_last_name_that_two_share_is_neither() -> None:
    found = made(said("a", "Anna Berger"), said("b", "Peter Berger"), said("c", "Berger"))
    assert [count for _, _, count in names(found)] == [1, 1, 1]


def test_those_who_are_not_named_come_last() -> None:
    found = made(said("a", None), said("b", None), said("c", "Anna Berger"))
    assert names(found) == [("Anna Berger", ["Anna Berger"], 1), (None, [], 2)]


def test_claim_and_denial_of_one_happening() -> None:
    text = "Norwegen hat am Montag 40 Boote geliefert."
    one = Story("a", text, "Melo sagte, Norwegen habe 40 Boote geliefert.")
    one.event(text, "AID", "Norwegen").claim("Norwegen habe 40 Boote geliefert", "Melo", about="e1")
    other = Story("b", text, "Aas bestritt, dass Boote geliefert worden seien.")
    other.event(text, "AID", "Norwegen").claim(
        "dass Boote geliefert worden seien", "Aas", about="e1", polarity="negative"
    )
    (found,) = made(one, other).contradictions
    assert (found.claim.speaker, found.denial.speaker) == ("Melo", "Aas")
    assert found.claim.about == found.denial.about == [found.event]


def test_saying_no_to_something_else_denies_nothing() -> None:
    text = "Norwegen hat am Montag 40 Boote geliefert."
    story = Story("a", text, "Melo sagte, Norwegen habe 40 Boote geliefert.", "Aas sagte, das Wetter sei nicht gut.")
    story.event(text, "AID", "Norwegen").claim("Norwegen habe 40 Boote geliefert", "Melo", about="e1")
    story.claim("das Wetter sei nicht gut", "Aas", about="e1", polarity="negative")
    assert made(story).contradictions == []
