"""Whose words an English sentence gives, and what its clauses tell."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from summarizer import language
from summarizer.language.speech import Happening, ReportedSpeech

ENGLISH = language.get("en")

Case = tuple[str, str, str, str | None, str | None]
"""Sentence, form, content (pieces parted by " | "), cue, likeliest speaker."""

CASES: list[Case] = [
    (
        "According to reports, the firm has cut 300 jobs.",
        "indirect",
        "the firm has cut 300 jobs",
        "According to reports",
        None,
    ),
    ("The minister said that the dam would hold.", "indirect", "that the dam would hold", "said", "The minister"),
    ("The minister said the dam would hold.", "indirect", "the dam would hold", "said", "The minister"),
    ("The dam would hold, said the minister.", "indirect", "The dam would hold", "said", "the minister"),
    (
        "Petra Lang announced on Monday that she would not run again.",
        "indirect",
        "that she would not run again",
        "announced",
        "Petra Lang",
    ),
    ("Experts warn that the lake is drying up.", "indirect", "that the lake is drying up", "warn", "Experts"),
    (
        "France denied that it had moved soldiers to Mali.",
        "indirect",
        "that it had moved soldiers to Mali",
        "denied",
        "France",
    ),
    (
        "Analysts believe that prices will rise further.",
        "indirect",
        "that prices will rise further",
        "believe",
        "Analysts",
    ),
    ("She told reporters that the talks had failed.", "indirect", "that the talks had failed", "told", "She"),
    ("There are fears that the harvest will fail.", "indirect", "that the harvest will fail", "fears", None),
    ("“We have reached our goal,” said Lena Voss.", "direct", "“We have reached our goal,”", "said", "Lena Voss"),
    ("“We have reached our goal,” Lena Voss said.", "direct", "“We have reached our goal,”", "said", "Lena Voss"),
    ("Lena Voss said: “We have reached our goal.”", "direct", "“We have reached our goal.”", "said", "Lena Voss"),
    ("“We will not give up hope.”", "direct", "“We will not give up hope.”", None, None),
    (
        "The thief reportedly fled over the roof.",
        "free_indirect",
        "The thief reportedly fled over the roof.",
        None,
        None,
    ),
    ("The union demanded higher wages.", "reported", "The union demanded higher wages.", "demanded", "The union"),
    (
        "The chancellor criticised the budget.",
        "reported",
        "The chancellor criticised the budget.",
        "criticised",
        "The chancellor",
    ),
]
KNOWN_WRONG: list[Case] = [
    (
        "According to the coast guard, the ferry sank at midnight.",
        "indirect",
        "the ferry sank at midnight",
        "According to",
        "the coast guard",
    ),
    (
        "The ferry sank at midnight, according to the coast guard.",
        "indirect",
        "The ferry sank at midnight",
        "according to",
        "the coast guard",
    ),
    ("The dam would hold, the minister said.", "indirect", "The dam would hold", "said", "the minister"),
    ("The gang is said to have stolen cars.", "free_indirect", "The gang is said to have stolen cars.", None, None),
]
"""Read wrongly so far; a case that comes right fails the test and moves up."""
NOBODY_SPEAKS = [
    "The train stopped in Hamm.",
    "The city will get a new bridge in the autumn.",
    "Police arrested two men.",
    "The talks began on Monday.",
    "The film “The Boat” is back in cinemas.",
    "The deal added 20 million to the debt.",
]
STATUSES = [
    ("The city will open a museum in May.", "planned"),
    ("The firm plans to close the plant.", "planned"),
    ("The vote is scheduled for 3 May.", "planned"),
    ("The firm has cut 200 jobs.", "occurred"),
    ("The army attacked the port.", "occurred"),
    ("The plant was closed in 1998.", "occurred"),
    ("The minister met his counterpart in Vienna.", "occurred"),
    ("The country could send soldiers.", "hypothetical"),
    ("The senate is considering a tax cut.", "hypothetical"),
    ("France denied moving soldiers to Mali.", "denied"),
    ("The army did not attack the town.", "denied"),
    ("The meeting was cancelled.", "cancelled"),
    ("Drivers are striking across Italy.", "ongoing"),
    ("Both sides are currently holding talks.", "ongoing"),
]
COMMENT = [
    "It shows how close the two countries have become.",
    "The decision is seen as a turning point.",
    "It remains to be seen whether the money will last.",
    "The step could worsen tensions in the region.",
    "Will the strike end before Easter?",
    "The incident underlines the dangers of the sea.",
]
REPORT = [
    "Police arrested two men.",
    "The president signed the law.",
    "Train drivers have been on strike since Monday.",
    "Norland will send 300 helpers to Ostheim.",
    "The army attacked the port.",
    "The government rejected the proposal.",
]
AGENTS = [
    ("The army attacked the port on Monday.", ["army"]),
    ("On Monday, the government rejected the proposal.", ["government"]),
    ("Two men were arrested by police.", ["police"]),
    ("Russia and North Korea signed a treaty.", ["Russia", "North Korea"]),
    ("The army attacked on Monday.", ["army"]),
    ("Norland sent 300 helpers to Ostheim.", ["Norland"]),
]


def found_in(sentence: str) -> ReportedSpeech | None:
    return ENGLISH.reported_speech(sentence)


def told(sentence: str, found: ReportedSpeech) -> Case:
    pieces = " | ".join(sentence[a:b] for a, b in found.content)
    cue = sentence[slice(*found.cue)] if found.cue else None
    speaker = sentence[slice(*found.speakers[0])] if found.speakers else None
    return sentence, found.form, pieces, cue, speaker


def read(sentence: str) -> Happening:
    return ENGLISH.happening(sentence, (0, len(sentence)))


@pytest.mark.parametrize(("sentence", "form", "content", "cue", "speaker"), CASES)
def test_form_content_cue_and_speaker(
    sentence: str, form: str, content: str, cue: str | None, speaker: str | None
) -> None:
    found = found_in(sentence)
    assert found is not None
    assert told(sentence, found) == (sentence, form, content, cue, speaker)


@pytest.mark.parametrize("case", KNOWN_WRONG)
@pytest.mark.xfail(strict=True)
def test_known_wrong(case: Case) -> None:
    found = found_in(case[0])
    assert found is not None
    assert told(case[0], found) == case


@pytest.mark.parametrize("sentence", NOBODY_SPEAKS)
def test_nobody_speaks(sentence: str) -> None:
    found = found_in(sentence)
    assert found is None, told(sentence, found)


@pytest.mark.parametrize(("sentence", "status"), STATUSES)
def test_status(sentence: str, status: str) -> None:
    assert read(sentence).statuses[0] == status


@pytest.mark.parametrize("sentence", COMMENT)
def test_comment_is_no_happening(sentence: str) -> None:
    found = read(sentence)
    assert found.comment or not found.types


@pytest.mark.parametrize("sentence", REPORT)
def test_report_is_a_happening(sentence: str) -> None:
    found = read(sentence)
    assert not found.comment
    assert found.types


@pytest.mark.parametrize(("sentence", "agents"), AGENTS)
def test_who_acts(sentence: str, agents: list[str]) -> None:
    assert [sentence[a:b] for a, b in read(sentence).agents] == agents


PIECES = st.sampled_from(
    'According to the Police said that , : . “ ” " is have been will not Norland fears ( ) – told reportedly by in of '
    "Two demanded sent".split()
)


@given(
    st.one_of(st.text(alphabet=st.characters(exclude_categories=())), st.lists(PIECES, max_size=25).map(" ".join)),
    st.data(),
)
def test_any_sentence_is_read_and_every_stretch_lies_in_it(sentence: str, data: st.DataObject) -> None:
    found = found_in(sentence)
    if found:
        assert found.content
        stretches = [*found.content, *found.speakers, *([found.cue] if found.cue else [])]
        assert all(0 <= start < end <= len(sentence) for start, end in stretches)
    start = data.draw(st.integers(0, len(sentence)))
    end = data.draw(st.integers(start, len(sentence)))
    assume(re.search(r"\w", sentence[start:end]))
    happening = ENGLISH.happening(sentence, (start, end))
    assert happening.statuses
    for a, b in (*happening.agents, *happening.others, *happening.places, *happening.told):
        assert start <= a < b <= end
