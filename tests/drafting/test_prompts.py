"""Templates load, their examples are right, and what is filled in is never read again."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from summarizer import language as languages
from summarizer import resources
from summarizer.drafting.draft import Draft
from summarizer.drafting.prompts import Prompt, PromptError, compact, load
from summarizer.drafting.question import NOBODY, ask_about
from summarizer.running.judging import SameEvent

FOLDER = resources.folder("prompts")
NAMES = ("article", "sentence", "repair", "same_event")
TEMPLATES = [(name, code) for name in NAMES for code in languages.codes()]
PLACES: dict[str, dict[str, str]] = {
    "article": {"title": "T", "published": "2023-05-03", "sentences": "[1] S."},
    "sentence": {"sentences": "[1] S."},
    "repair": {"sentences": "[1] S.", "item": "{}", "reason": "R"},
    "same_event": {f"{place}_{side}": "X" for place in ("published", "title", "quotes") for side in "ab"},
}


def examples(name: str) -> list[Any]:
    """Every example of the templates called `name`, with the language it is in."""
    return [
        pytest.param(
            code,
            values,
            answer,
            id=f"{code}-{number}",
        )
        for code in languages.codes()
        for number, (values, answer) in enumerate(load(FOLDER, name, code).examples, 1)
    ]


@pytest.mark.parametrize(("name", "code"), TEMPLATES)
def test_template_leaves_no_place_open(name: str, code: str) -> None:
    messages = load(FOLDER, name, code).messages(**PLACES[name])
    assert messages[0]["role"] == "system"
    assert [m["role"] for m in messages[1:]] == ["user", "assistant"] * (len(messages) // 2 - 1) + ["user"]
    assert not any("{{" in message["content"] for message in messages)
    assert all(message["content"].strip() for message in messages)


@pytest.mark.parametrize(("name", "code"), TEMPLATES)
def test_template_is_known_by_the_digest_of_its_bytes(name: str, code: str) -> None:
    ref = load(FOLDER, name, code).ref
    assert ref.name == f"{name}.{code}"
    assert ref.sha256 == hashlib.sha256((FOLDER / f"{name}.{code}.toml").read_bytes()).hexdigest()


@pytest.mark.parametrize(("name", "code"), TEMPLATES)
def test_delimiters_of_the_question_are_those_the_instructions_speak_of(name: str, code: str) -> None:
    template = load(FOLDER, name, code)
    opening = template.user[template.user.index("<") : template.user.index(">") + 1]
    assert opening.replace("<", "</") in template.user
    assert opening in template.system
    assert opening.replace("<", "</") in template.system


def test_every_file_is_a_template_of_a_known_language() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(f"{n}.{code}.toml" for n, code in TEMPLATES)


def lines(shown: str) -> dict[str, str]:
    """Sentences by their number."""
    return dict(line.removeprefix("[").split("] ", 1) for line in shown.strip().splitlines())


@pytest.mark.parametrize(("code", "values", "answer"), examples("article"))
def test_article_example_is_a_draft_that_quotes_its_own_text(
    code: str, values: dict[str, str], answer: dict[str, Any]
) -> None:
    draft = Draft.model_validate(answer)
    sentences = lines(values["sentences"])
    pointers = [pointer for item in (*draft.events, *draft.claims) for pointer in item.quotes]
    pointers += [item.speaker.mention for item in draft.claims if item.speaker]
    assert pointers
    for pointer in pointers:
        assert pointer.words in sentences[str(pointer.sentence)]


@pytest.mark.parametrize(("code", "values", "answer"), examples("sentence"))
def test_sentence_examples_can_be_answered_with_the_choices_of_their_own_sentences(
    code: str, values: dict[str, str], answer: dict[str, Any]
) -> None:
    sentences = lines(values["sentences"])
    assert list(answer) == list(sentences) == [str(number) for number in range(1, len(answer) + 1)]
    for number, given in answer.items():
        form = ask_about(sentences[number], languages.get(code)).answer_model(int(number))
        assert form.model_validate(given).model_dump() == given
        event = given.get("event") or {}
        for words in (given.get("says"), event.get("whom"), event.get("where")):
            assert words in (None, NOBODY) or words in sentences[number]


@pytest.mark.parametrize(("code", "values", "answer"), examples("same_event"))
def test_pair_example_is_an_answer(code: str, values: dict[str, str], answer: dict[str, Any]) -> None:
    assert SameEvent.model_validate(answer)
    assert values.keys() == PLACES["same_event"].keys()


GOOD = 'system = "Say."\nuser = "<a>{{text}}</a>"\n'


def written(folder: Path, content: str | bytes, name: str = "x.de.toml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('system = "unclosed', "not a TOML file"),
        (b'system = "\xff\xfe"', "not a TOML file"),
        ('user = "{{text}}"', "system"),
        ('system = "Say."', "user"),
        ('system = 1\nuser = "{{text}}"', "strip"),
        (GOOD + "[[examples]]\nvalues = { text = 'a' }\n", "answer"),
        (GOOD + "[[examples]]\nanswer = { a = 1 }\n", "values"),
        (GOOD + "examples = 3\n", "int"),
    ],
)
def test_broken_template_is_named(tmp_path: Path, content: str | bytes, fault: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(PromptError) as raised:
        load(tmp_path, "x", "de")
    assert str(path) in str(raised.value)
    assert fault in str(raised.value)


def test_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(PromptError) as raised:
        load(tmp_path, "x", "de")
    assert str(tmp_path / "x.de.toml") in str(raised.value)


@pytest.mark.parametrize("name", ["prompt", "examples"])
def test_place_that_nothing_fills_is_named(tmp_path: Path, name: str) -> None:
    wrong = GOOD + "[[examples]]\nvalues = { txt = 'a' }\nanswer = { a = 1 }\n" if name == "examples" else GOOD
    path = written(tmp_path, wrong)
    with pytest.raises(PromptError) as raised:
        load(tmp_path, "x", "de").messages(txt="a")
    assert str(path) in str(raised.value)
    assert "text" in str(raised.value)


@pytest.fixture
def template(tmp_path: Path) -> Prompt:
    written(
        tmp_path,
        'system = "Say."\nuser = "{{text}}|{{more}}"\n[[examples]]\n'
        'values = { text = "{{more}}", more = "b" }\nanswer = { who = "null", list = ["null"] }\n',
    )
    return load(tmp_path, "x", "de")


@pytest.mark.parametrize(
    "hostile",
    ["{{more}}", "{{ more }}", "{% raw %}{{text}}{% endraw %}", "{more}", "\\g<1>", "\\1", "%s %(more)s", "$more"],
)
def test_what_is_filled_in_is_never_read_again(template: Prompt, hostile: str) -> None:
    assert template.messages(text=hostile, more="secret")[-1]["content"] == f"{hostile}|secret"


def test_examples_are_earlier_turns_with_null_for_null(template: Prompt) -> None:
    assert template.messages(text="q", more="r") == [
        {"role": "system", "content": "Say."},
        {"role": "user", "content": "{{more}}|b"},
        {"role": "assistant", "content": '{"who":null,"list":[null]}'},
        {"role": "user", "content": "q|r"},
    ]


def test_answers_are_written_without_white_space_and_in_their_own_letters() -> None:
    assert compact({"a": ["ä", None], "b": 1}) == '{"a":["ä",null],"b":1}'
